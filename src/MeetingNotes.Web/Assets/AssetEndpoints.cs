namespace MeetingNotes.Web.Assets;

public static class AssetEndpoints
{
    /// <summary>The style sheet and the logo. Also keeps the style sheet's source files from being served one by one.</summary>
    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        // Read here and now, so that a wrong file stops the portal when it starts.
        var assets = routes.ServiceProvider.GetRequiredService<PortalAssets>();
        routes.MapRead("/css/{fileName}", (HttpContext context, string fileName) =>
            (assets.StaffStylesheet.Is(fileName) ? assets.StaffStylesheet : assets.Stylesheet).AnswerAsync(context, fileName)).DisableRateLimiting();
        routes.MapRead("/logotyp/{fileName}", (HttpContext context, string fileName) => assets.Logo.AnswerAsync(context, fileName)).DisableRateLimiting();
    }

    /// <summary>An address that answers GET and HEAD, and 405 to the rest.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);
}
