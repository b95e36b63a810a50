namespace MeetingNotes.Core.DueDates;

/// <summary>A due phrase in a text: where it stands, in UTF-16 units, and how it reads.</summary>
public sealed record FoundDue(int Start, int Length, DueDate Due);

/// <summary>Finds due phrases in running text, with the grammar that <see cref="DueDate.Read"/> has.</summary>
public static class DuePhrases
{
    /// <summary>
    /// The phrases that are read, in the order of the text: the longest first, whole words, without overlaps. Never throws; the time
    /// it takes grows with the length of the text only.
    /// </summary>
    /// <param name="text">Plain text.</param>
    /// <param name="saidOn">The meeting's day.</param>
    /// <param name="mandate">Whose mandate period "under mandatperioden" means.</param>
    public static IReadOnlyList<FoundDue> FindIn(string text, DateOnly saidOn, MandateEnd mandate = MandateEnd.Board)
    {
        var found = new List<FoundDue>();
        var tokens = DueToken.AllIn(text);
        var cursor = new DueCursor(tokens);
        var grammar = new DueGrammar(cursor, saidOn, mandate);
        while (!cursor.IsAtEnd)
        {
            var from = cursor.Position;
            if (grammar.Phrase() is not { } due)
            {
                cursor.Position = from + 1;
                continue;
            }

            // What has the shape of a time without being one ("31 februari", "i juni eller juli") is passed over as a whole.
            var to = cursor.Position;
            if (due.Kind != DueKind.Unread && IsWhole(tokens, from, to) && IsTime(tokens, from, to))
            {
                var (start, end) = (tokens[from].Start, tokens[to - 1].End);
                found.Add(new FoundDue(start, end - start, due with { Written = text[start..end] }));
            }
        }

        return found;
    }

    // Not a part of "juni-mötet", "2019/123", "SFS 2018:218", "#2019", "rapport_2019.pdf" or "12,2019".
    private static bool IsWhole(IReadOnlyList<DueToken> tokens, int from, int to)
    {
        if (from > 0 && tokens[from].IsGlued && tokens[from - 1] is { Kind: DueTokenKind.Sign } before
            && (@"-/:@#§$€£+=&\".Contains(before.Text[0], StringComparison.Ordinal)
                || (".,_".Contains(before.Text[0], StringComparison.Ordinal) && before.IsGlued && from > 1 && tokens[from - 2].IsRun)))
        {
            return false;
        }

        return to >= tokens.Count || !tokens[to].IsGlued || tokens[to].Text[0] != '%'
            && !("-/:@+=&_.,".Contains(tokens[to].Text[0], StringComparison.Ordinal)
                && to + 1 < tokens.Count && tokens[to + 1].IsGlued && tokens[to + 1].IsRun);
    }

    // "i vår region" is ours, not the spring; and a weekday alone is mostly an opening hour.
    private static bool IsTime(IReadOnlyList<DueToken> tokens, int from, int to) =>
        tokens[to - 1].Text switch
        {
            "vår" => to >= tokens.Count || !tokens[to].IsRun || DueWords.AfterTime.Contains(tokens[to].Text)
                || tokens[to].Text.EndsWith("as", StringComparison.Ordinal), // "i vår planeras": a passive
            var last => to - from > 1 || !DueWords.Weekdays.ContainsKey(last),
        };
}
