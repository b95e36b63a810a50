using MeetingNotes.Core.FollowUps;

namespace MeetingNotes.Core.Search;

/// <summary>How words stand in an item's vector; what each sign means is told in migration 0006, but for that of a pair.</summary>
internal static class SearchWords
{
    public const char Inflected = '=';
    public const char Part = '~';
    public const char Heading = '^';
    public const char Context = '@';
    public const char Filed = '#';
    public const char Pair = '"';

    public static string Body(Guid id) => "#b" + Short(id);

    public static string Topic(Guid id) => "#t" + Short(id);

    public static string Year(int year) => $"#y{year}";

    public static string Month(DateOnly day) => "#m" + Swedish.Term.MonthKey(day.Year, day.Month);

    /// <summary>What an item is filed under that has a follow-up in this state; for those that are not settled, in any of theirs.</summary>
    public static string Outcome(FollowUpState state) => state switch
    {
        FollowUpState.Done => "#f-done",
        FollowUpState.Dropped => "#f-dropped",
        _ => "#f-open",
    };

    /// <param name="month">As <see cref="Month"/> makes it.</param>
    public static int YearOfMonth(string month) => int.Parse(month.AsSpan(2, 4), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// That one word follows another, as a word of its own, so that a phrase of common words is found without reading every item that has both.
    /// Few enough different ones to cost little; that two pairs may have the same is no harm, since the places of the words are looked at, too.
    /// </summary>
    public static string PairOf(string word, string next)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in word.Append(' ').Concat(next))
        {
            hash = (hash ^ letter) * 16_777_619u;
        }

        const string Letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
        hash ^= hash >> 18;
        return string.Create(4, hash, (pair, code) => (pair[0], pair[1], pair[2], pair[3]) = (Pair, Letters[(int)(code & 63)], Letters[(int)(code >> 6 & 63)], Letters[(int)(code >> 12 & 63)]));
    }

    /// <summary>A word as a vector or a query is written.</summary>
    public static string Quoted(string word) =>
        "'" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>The words of a query that was written with <see cref="Quoted"/>, as they stand in vectors.</summary>
    public static IEnumerable<string> In(string query)
    {
        for (var i = 0; i < query.Length; i++)
        {
            if (query[i] != '\'')
            {
                continue;
            }

            var word = new System.Text.StringBuilder();
            for (i++; i < query.Length && (query[i] != '\'' || (i + 1 < query.Length && query[i + 1] == '\'')); i++)
            {
                i += query[i] is '\'' or '\\' ? 1 : 0;
                word.Append(query[i]);
            }

            yield return word.ToString();
        }
    }

    /// <summary>The end of an id is chance, which is enough to tell bodies and topics apart.</summary>
    private static string Short(Guid id) => id.ToString("N")[^12..];
}
