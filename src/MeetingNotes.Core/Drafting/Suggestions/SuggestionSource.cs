using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>
/// A file that follow-ups are suggested from: a note file, finished or not, or the plain text of a published post. Source: the note
/// format, verb suggest.
/// </summary>
/// <param name="Text">What is suggested from: everything but the front matter.</param>
/// <param name="MeetingOn">The meeting's day as the file says it; <c>null</c> when it does not.</param>
/// <param name="IsDayWritten">The day stands in the front matter; otherwise it is worked out from the title, and whoever knows better is right.</param>
/// <param name="Mandate">Whose mandate period "under mandatperioden" is, by the name of the body.</param>
/// <param name="FirstLine">1-based line of the file that the text begins on.</param>
public sealed record SuggestionSource(string Text, DateOnly? MeetingOn, bool IsDayWritten, MandateEnd Mandate, int FirstLine = 1)
{
    private const string TitleStart = "Noterat från";

    /// <summary>A title or a stamp is looked for within this many lines.</summary>
    private const int HeadLines = 60;

    /// <summary>Never throws. A note file that could not be imported yet is read too: its front matter is only asked for the day.</summary>
    public static SuggestionSource Read(string source)
    {
        var text = source.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (FrontMatterEnd(text) is { } end)
        {
            var meeting = MeetingIn(text[..end]);
            return new SuggestionSource(text[end..], meeting, meeting is not null, DueReading.MandateOf(BodyIn(text[..end])), text.AsSpan(0, end).Count('\n') + 1);
        }

        var (title, stamp) = TitleAndStamp(text);
        return new SuggestionSource(text, title is null ? null : DayIn(title, stamp), IsDayWritten: false, DueReading.MandateOf(title ?? ""));
    }

    /// <summary>Where each suggestion stands in the file. Linear in the length of the text.</summary>
    /// <param name="suggestions">Suggested from <see cref="Text"/>, in its order.</param>
    public IEnumerable<(SuggestedFollowUp Suggestion, SuggestionPlace Place)> Placed(IEnumerable<SuggestedFollowUp> suggestions)
    {
        var (line, lineStart) = (FirstLine, 0);
        string? heading = null;
        foreach (var suggestion in suggestions)
        {
            while (Text.IndexOf('\n', lineStart, suggestion.Start - lineStart) is >= 0 and var lineEnd)
            {
                heading = HeadingOf(Text.AsSpan(lineStart, lineEnd - lineStart)) ?? heading;
                (line, lineStart) = (line + 1, lineEnd + 1);
            }

            yield return (suggestion, new SuggestionPlace(line, heading));
        }
    }

    // "## Rubrik {#ankare}" of any level.
    private static string? HeadingOf(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart('#');
        if (text.Length == line.Length || text is not [' ' or '\t', ..])
        {
            return null;
        }

        var anchor = text.LastIndexOf("{#");
        return MarkdownMask.OneLine(MarkdownMask.Of((anchor > 0 ? text[..anchor] : text).Trim().ToString())).TrimEnd('#', ' ') is { Length: > 0 } heading ? heading : null;
    }

    private static int? FrontMatterEnd(string text)
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
        {
            return null;
        }

        var end = text.IndexOf("\n---\n", 3, StringComparison.Ordinal);
        return end < 0 ? null : end + 5;
    }

    private static DateOnly? MeetingIn(string frontMatter)
    {
        const string Key = "möte:";
        foreach (var line in frontMatter.EnumerateLines())
        {
            if (line.StartsWith(Key, StringComparison.OrdinalIgnoreCase) && DayAt(line[Key.Length..].Trim().Trim("\"'")) is { } day)
            {
                return day;
            }
        }

        return null;
    }

    private static string BodyIn(string frontMatter)
    {
        const string Key = "organ:";
        foreach (var line in frontMatter.EnumerateLines())
        {
            if (line.StartsWith(Key, StringComparison.OrdinalIgnoreCase))
            {
                return line[Key.Length..].Trim().Trim("\"'").ToString();
            }
        }

        return "";
    }

    /// <summary>
    /// "Noterat från … 11 april", stamped "2018-04-12 11:50": the latest 11 April that is not after the stamp, so that a December
    /// meeting noted in January keeps its year. A title that says its year needs no stamp.
    /// </summary>
    private static (string? Title, DateOnly? Stamp) TitleAndStamp(string text)
    {
        string? title = null;
        DateOnly? stamp = null;
        var lines = 0;
        foreach (var raw in text.EnumerateLines())
        {
            var line = raw.Trim().TrimStart("# ");
            if (title is null && line.Length <= 300 && line.StartsWith(TitleStart, StringComparison.OrdinalIgnoreCase))
            {
                title = line.ToString();
            }

            stamp ??= StampAt(line);
            if (++lines == HeadLines || (title is not null && stamp is not null))
            {
                break;
            }
        }

        return (title, stamp);
    }

    /// <summary>The last day that a title says; without a year the latest that is not after the stamp, and <c>null</c> without a stamp.</summary>
    internal static DateOnly? DayIn(string title, DateOnly? stamp)
    {
        var said = DayFrom(title, stamp?.AddYears(-1).AddDays(1) ?? new DateOnly(2000, 1, 1));
        return stamp is not null || said == DayFrom(title, new DateOnly(2100, 1, 1)) ? said : null;
    }

    private static DateOnly? DayFrom(string title, DateOnly from) =>
        DuePhrases.FindIn(title, from).LastOrDefault(due => due.Due.Precision == DuePrecision.Day)?.Due.First;

    // "2018-04-12 11:50" or "Publicerad: 2018-04-12"; a sentence that begins with a date is no stamp.
    private static DateOnly? StampAt(ReadOnlySpan<char> line) => line.Length > 40 ? null
        : line.StartsWith("Publicera", StringComparison.OrdinalIgnoreCase) ? DayAt(line[Math.Max(line.IndexOfAnyInRange('0', '9'), 0)..])
        : line.Length <= 20 ? DayAt(line)
        : null;

    private static DateOnly? DayAt(ReadOnlySpan<char> text) =>
        text.Length >= 10 && YamlFields.TryDate(text[..10].ToString(), out var day) ? day : null;
}

/// <summary>Where a suggestion stands in its file.</summary>
/// <param name="Line">1-based line that the sentence begins on.</param>
/// <param name="Heading">The nearest Markdown heading above it; <c>null</c> when there is none.</param>
public sealed record SuggestionPlace(int Line, string? Heading);
