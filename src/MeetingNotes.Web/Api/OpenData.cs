namespace MeetingNotes.Web.Api;

/// <summary>Any site may read open data (D7).</summary>
internal static class OpenData
{
    public static void Allow(HttpResponse response) => response.Headers.AccessControlAllowOrigin = "*";

    /// <summary>The same for every address of a group.</summary>
    public static ValueTask<object?> AllowAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Allow(context.HttpContext.Response);
        return next(context);
    }
}
