using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Core.Text;
using Npgsql;

namespace MeetingNotes.Core.Search;

/// <summary>
/// Suggests while somebody types: bodies, topics and matters with a name whose words begin so, words of the index, and headings of the newest
/// items. Reads only what is public, and never more than a few rows of an index, however large the archive is.
/// </summary>
public sealed class Suggestions(Database db, SwedishAnalysis analysis)
{
    /// <summary>No more than somebody can take in at a glance.</summary>
    public const int Max = 10;

    /// <summary>One letter begins too much to tell anything.</summary>
    public const int MinLength = 2;

    private const int MaxWords = 8;

    /// <summary>Of words that begin as the last one the most common in headings: every word costs.</summary>
    private const int MaxBegun = 8;

    /// <summary>Of each kind so many are looked at: the most treated, which may not be those that begin as typed.</summary>
    private const int Candidates = 30;

    private static readonly Dictionary<SuggestionKind, string> Addresses = new()
    {
        [SuggestionKind.Word] = "/sok?q=",
        [SuggestionKind.Topic] = "/amnen/",
        [SuggestionKind.Body] = "/organ/",
        [SuggestionKind.Matter] = "/arenden/",
    };

    /// <param name="typed">Any text; the last word may be half.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<Suggestion>> ForAsync(string typed, CancellationToken ct)
    {
        var words = WordsOf(typed);
        if (words.Count == 0 || words.Sum(word => word.Length) < MinLength || words.Exists(word => word.Length > ItemVector.MaxWordLength))
        {
            return [];
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        var (found, begun) = await NamesAsync(connection, words, ct);
        found.AddRange(await HeadingsAsync(connection, words, begun, ct));
        return Fairly(found, words[0]);
    }

    /// <summary>The first of every kind before the second of any; within a kind, those that begin as typed before others.</summary>
    private static List<Suggestion> Fairly(IEnumerable<Suggestion> found, string first) =>
    [
        .. found.GroupBy(suggestion => suggestion.Kind)
            .SelectMany(kind => kind.OrderBy(suggestion => !Folding.Fold(suggestion.Text).StartsWith(first, StringComparison.Ordinal)).Select((suggestion, rank) => (suggestion, rank)))
            .OrderBy(row => row.rank).ThenBy(row => row.suggestion.Kind)
            .Take(Max)
            .OrderBy(row => row.suggestion.Kind).ThenBy(row => row.rank)
            .Select(row => row.suggestion),
    ];

    private static List<string> WordsOf(string typed)
    {
        var folded = Folding.Fold(Excerpt.Cut(typed, SearchQuery.MaxLength));
        var letters = string.Concat(folded.Select(letter => char.IsLetterOrDigit(letter) ? letter : ' '));
        return [.. letters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxWords)];
    }

