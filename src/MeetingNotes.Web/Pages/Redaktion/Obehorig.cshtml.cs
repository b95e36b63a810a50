using MeetingNotes.Web.Options;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>For somebody whom the organisation knows but the portal has given no role, or not the one that a page takes.</summary>
public sealed class ObehorigModel(IOptions<PortalOptions> portal) : StaffPageModel
{
    public override string Title => "Du saknar behörighet";

    public bool IsStaff => HttpContext.StaffOrVisitor() is { IsStaff: true };

    public string? Name => HttpContext.StaffOrVisitor()?.Name;

    public string Ask => portal.Value.SignIn.AskForAccess ?? $"{portal.Value.Contact.Unit}, {portal.Value.Contact.Email}";

    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}
