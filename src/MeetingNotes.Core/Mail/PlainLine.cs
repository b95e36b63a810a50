using System.Globalization;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Mail;

/// <summary>A text that cannot become more than one line, nor turn the rest of the line around: for headers and for the log of failures.</summary>
internal static class PlainLine
{
    private const string Cut = " …";

    /// <param name="text">Anything.</param>
    /// <param name="maxLength">In characters, at least 10; cut after a word.</param>
    public static string Of(string text, int maxLength) =>
        Excerpt.Of(string.Concat(text.Select(letter => IsPlain(letter) ? letter : ' ')), maxLength - Cut.Length);

    // Half a pair of surrogates cannot be written as UTF-8; whole pairs (emoji) are let go with them, no name needs one.
    private static bool IsPlain(char letter) => char.GetUnicodeCategory(letter) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
