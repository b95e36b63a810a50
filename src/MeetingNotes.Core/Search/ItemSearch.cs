using MeetingNotes.Core.Data;
using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Search;

/// <summary>
/// Searches agenda items. The work is bounded by design, not by patience: how common the words are says how many months back the items must
/// be looked for, and no more than <see cref="MaxCount"/> are counted or ordered. Three questions to the database, a few more when the
/// words stood together less often than alone.
/// </summary>
public sealed class ItemSearch(Database db, SwedishAnalysis analysis, TimeProvider clock)
{
    public const int PageSize = 20;

    /// <summary>Counted exactly up to here.</summary>
    public const int MaxCount = 10_000;

    /// <summary>With so few hits something else may have been meant.</summary>
    private const int Few = 3;

    /// <summary>Reads a query as the search does.</summary>
    public SearchQuery Read(string typed) => SearchQuery.Parse(typed, analysis.Analyser);

    /// <summary>Finds the words of a query in a text.</summary>
    public Highlights HighlightsOf(SearchQuery query) => Highlights.Of(query, analysis.Analyser);

    /// <summary>One page of hits with counts.</summary>
    public async Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken ct)
    {
        if (!request.Query.IsSearchable)
        {
            return SearchResult.None;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        var book = await WordBook.ReadAsync(connection, request, analysis.Analyser, ct);
        if (book.Filed is null)
        {
            return SearchResult.None;
        }

        var result = await RunAsync(connection, request, book, ct);
        var near = result.Count > Few ? new Dictionary<string, string>() : await NearAsync(connection, book, ct);
        if (near.Count == 0)
        {
            return result;
        }

        var meant = request with { Query = Read(request.Query.With(near)), Page = 1 };
        var ofMeant = await RunAsync(connection, meant, await WordBook.ReadAsync(connection, meant, analysis.Analyser, ct), ct);
        return ofMeant.Count == 0 ? result : result with { Meant = meant.Query, OfMeant = ofMeant };
    }

    private async Task<SearchResult> RunAsync(NpgsqlConnection connection, SearchRequest request, WordBook book, CancellationToken ct) =>
        await new SearchRun(connection, request, new TierQueries(request.Query, book, book.Filed!), book, clock.TodayInStockholm()).FindAsync(ct)
            with
        { IsBeginningCut = book.IsBeginningCut };

    private static async Task<IReadOnlyDictionary<string, string>> NearAsync(NpgsqlConnection connection, WordBook book, CancellationToken ct) =>
        book.RareWords(Few) is { Count: > 0 } rare ? await NearWords.FindAsync(connection, rare, ct) : new Dictionary<string, string>();
}
