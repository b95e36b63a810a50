using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>Everything that has been done: who, what, when and why.</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class LoggModel(AuditReader audit, PeopleReader people) : StaffPageModel
{
    public override string Title => "Logg";

    /// <summary>In use, for the form.</summary>
    public AuditFilter Filter { get; private set; } = new();

    public IReadOnlyList<AuditEvent> Events { get; private set; } = [];

    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Bodies { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Actions { get; } =
        [new SelectListItem("Allt", ""), .. AuditTexts.All.Select(action => new SelectListItem(action.Text, action.Action))];

    /// <summary>Address of what was done before this; <c>null</c> when there is nothing more.</summary>
    public string? Older { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] Query query, CancellationToken ct)
    {
        if (!ListFilter.IsPossible(ModelState, query.Organ, query.Fran?.Year, page: 1) || !ListFilter.IsPossible(ModelState, null, query.Till?.Year, page: 1))
        {
            return NotFound();
        }

        Filter = new AuditFilter(query.Person, AuditTexts.Has(query.Handelse ?? "") ? query.Handelse : null, query.Organ, query.Notering, query.Fran, query.Till);
        (Events, var hasMore) = await audit.ReadAsync(Filter, query.Fore, ct);
        Older = hasMore ? Address(query with { Fore = Events[^1].Id }) : null;
        People = [new SelectListItem("Alla", ""), .. (await people.ListAsync(ct)).Select(person => new SelectListItem(person.Name, person.Id.ToString()))];
        Bodies = [new SelectListItem("Alla organ", ""), .. (await people.BodiesAsync(ct)).Select(body => new SelectListItem(body.Name, body.Slug))];
        return Page();
    }

    /// <summary>Where the note or draft is; <c>null</c> when there is none any more.</summary>
    public static string? AddressOf(AuditEvent done) => done switch
    {
        { HasDraft: true, DraftId: { } draft } => $"/redaktion/utkast/{draft}",
        { HasNote: true, BodySlug: { } body, HeldOn: { } day } =>
            $"/redaktion{NoteAddress.For(body, day, done.Number ?? 1).Replace("/noterat/", "/noteringar/", StringComparison.Ordinal)}",
        _ => null,
    };

    private static string Address(Query query) => QueryHelpers.AddQueryString("/redaktion/logg", new Dictionary<string, string?>
    {
        ["person"] = query.Person?.ToString(),
        ["handelse"] = query.Handelse,
        ["organ"] = query.Organ,
        ["notering"] = query.Notering?.ToString(),
        ["fran"] = query.Fran?.Iso(),
        ["till"] = query.Till?.Iso(),
        ["fore"] = $"{query.Fore}",
    }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    /// <summary>What the address asks for.</summary>
    public sealed record Query(Guid? Person, string? Handelse, string? Organ, Guid? Notering, DateOnly? Fran, DateOnly? Till, long? Fore);
}
