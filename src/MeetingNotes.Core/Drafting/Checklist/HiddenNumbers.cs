using System.Net;
using System.Text;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Drafting.Checklist;

/// <summary>Numbers of persons in a text that may be written in a disguise, and the text without them.</summary>
internal static class HiddenNumbers
{
    private const string Mask = "••••••";
    private const int Around = 30;

    /// <summary>The text with a mask for each number; only the mask when a number is there but in disguise.</summary>
    public static string In(string text)
    {
        var masked = new StringBuilder(text);
        foreach (var hit in PersonalIdentityNumbers.Find(text).Reverse())
        {
            masked.Remove(hit.Index, hit.Length).Insert(hit.Index, Mask);
        }

        var shown = masked.ToString();
        return Has(shown) ? Mask : shown;
    }

    /// <summary>Whether the text holds a number: as it stands, with its character references, or with its percent signs read.</summary>
    public static bool Has(string text) =>
        PersonalIdentityNumbers.Find(text).Count > 0 || Disguises(text).Any(read => PersonalIdentityNumbers.Find(read).Count > 0);

    /// <summary>The first number with what stands around it, masked; <c>null</c> when it is in disguise.</summary>
    public static string? Surroundings(string text)
    {
        if (PersonalIdentityNumbers.Find(text) is not [var first, ..])
        {
            return null;
        }

        // Other numbers close by are cut off or masked with the rest of what is shown.
        var before = text[Math.Max(0, first.Index - Around)..first.Index];
        var after = text[(first.Index + first.Length)..Math.Min(text.Length, first.Index + first.Length + Around)];
        return Excerpt.Of($"{WithoutDigits(before)}{Mask}{WithoutDigits(after)}", 2 * (Around + Mask.Length));
    }

    // Half of another number would not be known for what it is.
    private static string WithoutDigits(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => Rune.IsDigit(rune) ? "•" : rune.ToString()));

    private static IEnumerable<string> Disguises(string text)
    {
        if (text.Contains('&', StringComparison.Ordinal))
        {
            yield return WebUtility.HtmlDecode(text);
        }

        if (text.Contains('%', StringComparison.Ordinal))
        {
            yield return Uri.UnescapeDataString(text);
        }
    }
}