    /// <summary>
    /// Names that have a word for each that was typed, and the words of the index when only one was: of two, nobody knows whether they stand
    /// together. Also what words of headings begin as the last.
    /// </summary>
    private async Task<(List<Suggestion> Found, IReadOnlyList<string> Begun)> NamesAsync(NpgsqlConnection connection, List<string> words, CancellationToken ct)
    {
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            """
            (SELECT 'Word', word, word, whole
             FROM search_words
             WHERE word >= @word AND word < @word || U&'\FFFF' AND whole > 0 AND word !~ '[#§0-9]'
             ORDER BY whole DESC, word
             LIMIT @Max)
            UNION ALL
            (SELECT 'Topic', name, slug::text, items
             FROM topics
             WHERE items > 0 AND words @@ @begun::tsquery
             ORDER BY items DESC, name
             LIMIT @Candidates)
            UNION ALL
            (SELECT 'Body', b.name, b.slug::text, c.notes
             FROM bodies b, LATERAL (SELECT coalesce(sum(notes), 0)::int AS notes FROM counts WHERE body_id = b.id) AS c
             WHERE c.notes > 0 AND b.words @@ @begun::tsquery
             ORDER BY c.notes DESC, b.name
             LIMIT @Candidates)
            UNION ALL
            (SELECT 'Matter', name, slug::text, items
             FROM matters
             WHERE items > 0 AND words @@ @begun::tsquery
             ORDER BY items DESC, latest_on DESC, slug
             LIMIT @Candidates);

            SELECT word
            FROM search_words
            WHERE word >= @last AND word < @last || U&'\FFFF' AND heading > 0
            ORDER BY heading DESC, word
            LIMIT @MaxBegun;
            """,
            new
            {
                word = words is [var only] ? only : null,
                begun = string.Join(" & ", words.Select(word => SearchWords.Quoted(word) + ":*")),
                last = words[^1],
                Max,
                MaxBegun,
                Candidates,
            }, cancellationToken: ct));
        var found = (await results.ReadAsync<(string Kind, string Text, string Name, int Count)>()).Select(row => (Row: row, Kind: Enum.Parse<SuggestionKind>(row.Kind))).Select(row => new Suggestion
        {
            Kind = row.Kind,
            Text = row.Row.Text,
            Path = Addresses[row.Kind] + Uri.EscapeDataString(row.Row.Name),
            Count = row.Row.Count,
        }).ToList();
        var known = found.Where(suggestion => suggestion.Kind == SuggestionKind.Word).Select(suggestion => suggestion.Text).ToHashSet(StringComparer.Ordinal);
        found.RemoveAll(suggestion => suggestion.Kind == SuggestionKind.Word && IsInflectionOf(suggestion.Text, known));
        return (found, (await results.ReadAsync<string>()).AsList());
    }

    /// <summary>A text's word counts as each base form it can have: trafikverket, and the trafikverk that it may be. One of them is enough.</summary>
    private bool IsInflectionOf(string word, HashSet<string> known) =>
        analysis.Analyser.Analyse(word).Readings.Any(reading => reading.Lemma != word && known.Contains(reading.Lemma));

    /// <summary>Headings of the newest items where each word stands, in any inflection, and in the last one's place one of those that begin so; each heading once.</summary>
    private async Task<IEnumerable<Suggestion>> HeadingsAsync(NpgsqlConnection connection, List<string> words, IReadOnlyList<string> begun, CancellationToken ct)
    {
        // Alone, a few words are enough to fill the list; after others that few headings have, the right one may be rarer.
        var last = words.Count == 1 ? string.Join(" eller ", begun.Append(words[0])) : $"{words[^1]}* eller {words[^1]}";
        var query = SearchQuery.Parse(string.Join(' ', words.SkipLast(1).Append(last)), analysis.Analyser);
        if (!query.IsSearchable)
        {
            return [];
        }

        var book = await WordBook.ReadAsync(connection, new SearchRequest(query), analysis.Analyser, ct);
        var inHeading = new TierQueries(query, book, []).Tiers[0];
        var rows = await connection.QueryAsync<(string Heading, string Anchor, string BodySlug, string BodyName, DateOnly HeldOn, int Number)>(new CommandDefinition(
            """
            SELECT i.heading, i.anchor::text, n.body_slug::text, n.body_name, n.held_on, n.number::int
            FROM (SELECT hit.*
                  FROM unnest(@spans) AS span (query),
                       LATERAL (
                           SELECT s.item_id
                           FROM search_items s
                           WHERE s.vector @@ ANY (ARRAY(SELECT (text || span.query)::tsquery FROM unnest(@Texts) AS text))
                           ORDER BY s.held_on DESC, s.note_id, s.position
                           LIMIT @Candidates) AS hit
                  LIMIT @Candidates) AS hit
            JOIN agenda_items i ON i.id = hit.item_id
            JOIN published_notes n ON n.id = i.note_id
            ORDER BY n.held_on DESC, n.id, i.position
            """,
            new
            {
                inHeading.Texts,
                spans = book.SpansOfNewest(inHeading, Candidates),
                Candidates,
            }, cancellationToken: ct));
        return rows.DistinctBy(row => Folding.Fold(row.Heading)).Select(row => new Suggestion
        {
            Kind = SuggestionKind.Heading,
            Text = row.Heading,
            Path = $"{NoteAddress.For(row.BodySlug, row.HeldOn, row.Number)}#{row.Anchor}",
            Source = new HeadingSource(row.BodyName, row.HeldOn),
        });
    }
}
