using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace MeetingNotes.Core.Text;

/// <summary>The part of an address that names a thing: a–z, 0–9 and single hyphens, 1–80 characters.</summary>
public static class Slug
{
    public const int MaxLength = 80;

    /// <summary>
    /// Folds Swedish and other letters (å ä → a, ö ø → o, é → e), writes everything else than a–z and 0–9 as one hyphen and
    /// cuts at 80 characters. Never empty: a text without letters or digits becomes "-"-free fallback <paramref name="fallback"/>.
    /// Source of the rule: the note format, "Slugs".
    /// </summary>
    public static string From(string text, string fallback = "punkt")
    {
        var slug = Written(text);
        var cut = slug[..Math.Min(slug.Length, MaxLength)].Trim('-');
        return cut.Length == 0 ? fallback : cut;
    }

    /// <summary>Every word of a text as a slug writes it, also those for which it has no room.</summary>
    public static string[] WordsOf(string text) => Written(text).Split('-', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The slug itself, or with -2, -3 … when it is taken; still at most 80 characters.</summary>
    public static string Free(string slug, Func<string, bool> isTaken)
    {
        var candidate = slug;
        for (var number = 2; isTaken(candidate); number++)
        {
            var ending = string.Create(CultureInfo.InvariantCulture, $"-{number}");
            candidate = slug[..Math.Min(slug.Length, MaxLength - ending.Length)].TrimEnd('-') + ending;
        }

        return candidate;
    }

    /// <summary>Whether a text is a slug already.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text?.Length is > 0 and <= MaxLength
        && text[0] != '-' && text[^1] != '-' && !text.Contains("--", StringComparison.Ordinal)
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static string Written(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var letter in Folded(text))
        {
            if (char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString();
    }

    private static IEnumerable<char> Folded(string text)
    {
        foreach (var letter in Nfc.Of(text).ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            switch (letter)
            {
                case 'ø': yield return 'o'; break;
                case 'æ': yield return 'a'; yield return 'e'; break;
                case 'ß': yield return 's'; yield return 's'; break;
                default: yield return letter; break;
            }
        }
    }
}
