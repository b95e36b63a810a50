using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Prenumerera;

/// <summary>A page that only who has been mailed its address can open. The address is a secret: it is neither kept, sent on, indexed nor logged.</summary>
public abstract class ReaderPageModel : PublicPageModel
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public override string CanonicalPath => "";

    public override string Section => "/prenumerera";

    public override bool IsIndexed => false;

    public override bool HasSuggestions => false;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => KeepSecret(context.HttpContext);

    private static void KeepSecret(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
