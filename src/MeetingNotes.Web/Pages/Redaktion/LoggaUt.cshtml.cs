using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>Ends the session here; the organisation's own sign-in stays until somebody asks for that to end, too.</summary>
public sealed class LoggaUtModel(SignInService service) : StaffPageModel
{
    public override string Title => "Du är utloggad";

    public bool CanSignOutEverywhere { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => CanSignOutEverywhere = await service.CanSignOutAsync(ct);

    /// <summary>To the sign-in service. By a link, as the policy of our pages lets no form lead to another site.</summary>
    public async Task<IActionResult> OnGetEverywhereAsync(CancellationToken ct) =>
        await service.CanSignOutAsync(ct)
            ? SignOut(new AuthenticationProperties { RedirectUri = StaffPaths.SignOut }, SignInService.Scheme)
            : LocalRedirect(StaffPaths.SignOut);

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.EndSessionAsync();
        return RedirectToPage();
    }
}
