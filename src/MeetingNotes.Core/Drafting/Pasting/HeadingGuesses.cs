using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>
/// Finds the headings of a text that has no real ones: bold lines, otherwise short lines without a full stop above a paragraph. The
/// same blocks give the same headings, and a text with its headings found gives no more.
/// </summary>
internal static class HeadingGuesses
{
    private const int BoldMaxLength = 120;
    private const int ShortMaxLength = 90;
    private const int ShortMaxWords = 13;
    private const int QuoteMaxLength = 250;

    /// <summary>A title is looked for among so many blocks.</summary>
    private const int HeadBlocks = 15;

    private static readonly string[] TitleStarts = ["noterat", "minnesanteckning", "anteckningar från", "referat från", "nytt från", "sammanfattning från"];

    public static IReadOnlyList<PastedBlock> In(IReadOnlyList<PastedBlock> blocks, bool guessesShortLines)
    {
        var result = blocks.ToList();
        MarkTitle(result);
        var levels = result.Where(block => block.Kind == PastedBlockKind.Heading && block.Level > 1).Select(block => block.Level).ToList();
        var below = levels.Count > 0 ? Math.Min(levels.Max() + 1, 6) : result.Count(IsTopHeading) > 1 ? 2 : 0;
        var found = Indexes(result, (block, index) => IsBoldHeading(block) && index + 1 < result.Count);
        if (found.Count == 0 && below == 0 && guessesShortLines)
        {
            found = Indexes(result, (block, index) => IsShortHeading(block) && IsFollowedByText(result, index));
            MarkPullQuotes(result, [.. found]);
        }

        foreach (var index in found)
        {
            result[index] = result[index].AsHeading(below == 0 ? 2 : below);
        }

        return result;
    }

    /// <summary>Bold from end to end, and no sentence.</summary>
    public static bool IsBoldHeading(PastedBlock block) =>
        block is { Kind: PastedBlockKind.Paragraph, IsBold: true } && block.Text.Length <= BoldMaxLength && IsHeadingText(block.Text);

    /// <summary>"Noterat från …", or a short line that says a day, before the first long paragraph.</summary>
    private static void MarkTitle(List<PastedBlock> blocks)
    {
        if (blocks.Exists(IsTopHeading) && blocks.Count(IsTopHeading) == 1)
        {
            return;
        }

        var end = blocks.FindIndex(block => block.Text.Length > 200 || block.Kind is PastedBlockKind.Heading);
        end = Math.Min(end < 0 ? blocks.Count : end + 1, Math.Min(blocks.Count, HeadBlocks));
        var title = blocks.FindIndex(0, end, block => IsTitleText(block) && TitleStarts.Any(start => block.Text.StartsWith(start, StringComparison.OrdinalIgnoreCase)));
        if (title < 0)
        {
            title = blocks.FindIndex(0, end, block => IsTitleText(block) && SaysDay(block.Text));
        }

        if (title >= 0 && blocks[title].Kind == PastedBlockKind.Paragraph)
        {
            blocks[title] = blocks[title].AsHeading(1);
        }
        else if (title >= 0 && blocks[title].Level > 1)
        {
            blocks[title] = blocks[title] with { Level = 1 };
        }
    }

    /// <summary>A heading that says what the whole is: "Noterat från …", or one that says a day.</summary>
    public static bool IsTitle(PastedBlock block) =>
        IsTitleText(block) && (TitleStarts.Any(start => block.Text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) || (block.Level == 1 && SaysDay(block.Text)));

    private static bool IsTitleText(PastedBlock block) =>
        block.Kind is PastedBlockKind.Paragraph or PastedBlockKind.Heading && block.Text.Length is > 12 and <= BoldMaxLength && IsHeadingText(block.Text)
        && block.Text.Count(char.IsLetter) > block.Text.Length / 2 && !block.Text.Contains(':', StringComparison.Ordinal);

    private static bool SaysDay(string text) =>
        DuePhrases.FindIn(text, new DateOnly(2000, 1, 1)).Any(due => due.Due.Precision == DuePrecision.Day);

    private static bool IsTopHeading(PastedBlock block) => block is { Kind: PastedBlockKind.Heading, Level: 1 };

    private static bool IsShortHeading(PastedBlock block) =>
        block.Kind == PastedBlockKind.Paragraph && !block.Text.EndsWith(':') && block.Text.Length <= ShortMaxLength && IsHeadingText(block.Text)
        && block.Text.Count(letter => letter == ' ') < ShortMaxWords;

    private static bool IsHeadingText(string text) =>
        text.Length >= 3 && !text.Contains('\n', StringComparison.Ordinal) && text.Any(char.IsLetter) && text[^1] is not ('.' or ',' or ';' or '…' or '”')
        && text.IndexOf(". ", StringComparison.Ordinal) is < 4
        && (char.IsUpper(text[0]) || char.IsDigit(text[0]) || text[0] == '§') && !IsMostlyDigits(text)
        && !text.Contains("://", StringComparison.Ordinal) && !text.Contains('@', StringComparison.Ordinal) && WrittenAddresses.FirstIn(text) is null;

    // "2018-04-12 11:50" and "Publicerad 2018-04-12".
    private static bool IsMostlyDigits(string text) => text.Count(char.IsDigit) >= 8 && text.Count(char.IsLetter) < 25;

    private static bool IsFollowedByText(List<PastedBlock> blocks, int index) =>
        index + 1 < blocks.Count && blocks[index + 1] is { Kind: not PastedBlockKind.Heading } next && !IsShortHeading(next)
        && (next.Kind != PastedBlockKind.Paragraph || next.Text.EndsWith('.') || !IsMostlyDigits(next.Text));

    /// <summary>A long line without a full stop between two paragraphs is a sentence that was lifted out of the text.</summary>
    private static void MarkPullQuotes(List<PastedBlock> blocks, HashSet<int> headings)
    {
        var first = headings.Count == 0 ? blocks.Count : headings.Min();
        for (var index = first + 1; index + 1 < blocks.Count; index++)
        {
            var text = blocks[index].Text;
            if (blocks[index].Kind == PastedBlockKind.Paragraph && !headings.Contains(index) && !headings.Contains(index - 1)
                && text.Length is > ShortMaxLength and <= QuoteMaxLength && char.IsLetterOrDigit(text[^1]) && char.IsUpper(text[0])
                && !text.Contains('\n', StringComparison.Ordinal) && !text.Contains(". ", StringComparison.Ordinal)
                && blocks[index - 1].Kind != PastedBlockKind.Heading && blocks[index + 1].Kind == PastedBlockKind.Paragraph)
            {
                blocks[index] = blocks[index] with { Kind = PastedBlockKind.Quotation, Markdown = PasteBuilder.Quoted(blocks[index].Markdown) };
            }
        }
    }

    private static List<int> Indexes(List<PastedBlock> blocks, Func<PastedBlock, int, bool> isIt) =>
        [.. Enumerable.Range(0, blocks.Count).Where(index => isIt(blocks[index], index))];
}
