using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Search;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Api;

/// <summary><c>/api/v1/search</c>: what <c>/sok</c> finds, as JSON.</summary>
internal static class SearchApi
{
    public const string Path = "/api/v1/search";

    private const int MaxLimit = 100;

    private static readonly (string, FollowUpState)[] States = [.. Enum.GetValues<FollowUpState>().Select(state => (SearchAnswer.ValueOf(state), state))];

    private static readonly (string, SearchOrder)[] Orders = [("relevance", SearchOrder.Relevance), ("newest", SearchOrder.Newest)];

    public static void MapSearch(this IEndpointRouteBuilder routes) => routes.MapRead("/search", AnswerAsync).Describe(ApiOperations.Search);

    private static async Task<IResult> AnswerAsync(HttpContext context, ItemSearch search, IOptions<PortalOptions> portal, TimeProvider clock, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var query = search.Read(parameters.Words("q"));
        var address = new SearchAddress(query.Text)
        {
            Organ = parameters.Slug("body"),
            Year = parameters.Number("year", ListFilter.FirstYear, ListFilter.LastYear),
            Topic = parameters.Slug("topic"),
            State = parameters.Choice("status", States),
            IsNewestFirst = parameters.Choice("sort", Orders) == SearchOrder.Newest,
        };
        var page = parameters.Number("page", 1, ListFilter.MaxPage) ?? 1;
        var limit = parameters.Number("limit", 1, MaxLimit) ?? ItemSearch.PageSize;
        var asOf = parameters.Instant("asOf");
        if (parameters.Fault is { } fault)
        {
            return ApiJson.Problem(context, StatusCodes.Status400BadRequest, fault);
        }

        var result = await search.SearchAsync(address.Request(query) with { Page = page, PageSize = limit, AsOf = asOf }, ct);
        var answer = SearchAnswer.Of(address, query, result, search.HighlightsOf(query).In, (page, limit), asOf ?? clock.GetUtcNow(), portal.Value);
        return page > answer.PageCount
            ? ApiJson.Problem(context, StatusCodes.Status404NotFound, $"Den sista sidan är {answer.PageCount}.")
            : ApiJson.Answer(answer);
    }
}
