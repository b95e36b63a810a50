using Markdig.Helpers;
using Markdig.Parsers;

namespace MeetingNotes.Core.Markdown;

/// <summary>
/// Markdig cannot be cancelled, and looks back or ahead once per bracket, emphasis mark and address; the sanitiser does so
/// once per sibling. This parser stands first in line, never matches, and counts a block before the others begin: above the
/// limits the text is refused. The limits were measured: together with those of <see cref="MarkdownRenderer"/> they keep
/// every text that is let through below a second.
/// </summary>
internal sealed class InlineBudget : InlineParser
{
    public const int MaxMarks = 1_000;
    public const int MaxTableCells = 20_000;

    private static readonly object Counted = new();

    // The letters are those that a bare address begins with: Markdig stops at them anyway.
    public InlineBudget() => OpeningCharacters = ['[', '*', '_', '~', '^', '`', '|', '<', 'h', 'w', 'm', 't', 'f'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (processor.ParserStates[Index] is null)
        {
            processor.ParserStates[Index] = Counted;
            Count(slice.AsSpan(), line: processor.Block?.Line + 1);
        }

        return false;
    }

    private static void Count(ReadOnlySpan<char> block, int? line)
    {
        RefuseMany(block.Count('['), "hakparenteser", line);
        RefuseMany(RunsOf(block, "*_~^"), "tecken för betoning (* _ ~ ^)", line);
        RefuseMany(block.Count('`'), "tecken för kod (`)", line);
        RefuseMany(block.Count("://") + block.Count("www.") + block.Count("tel:") + block.Count('@'), "webb- och e-postadresser", line);
        if (block.Contains('|') && CellsOf(block) > MaxTableCells)
        {
            throw new MarkdownRefusedException(
                $"En tabell har fler än {MaxTableCells} rutor. Dela upp den, eller lägg den som en handling att länka till.", line);
        }
    }

    private static void RefuseMany(int count, string what, int? line)
    {
        if (count > MaxMarks)
        {
            throw new MarkdownRefusedException($"Ett stycke har fler än {MaxMarks} {what}. Dela upp det i flera stycken.", line);
        }
    }

    // "**" is one mark, as Markdig sees it.
    private static int RunsOf(ReadOnlySpan<char> block, ReadOnlySpan<char> marks)
    {
        var runs = 0;
        var before = '\0';
        foreach (var c in block)
        {
            runs += c != before && marks.Contains(c) ? 1 : 0;
            before = c;
        }

        return runs;
    }

    // Rows shorter than the widest one are filled up, so it is the product that costs.
    private static long CellsOf(ReadOnlySpan<char> block)
    {
        long rows = 0;
        var columns = 0;
        foreach (var row in block.EnumerateLines())
        {
            rows++;
            columns = Math.Max(columns, row.Count('|') + 1);
        }

        return rows * columns;
    }
}
