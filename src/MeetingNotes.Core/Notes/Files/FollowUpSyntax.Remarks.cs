using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>Parentheses that were meant as metadata and became text: a slip in a key would otherwise be published in silence.</summary>
internal static partial class FollowUpSyntax
{
    private const int MaxQuoted = 60;

    /// <param name="text">The text of a follow-up that has been read.</param>
    /// <returns><c>null</c> when nothing at its end looks like metadata.</returns>
    public static string? WhyText(string text)
    {
        var closed = text.TrimEnd('.', ',', ';', ':', '!', ' ');
        return (closed.EndsWith(')') ? WhyText(closed, OpeningBefore(closed, closed.Length - 1), isClosed: true) : null)
            ?? WhyText(text + ')', OpeningBefore(text + ')', text.Length), isClosed: false);
    }

    private static string? WhyText(string closed, int open, bool isClosed)
    {
        if (open < 0)
        {
            return null;
        }

        var inside = closed[(open + 1)..^1];
        var parts = inside.Split(';');
        var keys = parts.Select(KeyOf).ToList();
        if (!keys.Exists(LooksLikeAKey))
        {
            return null;
        }

        var unknown = keys.FindIndex(key => !Keys.Contains(key));
        var why = unknown switch
        {
            _ when !isClosed => "den inte avslutas. Skriv ) sist på raden.",
            >= 0 when keys[unknown].Length == 0 => $"”{Short(parts[unknown].Trim())}” inte börjar med en känd nyckel och kolon. Kända: {string.Join(", ", Keys)}.",
            >= 0 => $"”{Short(keys[unknown])}” inte är en känd nyckel. Kända: {string.Join(", ", Keys)}.",
            _ when keys.Distinct().Count() < keys.Count => $"”{keys.CountBy(key => key).First(key => key.Value > 1).Key}” står två gånger.",
            _ => "den inte står sist på raden. Ta bort det som står efter den.",
        };
        return $"parentesen ({Short(inside)}) läses som text, eftersom {why}";
    }

    // "id" is too short to be misspelt: "tid:" and "i:" are words of their own.
    private static bool LooksLikeAKey(string key) => Keys.Contains(key) || EditDistance.Nearest(key, Keys[1..], 2) is not null;

    private static string Short(string text) => text.Length <= MaxQuoted ? text : text[..MaxQuoted].TrimEnd() + "…";
}
