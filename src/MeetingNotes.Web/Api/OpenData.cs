using System.Diagnostics;
using MeetingNotes.Web.Options;
using Microsoft.Net.Http.Headers;

namespace MeetingNotes.Web.Api;

/// <summary>Any site may read open data (D7), and follow a request through its own log by W3C trace context (SPA.02, SPA.04).</summary>
internal static class OpenData
{
    public const string Root = "/api/v1";

    public const string TraceHeader = "traceparent";

    /// <summary>Of an address that any site may read.</summary>
    public const string CorsPolicy = "open-data";

    /// <summary>What a browser may ask with, and is told before it does: whoever sends If-None-Match or traceparent asks first (preflight).</summary>
    public static void AddOpenDataCors(this IServiceCollection services) => services.AddCors(cors => cors.AddPolicy(CorsPolicy, policy => policy
        .AllowAnyOrigin()
        .WithMethods(HttpMethods.Get, HttpMethods.Head)
        .AllowAnyHeader()
        .WithExposedHeaders(HeaderNames.ETag, TraceHeader)
        .SetPreflightMaxAge(TimeSpan.FromDays(1))));

    /// <summary>A group whose addresses are open data.</summary>
    public static RouteGroupBuilder MapOpenData(this IEndpointRouteBuilder routes) => routes.MapGroup("").AddEndpointFilter(AllowAsync).RequireCors(CorsPolicy);

    public static void Allow(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "ETag, traceparent";
        response.Headers[TraceHeader] = TraceOf(response.HttpContext.Request.Headers[TraceHeader]);
    }

    /// <summary>The same for every address of a group.</summary>
    private static ValueTask<object?> AllowAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Allow(context.HttpContext.Response);
        return next(context);
    }

    /// <summary>The absolute address of something in the API.</summary>
    /// <param name="portal">Whose.</param>
    /// <param name="path">After <c>/api/v1</c>.</param>
    public static string ApiUrl(this PortalOptions portal, string path) => portal.AbsoluteUrl(Root + path);

    /// <summary>HTML that is read elsewhere: the renderer writes every image with a path of this site.</summary>
    public static string WithAbsoluteImages(this PortalOptions portal, string html) =>
        html.Replace("src=\"/bilder/", $"src=\"{portal.AbsoluteUrl("/bilder/")}", StringComparison.Ordinal);

    /// <summary>The trace of the request, with our own part of it; a new one when none came, or one that cannot be read.</summary>
    private static string TraceOf(string? given)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            return id;
        }

        var (trace, flags) = ActivityContext.TryParse(given, null, out var parent) ? (parent.TraceId, parent.TraceFlags) : (ActivityTraceId.CreateRandom(), ActivityTraceFlags.None);
        return $"00-{trace.ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-{(flags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00")}";
    }
}
