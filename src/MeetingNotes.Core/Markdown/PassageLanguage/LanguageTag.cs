using System.Text.RegularExpressions;

namespace MeetingNotes.Core.Markdown.PassageLanguage;

/// <summary>The BCP 47 tags that people write: language, and perhaps script, region and one variant ("sv", "zh-Hant", "sr-Latn-RS").</summary>
internal static partial class LanguageTag
{
    public const int MaxLength = 23;

    public static bool IsValid(ReadOnlySpan<char> tag) => tag.Length <= MaxLength && Pattern().IsMatch(tag);

    [GeneratedRegex(@"\A[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})?\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
