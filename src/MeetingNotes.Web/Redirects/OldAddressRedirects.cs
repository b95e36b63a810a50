using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Redirects;

/// <summary>
/// Leads whoever asks for an old address to the present one, where the portal itself has nothing: what it has, it shows, also what is withdrawn. Stands inside
/// the error pages, which come when nothing has been written.
/// </summary>
internal sealed class OldAddressRedirects(RequestDelegate next, OldAddresses addresses)
{
    /// <summary>A browser would keep a permanent redirect for ever, also one that was wrong.</summary>
    private const string KeepADay = "public, max-age=86400";

    public async Task InvokeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            await next(context);
            return;
        }

        // The start page reads no query, so it would show itself for WordPress's /?p=17.
        if (request.Path == "/" && addresses.Find(request.Path, request.QueryString) is { } ofStartPage)
        {
            Lead(response, ofStartPage);
            return;
        }

        await next(context);
        if (response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false, ContentType: null, ContentLength: null }
            && addresses.Find(request.Path, request.QueryString) is { } address)
        {
            Lead(response, address);
        }
    }

    private static void Lead(HttpResponse response, OldAddress address)
    {
        response.StatusCode = StatusCodes.Status301MovedPermanently;
        response.Headers.Location = address.Location;
        response.Headers.CacheControl = KeepADay;
    }
}

internal static class OldAddressRegistration
{
    /// <summary>Reads the file of <see cref="PortalOptions.OldAddresses"/> here and now, so that a wrong one stops the portal when it starts.</summary>
    public static void UseOldAddresses(this WebApplication app)
    {
        var portal = app.Services.GetRequiredService<IOptions<PortalOptions>>().Value;
        if (string.IsNullOrWhiteSpace(portal.OldAddresses))
        {
            return;
        }

        var addresses = OldAddressFile.Read(Path.GetFullPath(portal.OldAddresses), portal);
        app.Logger.LogInformation("{AddressCount} old addresses lead on", addresses.Count);
        app.UseMiddleware<OldAddressRedirects>(addresses);
    }
}
