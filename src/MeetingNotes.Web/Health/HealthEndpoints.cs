using MeetingNotes.Core.Search.Swedish;
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
    /// <c>/healthz</c>: the process answers. <c>/readyz</c>: the database too, otherwise 503; a search without its dictionary is ready and says so.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapRead(Alive, (HttpContext context) => Answer(context, StatusCodes.Status200OK, "Portalen är i gång.\n"));
        routes.MapRead(Ready, async (HttpContext context, DatabaseProbe database, SwedishAnalysis analysis, CancellationToken ct) =>
            await database.IsReadyAsync(ct)
                ? Answer(context, StatusCodes.Status200OK, analysis.HasDictionary ? "Portalen är redo.\n" : "Portalen är redo.\nSökningen saknar sin svenska ordlista och hittar färre böjningar. Installera hunspell-sv.\n")
                : Answer(context, StatusCodes.Status503ServiceUnavailable, "Databasen är inte redo.\n"));
    }

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
