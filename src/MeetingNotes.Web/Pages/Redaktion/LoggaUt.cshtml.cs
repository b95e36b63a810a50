using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>Ends the session here; the organisation's own sign-in stays.</summary>
public sealed class LoggaUtModel : StaffPageModel
{
    public override string Title => "Du är utloggad";

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.EndSessionAsync();
        return RedirectToPage();
    }
}
