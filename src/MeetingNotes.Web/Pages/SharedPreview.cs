using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Pages.Noterat;

namespace MeetingNotes.Web.Pages;

/// <summary>The images of a draft that somebody without an account has been given a link to: they lie under the link, and die with it.</summary>
public static class SharedPreview
{
    public static void MapSharedPreviewImages(this IEndpointRouteBuilder routes) =>
        routes.MapRead("/forhandsvisning/{token}/bilder/{name}", async (HttpContext context, PreviewLinks links, string token, string name, CancellationToken ct) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return !name.Contains('\0', StringComparison.Ordinal) && await links.FindImageAsync(token, name, ct) is { } image
                ? Results.Bytes(image.Bytes, image.ContentType)
                : Results.NotFound();
        });

    internal static NotePage WithImagesOf(NotePage page, string token)
    {
        var folder = $"/forhandsvisning/{token}/bilder/";
        return page with
        {
            LeadHtml = ImageAddresses.In(page.LeadHtml, folder),
            Items = [.. page.Items.Select(item => item with { Html = ImageAddresses.In(item.Html, folder) })],
        };
    }
}
