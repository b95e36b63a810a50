using MeetingNotes.Web.Options;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>Where somebody who is not signed in ends up: sends them on to the sign-in service, or in Development lets them choose a sample person.</summary>
public sealed class LoggaInModel(IOptions<PortalOptions> portal, SignInService service, IHostEnvironment environment) : StaffPageModel
{
    /// <summary>Where they were going.</summary>
    [BindProperty(SupportsGet = true, Name = "till")]
    public string? ReturnTo { get; set; }

    public override string Title => "Logga in";

    public bool HasSamplePeople => SamplePeople.AreAllowed(portal.Value.SignIn, environment);

    public bool HasService => service.IsSet;

    private string Destination => Url.IsLocalUrl(ReturnTo) ? ReturnTo! : StaffPaths.Root;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => HasService && !HasSamplePeople ? await OnGetOrganisationAsync(ct) : Page();

    /// <summary>To the service, when the sample people are there to choose from as well.</summary>
    public async Task<IActionResult> OnGetOrganisationAsync(CancellationToken ct) =>
        !HasService ? NotFound()
        : await service.IsReachableAsync(ct) ? Challenge(new AuthenticationProperties { RedirectUri = Destination }, SignInService.Scheme)
        : Redirect(SignInFault.Unreachable.Address());

    public async Task<IActionResult> OnPostAsync(string? person)
    {
        if (!HasSamplePeople || SamplePeople.All.FirstOrDefault(one => one.Key == person) is not { } chosen)
        {
            return NotFound();
        }

        return await HttpContext.StartSessionAsync(SamplePeople.SignedInAs(chosen)) ? LocalRedirect(Destination) : Redirect(SignInFault.Blocked.Address());
    }
}
