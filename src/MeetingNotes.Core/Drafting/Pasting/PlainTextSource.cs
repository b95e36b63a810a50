using System.Globalization;
using System.Text.RegularExpressions;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>
/// Reads text without any marks: from a plain-text mail, a web page copied as text, Notepad. An empty line ends a paragraph; where every
/// paragraph is one line, so does a line; lines that are broken to a width are put together.
/// </summary>
internal static partial class PlainTextSource
{
    /// <summary>Mail programs break lines at 72–80 characters.</summary>
    private const int WrapWidth = 82;
    private const int MinWrapWidth = 45;

    public static PastedText Read(string text)
    {
        var builder = new PasteBuilder();
        var clean = CleanCharacters.Of(text);
        if (clean.Length > PasteBuilder.TextMaxLength)
        {
            throw new PasteRefusedException($"Texten är för lång för en notering: högst {PasteBuilder.TextMaxLength / 1000} 000 tecken. Klistra in en del i taget.");
        }

        var lines = clean.Split('\n').Select(line => line.TrimEnd()).ToArray();
        var width = WidthOf(lines);
        for (var index = 0; index < lines.Length;)
        {
            var end = index;
            while (end < lines.Length && lines[end].Length > 0)
            {
                end++;
            }

            Chunk(lines[index..end], width, builder, isAlone: end - index == 1 && !IsListAround(lines, index, end));
            index = end + 1;
        }

        return builder.Finish();
    }

    /// <summary>How wide the lines are broken; 0 when they are not.</summary>
    private static int WidthOf(string[] lines)
    {
        var widest = lines.Max(line => line.Length);
        return widest is >= MinWrapWidth and <= WrapWidth
            && lines.Zip(lines.Skip(1)).Count(pair => pair.First.Length > widest * 0.6 && pair.Second.TrimStart() is [var letter, ..] && char.IsLower(letter)) >= 2 ? widest : 0;
    }

    // A line without empty lines between: a list line above or below makes a number a list.
    private static bool IsListAround(string[] lines, int start, int end)
    {
        var before = start - 1;
        while (before >= 0 && lines[before].Length == 0)
        {
            before--;
        }

        var after = end;
        while (after < lines.Length && lines[after].Length == 0)
        {
            after++;
        }

        return (before >= 0 && ListMark().IsMatch(lines[before]) && (before == 0 || lines[before - 1].Length == 0)) || (after < lines.Length && ListMark().IsMatch(lines[after]));
    }

    private static void Chunk(string[] lines, int width, PasteBuilder builder, bool isAlone)
    {
        if (lines.Length == 0)
        {
            return;
        }

        if (lines.All(line => line.StartsWith('>')))
        {
            Quotation(lines, width, builder);
            return;
        }

        var paragraph = new List<string>();
        for (var index = 0; index < lines.Length; index++)
        {
            var mark = ListMark().Match(lines[index]);
            if (mark.Success && IsList(lines, index, mark))
            {
                EndParagraph(paragraph, builder);
                if (isAlone && char.IsAsciiDigit(mark.Groups["mark"].Value[0]) && IsHeadingLine(lines[index]))
                {
                    // "1. Kollektivtrafik" over a paragraph is a numbered heading.
                    paragraph.Add(lines[index][mark.Length..]);
                    continue;
                }

                builder.ListLine(Line(mark, ListText(lines, ref index, mark, width)));
                continue;
            }

            if (paragraph.Count > 0 && !(width > 0 && IsBroken(paragraph[^1], lines[index], width)) && !IsHeaderLine(lines[index]))
            {
                EndParagraph(paragraph, builder);
            }

            paragraph.Add(lines[index]);
        }

        EndParagraph(paragraph, builder);
    }

    // "Från: …" and what follows stay together, so that they are seen as the head of a mail.
    private static bool IsHeaderLine(string line) =>
        line.IndexOf(':', StringComparison.Ordinal) is > 1 and < 14 && HeaderLine().IsMatch(line);

    /// <summary>The line goes on in the next: the first word of that had not fitted.</summary>
    private static bool IsBroken(string line, string next, int width)
    {
        var word = next.TrimStart().IndexOf(' ', StringComparison.Ordinal) is > 0 and var length ? length : next.Length;
        return line.Length + 1 + word >= width - 6 || (line.Length > width / 2 && next.Length > 0 && char.IsLower(next[0]));
    }

    /// <summary>A dash begins a list line only among others; alone it is a line of speech.</summary>
    private static bool IsList(string[] lines, int index, Match mark)
    {
        if (mark.Groups["mark"].Value is not ("–" or "—"))
        {
            return true;
        }

        return !lines[index].Contains(", säger", StringComparison.OrdinalIgnoreCase)
            && ((index > 0 && ListMark().Match(lines[index - 1]) is { Success: true }) || lines.Skip(index + 1).Any(line => ListMark().Match(line) is { Success: true } other
                && other.Groups["mark"].Value == mark.Groups["mark"].Value && !line.Contains(", säger", StringComparison.OrdinalIgnoreCase)));
    }

    private static ListLine Line(Match mark, string words)
    {
        var sign = mark.Groups["mark"].Value;
        var text = new StyledText();
        text.Append(words);
        var isOrdered = char.IsAsciiLetterOrDigit(sign[0]) && sign.Length > 1;
        var indent = mark.Groups["indent"].Value.Replace("\t", "    ", StringComparison.Ordinal).Length;
        var level = sign is "o" or "◦" or "▪" && indent == 0 ? 1 : (indent + 1) / 3;
        return new ListLine(level, isOrdered, int.TryParse(sign.AsSpan(0, sign.Length - 1), CultureInfo.InvariantCulture, out var number) ? number : null, text);
    }

    private static string ListText(string[] lines, ref int index, Match mark, int width)
    {
        var words = new System.Text.StringBuilder(lines[index][mark.Length..]);
        while (index + 1 < lines.Length && !ListMark().IsMatch(lines[index + 1])
            && (lines[index + 1].StartsWith("  ", StringComparison.Ordinal) || (width > 0 && IsBroken(lines[index], lines[index + 1], width))))
        {
            words.Append(' ').Append(lines[++index].Trim());
        }

        return words.ToString();
    }

    private static void Quotation(string[] lines, int width, PasteBuilder builder)
    {
        var inner = new PasteBuilder();
        Chunk([.. lines.Select(line => line.TrimStart('>', ' '))], width, inner, isAlone: false);
        builder.Quotation(inner);
    }

    private static bool IsHeadingLine(string line) => line.Length <= 90 && line[^1] is not ('.' or ';' or ',' or ':');

    private static void EndParagraph(List<string> lines, PasteBuilder builder)
    {
        if (lines.Count > 0)
        {
            var text = new StyledText();
            text.Append(string.Join(lines.Exists(IsHeaderLine) ? '\n' : ' ', lines));
            builder.EndList();
            builder.Paragraph(text);
            lines.Clear();
        }
    }

    [GeneratedRegex(@"^(?<indent>[ \t]*)(?<mark>[•·▪◦●○*\-–—]|o(?=\t| {2,})|\d{1,3}[.)]|[a-z]\))[ \t]+(?=\S)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ListMark();

    [GeneratedRegex(@"^(?:Från|Skickat|Till|Kopia|Ämne|Bilagor?|Datum|From|Sent|To|Cc|Subject|Date):", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex HeaderLine();
}
