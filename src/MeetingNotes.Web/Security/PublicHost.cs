using MeetingNotes.Web.Health;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Security;

/// <summary>
/// Outside Development, answers only to the host of the public address and to the machine itself; others get 400. The framework's
/// own host filter stands before every other middleware, so its refusals would lack our headers and page. Health checks come by
/// address and are let through.
/// </summary>
public sealed class PublicHost(RequestDelegate next, AllowedHosts hosts)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (hosts.Allow(context.Request.Host) || HealthEndpoints.Holds(context.Request.Path))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}

/// <summary>The names that the portal answers to.</summary>
public sealed class AllowedHosts(IOptions<PortalOptions> portal, IHostEnvironment environment)
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase)
    {
        new Uri(portal.Value.PublicBaseUrl).Host, "localhost", "127.0.0.1", "[::1]",
    };

    private string? _latest;

    public bool Allow(HostString host)
    {
        if (host.HasValue && host.Value == _latest)    // nearly always: to take the port away costs more
        {
            return true;
        }

        if (!environment.IsDevelopment() && !_names.Contains(host.Host))
        {
            return false;
        }

        _latest = host.Value;
        return true;
    }
}
