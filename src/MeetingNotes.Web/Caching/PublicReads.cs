using MeetingNotes.Core.Data;
using MeetingNotes.Web.Health;
using MeetingNotes.Web.Security.SignIn;

namespace MeetingNotes.Web.Caching;

/// <summary>Lets replicas answer who only reads what is published. Staff, readers' own pages and health checks ask the primary.</summary>
internal sealed class PublicReads(RequestDelegate next, Database db)
{
    private static readonly string[] Personal = ["/prenumerera", "/forhandsvisning"];

    public Task InvokeAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path);
        if ((HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) && !StaffPaths.Holds(path) && !HealthEndpoints.Holds(path)
            && !Personal.Any(start => path.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase)))
        {
            db.ReadPublished();
        }

        return next(context);
    }
}
