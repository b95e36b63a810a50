using MeetingNotes.Core.Search;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Api;

/// <summary><c>/api/v1/suggest</c>: what somebody who types in a search box may be on the way to.</summary>
internal static class SuggestApi
{
    /// <summary>The value of "format" for browsers: the suggestions extension of OpenSearch.</summary>
    public const string OpenSearch = "opensearch";

    /// <summary>Many type the same; what is withdrawn may be suggested so long.</summary>
    private const string OneMinute = "public, max-age=60";

    private static readonly (string, bool)[] Formats = [("json", false), (OpenSearch, true)];

    public static void MapSuggest(this IEndpointRouteBuilder routes) => routes.MapRead("/suggest", AnswerAsync).Describe(ApiOperations.Suggest);

    private static async Task<IResult> AnswerAsync(HttpContext context, Suggestions suggestions, IOptions<PortalOptions> portal, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var typed = parameters.Words("q");
        var isForBrowser = parameters.Choice("format", Formats) == true;
        if (parameters.Fault is { } fault)
        {
            return ApiJson.Problem(context, StatusCodes.Status400BadRequest, fault);
        }

        if (typed.Length > SearchQuery.MaxLength)
        {
            return ApiJson.Problem(context, StatusCodes.Status400BadRequest, $"q kan ha högst {SearchQuery.MaxLength} tecken.");
        }

        context.Response.Headers.CacheControl = OneMinute;
        SuggestionAnswer[] found = [.. (await suggestions.ForAsync(typed, ct)).Select(suggestion =>
            new SuggestionAnswer(suggestion.Kind, suggestion.Text, Description(suggestion), portal.Value.AbsoluteUrl(suggestion.Path)))];
        return isForBrowser
            ? ApiJson.Answer(new object[] { typed, found.Select(one => one.Text), found.Select(one => one.Description), found.Select(one => one.Url) }, "application/x-suggestions+json")
            : ApiJson.Answer(new SuggestAnswer(typed, found));
    }

    private static string Description(Suggestion suggestion) => suggestion switch
    {
        { Source: { } source } => $"{source.BodyName}, {source.HeldOn.Written()}",
        // In how many items the word itself is would not be what a search finds.
        { Kind: SuggestionKind.Word } => "Sök på ordet",
        { Kind: SuggestionKind.Body } => Swedish.Count(suggestion.Count, "notering", "noteringar"),
        _ => Swedish.Count(suggestion.Count, "punkt", "punkter"),
    };
}

internal sealed record SuggestAnswer(string Query, IReadOnlyList<SuggestionAnswer> Suggestions);

/// <param name="Kind">What it is.</param>
/// <param name="Text">What to show, or to search for.</param>
/// <param name="Description">How much there is of it, or where it is from, in Swedish.</param>
/// <param name="Url">Where it leads.</param>
internal sealed record SuggestionAnswer(SuggestionKind Kind, string Text, string Description, string Url);
