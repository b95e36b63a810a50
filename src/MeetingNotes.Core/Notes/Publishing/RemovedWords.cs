using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Whether an address still says what a correction has taken out of the text it was made from: that may be a name that somebody asked to have removed.</summary>
internal static class RemovedWords
{
    /// <summary>Shorter words may be the beginning of anything.</summary>
    private const int TellingLength = 4;

    /// <summary>Another spelling or ending of the same word, another order, or more words, take nothing away.</summary>
    /// <param name="slug">Of the text before, or written by hand.</param>
    /// <param name="before">The text as it was.</param>
    /// <param name="after">The text as it is.</param>
    public static bool AreSaidBy(string slug, string before, string after)
    {
        var (old, present) = (Slug.WordsOf(before), Slug.WordsOf(after));
        return slug.Split('-').Any(word => WordsBehind(word, old).Any(whole => !present.Any(one => IsSameWord(word, one) || IsSameWord(whole, one))));
    }

    /// <summary>A slug is cut where it becomes too long, in the middle of a word too: the piece stands for the word that begins so.</summary>
    private static IEnumerable<string> WordsBehind(string word, string[] text) =>
        text.Contains(word) ? [word] : text.Where(whole => whole.StartsWith(word, StringComparison.Ordinal));

    private static bool IsSameWord(string word, string other) =>
        word == other
        || (word.Length >= TellingLength && other.StartsWith(word, StringComparison.Ordinal))
        || (word.Length > TellingLength && word[0] == other[0] && (EditDistance.Between(word, other) == 1 || word.Order().SequenceEqual(other.Order())));
}
