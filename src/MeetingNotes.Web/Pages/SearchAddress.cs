using System.Globalization;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Search;
using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Web.Pages;

/// <summary>Every choice of a search stands in its address; so does each choice that can be made from there.</summary>
/// <param name="Text">What is searched for.</param>
public sealed record SearchAddress(string Text)
{
    /// <summary>The value of "sortering" for the newest first; the best first has none.</summary>
    public const string Newest = "nyast";

    public string? Organ { get; init; }

    public int? Year { get; init; }

    public string? Topic { get; init; }

    public FollowUpState? State { get; init; }

    public bool IsNewestFirst { get; init; }

    public bool HasFilter => Organ is not null || Year is not null || Topic is not null || State is not null;

    public IReadOnlyList<KeyValuePair<string, string?>> Fields =>
    [
        new("q", Text), new("organ", Organ), new("ar", Year?.ToString(CultureInfo.InvariantCulture)), new("amne", Topic),
        new("status", State is { } state ? ListFilter.ValueOf(state) : null), new("sortering", IsNewestFirst ? Newest : null),
    ];

    public SearchRequest Request(SearchQuery query) => new(query)
    {
        BodySlug = Organ,
        Year = Year,
        TopicSlug = Topic,
        State = State,
        Order = IsNewestFirst ? SearchOrder.Newest : SearchOrder.Relevance,
    };

    public SearchAddress WithoutFilters() => this with { Organ = null, Year = null, Topic = null, State = null };

    /// <summary>The same search as a feed, which has an order of its own.</summary>
    public string Feed => FeedAs("atom");

    /// <param name="format">"atom" or "rss".</param>
    public string FeedAs(string format) => (this with { IsNewestFirst = false }).At($"/sok.{format}");

    public override string ToString() => At("/sok");

    private string At(string path) => QueryHelpers.AddQueryString(path, Fields.Where(field => !string.IsNullOrEmpty(field.Value)));
}
