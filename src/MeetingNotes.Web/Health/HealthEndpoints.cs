using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Core.Watching;
using MeetingNotes.Web.Assets;

namespace MeetingNotes.Web.Health;

public static class HealthEndpoints
{
    private const string Alive = "/healthz";
    private const string Ready = "/readyz";

    /// <summary>Seconds that a reader waits before asking again when the database is away.</summary>
    public const string RetryAfterSeconds = "5";

    public static bool Holds(PathString path) => path == Alive || path == Ready;

    /// <summary>
    /// <c>/healthz</c>: the process answers. <c>/readyz</c>: the database too, otherwise 503. A search without its dictionary, or an alarm, is told and
    /// takes nobody out of traffic.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapRead(Alive, (HttpContext context) => Answer(context, StatusCodes.Status200OK, "Portalen är i gång.\n")).DisableRateLimiting();
        routes.MapRead(Ready, async (HttpContext context, DatabaseProbe database, SwedishAnalysis analysis, PortalWatch watch, CancellationToken ct) =>
            await database.IsReadyAsync(ct)
                ? Answer(context, StatusCodes.Status200OK, ReadyText(analysis, watch))
                : Answer(context, StatusCodes.Status503ServiceUnavailable, "Databasen är inte redo.\n")).DisableRateLimiting();
    }

    private static string ReadyText(SwedishAnalysis analysis, PortalWatch watch) => string.Concat(
    [
        "Portalen är redo.\n",
        analysis.HasDictionary ? "" : "Sökningen saknar sin svenska ordlista och hittar färre böjningar. Installera hunspell-sv.\n",
        .. watch.Alarms.Select(alarm => $"Larm: {alarm.Alarm}\n"),
    ]);

    private static IResult Answer(HttpContext context, int status, string text)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return Results.Text(text, "text/plain; charset=utf-8", statusCode: status);
    }
}
