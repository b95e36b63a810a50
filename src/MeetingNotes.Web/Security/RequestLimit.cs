using System.Globalization;
using MeetingNotes.Core.Limits;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Security;

/// <summary>
/// Has whoever asks for so much that others would have to wait do so instead, until the minute is over (RFC 6585, 429). What is in memory is answered before,
/// and files too; staff, health checks and whatever else has <see cref="DisableRateLimitingAttribute"/> are never stopped.
/// </summary>
internal sealed class RequestLimit(RequestDelegate next, RequestCounts counts, IOptions<PortalOptions> portal, TimeProvider clock, ILogger<RequestLimit> logger)
{
    private readonly int _limit = portal.Value.RequestsPerMinute;
    private long _toldMinute;

    public Task InvokeAsync(HttpContext context)
    {
        if (_limit == 0 || StaffPaths.Holds(context.Request.Path) || context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null
            || counts.Add(context.Connection.RemoteIpAddress) <= _limit)
        {
            return next(context);
        }

        var until = counts.Until;
        if (Interlocked.Exchange(ref _toldMinute, until.Ticks) != until.Ticks)
        {
            logger.LogWarning("Somebody asked for more than {Limit} answers in a minute, and waits. If everybody seems to, the proxy in front must send X-Forwarded-For, and one on another machine be named in Portal:TrustedProxies", _limit);
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling((until - clock.GetUtcNow()).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }
}
