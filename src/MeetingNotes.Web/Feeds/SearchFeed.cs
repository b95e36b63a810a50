using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Search;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Feeds;

/// <summary><c>/sok.atom</c> and <c>/sok.rss</c>: the newest hits of a search, for whoever follows it.</summary>
public static class SearchFeed
{
    public static void MapSearchFeed(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapOpenData();
        foreach (var format in Enum.GetValues<FeedFormat>())
        {
            open.MapRead($"/sok.{FeedWriter.EndOf(format)}", (HttpContext context, ItemSearch search, NoteNews news, IOptions<PortalOptions> portal, CancellationToken ct) =>
                AnswerAsync(context, format, search, news, portal.Value, ct));
        }
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, FeedFormat format, ItemSearch search, NoteNews news, PortalOptions portal, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var query = search.Read(parameters.Words("q"));
        var address = new SearchAddress(query.Text)
        {
            Organ = parameters.Slug("organ"),
            Year = parameters.Number("ar", ListFilter.FirstYear, ListFilter.LastYear),
            Topic = parameters.Slug("amne"),
            State = parameters.Choice("status", ListFilter.States),
        };
        if (parameters.Fault is not null || query.Text.Length == 0)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var result = await search.SearchAsync((address with { IsNewestFirst = true }).Request(query), ct);
        var items = result.Hits.Count == 0 ? [] : await news.ReadItemsAsync([.. result.Hits.Select(hit => hit.Id)], ct);
        var path = address.FeedAs(FeedWriter.EndOf(format));
        return FeedWriter.Answer(
            format, new FeedHead(portal.AbsoluteUrl(address.Feed), $"Träffar på ”{address.Text}”", path, address.ToString()),
            [.. items.Select(item => FeedEntries.Of(item, portal))], portal);
    }
}
