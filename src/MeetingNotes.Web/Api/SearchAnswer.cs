using System.Globalization;
using System.Text.Json;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Search;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;
using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Web.Api;

/// <summary>
/// One page of a search. Texts are plain; what matches in them is told by places, as <c>start</c> and <c>length</c> in UTF-16 units, so that nobody
/// has to trust HTML from somewhere else.
/// </summary>
internal sealed record SearchAnswer
{
    public required QueryReading Query { get; init; }

    public required SearchOrder Sort { get; init; }

    public required int Page { get; init; }

    /// <summary>Hits on each page.</summary>
    public required int Limit { get; init; }

    public required int PageCount { get; init; }

    /// <summary>Hits; at least so many when it is not exact.</summary>
    public required int Count { get; init; }

    public required bool IsCountExact { get; init; }

    public required IReadOnlyList<SearchHitAnswer> Hits { get; init; }

    /// <summary>By parameter: what values it can have, and how many hits there are then.</summary>
    public required Dictionary<string, FacetAnswer[]> Facets { get; init; }

    public DidYouMean? DidYouMean { get; init; }

    public required SearchLinks Links { get; init; }

    public static SearchAnswer Of(
        SearchAddress address, SearchQuery query, SearchResult result, Func<string, IReadOnlyList<(int Start, int Length)>> marks, (int Number, int Limit) page, DateTimeOffset asOf, PortalOptions portal)
    {
        var pageCount = Math.Max(1, (CountOf(result) + page.Limit - 1) / page.Limit);
        return new SearchAnswer
        {
            Query = QueryReading.Of(query),
            Sort = address.IsNewestFirst ? SearchOrder.Newest : SearchOrder.Relevance,
            Page = page.Number,
            Limit = page.Limit,
            PageCount = pageCount,
            Count = CountOf(result),
            IsCountExact = !result.IsMoreThanCounted,
            Hits = [.. result.Hits.Select(hit => SearchHitAnswer.Of(hit, marks, portal))],
            Facets = result.Facets.GroupBy(facet => facet.Kind == "state" ? "status" : facet.Kind).ToDictionary(
                kind => kind.Key, kind => kind.Select(facet => FacetAnswer.Of(facet, isExact: !result.IsMoreThanCounted)).ToArray()),
            DidYouMean = result is { Meant: { } meant, OfMeant: { } ofMeant }
                ? new DidYouMean(meant.Text, CountOf(ofMeant), !ofMeant.IsMoreThanCounted, Url(address with { Text = meant.Text }, 1, null))
                : null,
            Links = new SearchLinks(
                Url(address, page.Number, page.Number > 1 ? asOf : null), portal.AbsoluteUrl(address.ToString()), portal.AbsoluteUrl(address.Feed),
                Next: page.Number < pageCount ? Url(address, page.Number + 1, asOf) : null,
                Prev: page.Number > 1 ? Url(address, page.Number - 1, asOf) : null),
        };

        string Url(SearchAddress to, int number, DateTimeOffset? time) => portal.AbsoluteUrl(QueryHelpers.AddQueryString(SearchApi.Path, new KeyValuePair<string, string?>[]
        {
            new("q", to.Text), new("body", to.Organ), new("year", to.Year?.ToString(CultureInfo.InvariantCulture)), new("topic", to.Topic),
            new("status", to.State is { } state ? ValueOf(state) : null), new("sort", to.IsNewestFirst ? "newest" : null), new("page", number > 1 ? $"{number}" : null),
            new("limit", page.Limit != ItemSearch.PageSize ? $"{page.Limit}" : null),
            new("asOf", time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        }.Where(field => !string.IsNullOrEmpty(field.Value))));
    }

    public static string ValueOf(FollowUpState state) => JsonNamingPolicy.CamelCase.ConvertName($"{state}");

    private static int CountOf(SearchResult result) => Math.Min(result.Count, ItemSearch.MaxCount);
}

/// <param name="Text">What was searched for.</param>
/// <param name="IsCut">More was asked than is searched for.</param>
/// <param name="IsSearchable">Whether there was something to search for besides stop words and words to leave out.</param>
/// <param name="Clauses">All of them must be met.</param>
internal sealed record QueryReading(string Text, bool IsCut, bool IsSearchable, IReadOnlyList<ClauseAnswer> Clauses)
{
    public static QueryReading Of(SearchQuery query) => new(query.Text, query.IsCut, query.IsSearchable,
        [.. query.Clauses.Select(clause => new ClauseAnswer(
            clause.IsNegated ? ClauseReading.Without : clause.IsExact ? ClauseReading.Exact : clause.IsBeginning ? ClauseReading.Beginning
            : clause.Alternatives.Count > 1 ? ClauseReading.AnyOf : ClauseReading.Word,
            clause.Typed))]);
}

internal sealed record ClauseAnswer(ClauseReading Reading, string Text);

internal enum ClauseReading
{
    Word,
    Exact,
    Without,
    Beginning,
    AnyOf,
}

/// <summary>One agenda item.</summary>
internal sealed record SearchHitAnswer
{
    /// <summary>Permanent.</summary>
    public required string Url { get; init; }

