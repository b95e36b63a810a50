using Dapper;
using MeetingNotes.Core.Text;
using Npgsql;

namespace MeetingNotes.Core.Search;

/// <summary>Words of public items that are spelled nearly like words that were typed: one letter off, two from eight letters on.</summary>
internal static class NearWords
{
    private const int LongWord = 8;

    /// <summary>So many times more common must a word be that is to be offered for one that there is.</summary>
    private const int MuchMoreCommon = 10;

    /// <summary>For each word, the nearest that the index has, the most common of equals; words without any are left out.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="words">As they were typed, and in how many items they are.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyDictionary<string, string>> FindAsync(NpgsqlConnection connection, IReadOnlyDictionary<string, int> words, CancellationToken ct)
    {
        var candidates = await connection.QueryAsync<(string Typed, string Word, int Items)>(new CommandDefinition(
            """
            SELECT t.typed, w.word, w.whole
            FROM unnest(@words) AS t (typed),
                 LATERAL (SELECT s.word, s.whole
                          FROM search_words s
                          WHERE s.whole > 0 AND s.word % t.typed AND s.word !~ '[#§0-9]'
                          ORDER BY similarity(s.word, t.typed) DESC, s.whole DESC, s.word
                          LIMIT 30) AS w
            """,
            new { words = words.Keys.ToArray() }, cancellationToken: ct));
        return candidates
            .Select(row => (row.Typed, row.Word, row.Items, Distance: EditDistance.Between(row.Typed, row.Word)))
            .Where(row => row.Distance > 0 && row.Distance <= (row.Typed.Length < LongWord ? 1 : 2) && row.Items >= MuchMoreCommon * words[row.Typed])
            .OrderBy(row => row.Distance).ThenByDescending(row => row.Items).ThenBy(row => row.Word, StringComparer.Ordinal)
            .DistinctBy(row => row.Typed)
            .ToDictionary(row => row.Typed, row => row.Word, StringComparer.Ordinal);
    }
}
