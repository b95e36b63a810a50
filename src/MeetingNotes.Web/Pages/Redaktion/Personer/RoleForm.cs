using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Text;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MeetingNotes.Web.Pages.Redaktion.Personer;

/// <summary>What the forms about roles have in common.</summary>
internal static class RoleForm
{
    public static readonly IReadOnlyList<SelectListItem> Roles =
        [.. Enum.GetValues<StaffRole>().Select(role => new SelectListItem(Swedish.Capital(role.Name()), role.Name()))];

    public static IReadOnlyList<SelectListItem> Bodies(IReadOnlyList<RoleBody> bodies) =>
        [new SelectListItem("Alla organ", ""), .. bodies.Select(body => new SelectListItem(body.Name, body.Slug))];

    /// <summary>The body chosen; <c>null</c> for all. What can be no body at all becomes one that does not exist.</summary>
    public static string? BodyOf(string? chosen) => string.IsNullOrEmpty(chosen) ? null : Slug.IsValid(chosen) ? chosen : "-";

    /// <summary>What was done, in a sentence; <c>null</c> when it was refused.</summary>
    public static string? Done(PeopleOutcome outcome, string who, StaffRole role) => outcome switch
    {
        PeopleOutcome.Done => $"{who} är nu {role.Name()}.",
        PeopleOutcome.Invited => $"{who} blir {role.Name()} vid sin första inloggning. Berätta det för personen; portalen skickar inget mejl.",
        PeopleOutcome.Already => $"{who} har redan den rollen.",
        _ => null,
    };

    public static string Fault(PeopleOutcome outcome) => outcome switch
    {
        PeopleOutcome.NoSuchBody => "Välj ett organ som finns. En administratör är det för alla organ.",
        PeopleOutcome.Several => "Flera personer har den adressen. Ge rollen på personens egen sida.",
        PeopleOutcome.LastAdministrator => "Portalen måste ha minst en administratör. Gör någon annan till administratör först.",
        PeopleOutcome.Yourself => "Du kan inte spärra dig själv.",
        _ => "Rollen eller personen finns inte längre.",
    };

    /// <summary>"redaktör för Regionstyrelsen".</summary>
    public static string Words(NamedGrant grant) => $"{grant.Role.Name()}{(grant.BodyName is { } body ? $" för {body}" : "")}";
}
