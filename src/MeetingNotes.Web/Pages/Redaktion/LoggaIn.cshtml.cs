using MeetingNotes.Web.Options;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>Where somebody who is not signed in ends up: sends them on to the sign-in service, or in Development lets them choose a sample person.</summary>
public sealed class LoggaInModel(IOptions<PortalOptions> portal, IHostEnvironment environment) : StaffPageModel
{
    /// <summary>Where they were going.</summary>
    [BindProperty(SupportsGet = true, Name = "till")]
    public string? ReturnTo { get; set; }

    public override string Title => "Logga in";

    public bool HasSamplePeople => SamplePeople.AreAllowed(portal.Value.SignIn, environment);

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(string? person)
    {
        if (!HasSamplePeople || SamplePeople.All.FirstOrDefault(one => one.Key == person) is not { } chosen)
        {
            return NotFound();
        }

        await HttpContext.StartSessionAsync(SamplePeople.SignedInAs(chosen));
        return LocalRedirect(Url.IsLocalUrl(ReturnTo) ? ReturnTo! : StaffPaths.Root);
    }
}
