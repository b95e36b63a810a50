using DocumentFormat.OpenXml.Wordprocessing;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Tables of Word as rows of equally many cells.</summary>
internal static class DocxTables
{
    private const int MaxColumns = 30;
    private const int MaxRows = 1_000;

    /// <summary>Merged cells are written out: every cell that one covers says the same.</summary>
    public static IReadOnlyList<IReadOnlyList<StyledText>> Cells(IReadOnlyList<TableRow> rows, DocxRuns runs)
    {
        var cells = new List<List<StyledText>>();
        foreach (var row in rows.Take(MaxRows))
        {
            var above = cells.LastOrDefault();
            var texts = new List<StyledText>();
            foreach (var cell in row.Elements<TableCell>())
            {
                var properties = cell.TableCellProperties;
                var continues = properties?.VerticalMerge is { } merge && (merge.Val is null || merge.Val.Value == MergedCellValues.Continue);
                var text = continues && above is not null && texts.Count < above.Count ? above[texts.Count] : TextOf(cell, runs);
                for (var covered = Math.Max(properties?.GridSpan?.Val?.Value ?? 1, 1); covered > 0 && texts.Count < MaxColumns; covered--)
                {
                    texts.Add(text);
                }
            }

            cells.Add(texts);
        }

        var columns = cells.Count == 0 ? 0 : cells.Max(row => row.Count);
        return [.. cells.Where(row => row.Exists(cell => !cell.IsEmpty))
            .Select(row => (IReadOnlyList<StyledText>)[.. row, .. Enumerable.Repeat(new StyledText(), columns - row.Count)])];
    }

    private static StyledText TextOf(TableCell cell, DocxRuns runs)
    {
        var whole = new StyledText();
        foreach (var paragraph in cell.Descendants<Paragraph>())
        {
            whole.Append(whole.IsEmpty ? "" : "\n");
            whole.Append(runs.TextOf(paragraph));
        }

        return whole;
    }
}
