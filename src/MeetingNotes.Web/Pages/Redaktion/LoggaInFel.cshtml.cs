using MeetingNotes.Web.Options;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>Why somebody who tried to sign in could not, and what to do.</summary>
public sealed class LoggaInFelModel(IOptions<PortalOptions> portal) : StaffPageModel
{
    public override string Title => "Det gick inte att logga in";

    public SignInFault Fault { get; private set; }

    public string Ask => portal.Value.SignIn.AskForAccess ?? $"{portal.Value.Contact.Unit}, {portal.Value.Contact.Email}";

    public (string Lead, string Advice) Text => Fault switch
    {
        SignInFault.Denied => ("Inloggningstjänsten sa nej, eller så avbröt du.", "Försök igen. Säger den nej på nytt behöver ditt konto få använda Noterat."),
        SignInFault.Clock => ("Inloggningens tid stämmer inte.", "Klockan går fel i portalen eller i inloggningstjänsten. Försök igen om en stund."),
        SignInFault.Unreachable => ("Vi når inte inloggningstjänsten just nu.", "Försök igen om en stund. Allt som är sparat finns kvar."),
        SignInFault.Blocked => ("Ditt konto är spärrat i Noterat.", "En administratör har stängt av det."),
        _ => ("Inloggningen avbröts innan den var klar.", "Det händer om den tar för lång tid eller om du går tillbaka i webbläsaren. Försök igen."),
    };

    public IActionResult OnGet(string orsak)
    {
        if (SignInFaults.Named(orsak) is not { } fault)
        {
            return NotFound();
        }

        Fault = fault;
        var page = Page();
        page.StatusCode = fault switch
        {
            SignInFault.Denied or SignInFault.Blocked => StatusCodes.Status403Forbidden,
            SignInFault.Unreachable => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status400BadRequest,
        };
        return page;
    }
}
