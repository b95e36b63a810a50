using System.Diagnostics;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Errors;
using MeetingNotes.Web.Health;
using MeetingNotes.Web.OParl;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Web.Pages;

/// <summary>The page of every error, at the address and with the method and status that failed. Uses no database.</summary>
[DisableRateLimiting]
public sealed class FelModel : PublicPageModel
{
    private (string Title, string Lead) Text => Status switch
    {
        400 => ("Vi förstod inte frågan", "Något i adressen eller i det du skickade gick inte att läsa. Kontrollera adressen, eller börja om från startsidan."),
        404 when IsOfTheDesk => ("Sidan hittades inte", "Adressen kan vara felskriven, eller så är utkastet slängt eller publicerat."),
        404 => ("Sidan hittades inte", "Adressen kan vara felskriven, eller så har sidan fått en ny. En notering som vi har dragit in talar alltid om varför."),
        405 => ("Det går inte att göra så här", "Sidan finns, men den kan bara läsas. Öppna adressen på nytt i webbläsaren."),
        410 => ("Noteringen är indragen", "Det som stod här är borttaget med flit. Adressen finns kvar så att länkar hit inte bryts."),
        429 => ("Det blev många frågor på en gång", "Från din anslutning har det kommit ovanligt många frågor den senaste minuten. Vänta en minut och försök igen."),
        413 or 414 or 431 => ("Det blev för mycket på en gång", "Adressen eller det du skickade är för långt. Korta det och försök igen."),
        503 => ("Vi är snart tillbaka", "Just nu når vi inte noteringarna. Försök igen om några sekunder."),
        < 500 => ("Det gick inte", "Vi kunde inte visa det du bad om. Kontrollera adressen, eller börja om från startsidan."),
        _ => ("Något gick fel hos oss", "Felet är antecknat, och det är inte ditt. Försök igen om en stund."),
    };

    public override string Title => Text.Title;

    public string Lead => Text.Lead;

    public override string CanonicalPath => "";

    public override string Section => "";

    public override bool HasOwnSearch => true;

    public override bool IsIndexed => false;

    public int Status => Response.StatusCode;

    public string? Reason => HttpContext.Features.Get<GoneReason>()?.Text;

    /// <summary>The id that finds the event in the log; only for faults of ours.</summary>
    public string? ErrorId => Status < StatusCodes.Status500InternalServerError ? null
        : Activity.Current?.TraceId.ToHexString() ?? HttpContext.TraceIdentifier;

    /// <summary>A page of the staff's, so they are the ones who read this.</summary>
    public bool IsOfTheDesk => StaffPaths.Holds(FailedPath);

    /// <summary>Whether a link can lead to it.</summary>
    public bool MayBeALinkOfOurs => Status is 400 or 404 or 410 or 414;

    private string? FailedPath => HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path
        ?? HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath;

    // Runs for every method; a handler method would run for one.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (FailedPath is not { } path)
        {
            context.Result = NotFound();
            return;
        }

        Response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            Response.Headers.RetryAfter = HealthEndpoints.RetryAfterSeconds;
        }

        var isOParl = OParlService.Holds(path);
        var isData = isOParl || path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/api", StringComparison.OrdinalIgnoreCase);
        if (isData)
        {
            OpenData.Allow(Response);
        }

        context.Result = isOParl ? Fault(path) : isData ? Problem(path) : Page();
    }

    private JsonResult Fault(string path) =>
        new(new OParlError { Message = Reason ?? Lead, Debug = string.Join(' ', Status, path, ErrorId).TrimEnd() }) { ContentType = "application/json; charset=utf-8", StatusCode = Status };

    /// <summary>RFC 9457.</summary>
    private JsonResult Problem(string path)
    {
        var problem = new ProblemDetails
        {
            Type = "about:blank",
            Title = ReasonPhrases.GetReasonPhrase(Status),
            Status = Status,
            Detail = Reason ?? Lead,
            Instance = path,
        };
        if (ErrorId is { } id)
        {
            problem.Extensions["traceId"] = id;
        }

        return new JsonResult(problem) { ContentType = "application/problem+json; charset=utf-8", StatusCode = Status };
    }
}
