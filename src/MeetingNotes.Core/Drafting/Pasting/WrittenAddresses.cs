using System.Text.RegularExpressions;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Web addresses as people write them in running text: "rvn.se", "www.example.se/handlingar".</summary>
internal static partial class WrittenAddresses
{
    /// <summary>The first, as a whole https address; <c>null</c> when there is none. An e-mail address is none.</summary>
    public static string? FirstIn(string text)
    {
        foreach (Match match in Host().Matches(Core.Text.Excerpt.Cut(text, 1_000)))
        {
            var address = match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', '”', '"');
            return StyledText.AllowedLink(address.Contains("://", StringComparison.Ordinal) ? address : $"https://{address}");
        }

        return null;
    }

    [GeneratedRegex(@"(?<![\w@.\-/])(?:https?://\S+|(?:[a-z0-9åäö-]+\.)+(?:se|nu|com|org|net|eu|info)\b(?![@\w-])(?:/\S*)?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Host();
}