    /// <summary>The whole item in the API.</summary>
    public required string Self { get; init; }

    public required MarkedText Heading { get; init; }

    /// <summary>A piece of the text, where the most of it matches.</summary>
    public required MarkedText Snippet { get; init; }

    public required Named Body { get; init; }

    public required DateOnly MeetingDate { get; init; }

    public required DateTime PublishedAt { get; init; }

    /// <summary>When it was last corrected in substance.</summary>
    public DateTime? UpdatedAt { get; init; }

    public Named? Matter { get; init; }

    public required IReadOnlyList<Named> Topics { get; init; }

    public required IReadOnlyList<MarkedText> FollowUps { get; init; }

    public static SearchHitAnswer Of(SearchHit hit, Func<string, IReadOnlyList<(int Start, int Length)>> marks, PortalOptions portal)
    {
        return new SearchHitAnswer
        {
            Url = portal.AbsoluteUrl(hit.Path),
            Self = portal.ApiUrl($"/agenda-items/{hit.Id}"),
            Heading = Marked(hit.Heading),
            Snippet = Marked(Pages.Snippet.Piece(hit.Text, marks)),
            Body = NamedAt("/organ/", hit.BodySlug, hit.BodyName),
            MeetingDate = hit.HeldOn,
            PublishedAt = hit.PublishedAt.UtcDateTime,
            UpdatedAt = hit.CorrectedAt?.UtcDateTime,
            Matter = hit.MatterSlug is { } matter ? NamedAt("/arenden/", matter, hit.MatterName!) : null,
            Topics = [.. hit.TopicSlugs.Zip(hit.TopicNames, (slug, name) => NamedAt("/amnen/", slug, name))],
            FollowUps = [.. hit.FollowUps.Select(Marked)],
        };

        MarkedText Marked(string text) => new(text, [.. marks(text).Select(place => new Mark(place.Start, place.Length))]);

        Named NamedAt(string folder, string slug, string name) => new(slug, name, portal.AbsoluteUrl(folder + slug));
    }
}

internal sealed record MarkedText(string Text, IReadOnlyList<Mark> Marks);

internal sealed record Mark(int Start, int Length);

internal sealed record Named(string Slug, string Name, string Url);

/// <param name="Value">To send.</param>
/// <param name="Name">To show, in Swedish.</param>
/// <param name="Count">How many hits; left out when there are more than can be counted.</param>
internal sealed record FacetAnswer(string Value, string Name, int? Count)
{
    public static FacetAnswer Of(SearchFacet facet, bool isExact) => new(
        facet.Value, facet.Kind == "state" ? Swedish.State(Enum.Parse<FollowUpState>(facet.Value, true)) : facet.Name, isExact ? facet.Items : null);
}

/// <summary>A query with words that there are.</summary>
internal sealed record DidYouMean(string Text, int Count, bool IsCountExact, string Url);

/// <param name="Self">This page.</param>
/// <param name="Html">The same search for people.</param>
/// <param name="Feed">The same search as Atom.</param>
/// <param name="Next">The page after this one.</param>
/// <param name="Prev">The page before.</param>
internal sealed record SearchLinks(string Self, string Html, string Feed, string? Next, string? Prev);
