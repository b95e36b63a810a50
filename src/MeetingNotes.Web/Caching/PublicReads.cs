using MeetingNotes.Core.Data;
using MeetingNotes.Web.Health;
using MeetingNotes.Web.Security.SignIn;

namespace MeetingNotes.Web.Caching;

/// <summary>
/// Lets replicas answer who only reads what is published. Staff, readers' own pages and health checks ask the primary, and so do those who follow the log
/// of changes: a cursor from one server must never be ahead of another.
/// </summary>
internal sealed class PublicReads(RequestDelegate next, Database db)
{
    private static readonly string[] OfThePrimary = ["/prenumerera", "/forhandsvisning", "/api/v1/changes"];

    public Task InvokeAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path);
        if ((HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) && !StaffPaths.Holds(path) && !HealthEndpoints.Holds(path)
            && !OfThePrimary.Any(start => path.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase)))
        {
            db.ReadPublished();
        }

        return next(context);
    }
}
