using System.Globalization;
using AngleSharp.Dom;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Tables of HTML as rows of equally many cells.</summary>
internal static class HtmlTables
{
    private const int MaxColumns = 30;
    private const int MaxRows = 1_000;
    private const int MaxCells = 5_000;

    /// <summary>A table that only places things on the page, as mails do: one column or row, or whole texts in its cells.</summary>
    public static bool IsLayout(IElement table)
    {
        var rows = RowsOf(table).ToList();
        return rows.Count <= 1 || rows.All(row => row.Children.Length <= 1)
            || table.QuerySelector("table, h1, h2, h3, h4, h5, h6, blockquote") is not null || table.GetAttribute("role") == "presentation";
    }

    /// <summary>Merged cells are written out: every cell that one covers says the same.</summary>
    public static IReadOnlyList<IReadOnlyList<StyledText>> Cells(IElement table, Func<IElement, StyledText> textOf)
    {
        var rows = RowsOf(table).Take(MaxRows).ToList();
        var cells = new Dictionary<(int Row, int Column), StyledText>();
        for (var row = 0; row < rows.Count; row++)
        {
            var column = 0;
            foreach (var cell in rows[row].Children.Where(child => child.LocalName is "td" or "th"))
            {
                while (cells.ContainsKey((row, column)))
                {
                    column++;
                }

                var text = textOf(cell);
                var (width, height) = (Math.Min(Span(cell, "colspan"), MaxColumns - column), Math.Min(Span(cell, "rowspan"), rows.Count - row));
                for (var covered = 0; covered < width * height && cells.Count < MaxCells; covered++)
                {
                    cells.TryAdd((row + (covered / width), column + (covered % width)), text);
                }

                column += Math.Max(width, 1);
                if (column >= MaxColumns)
                {
                    break;
                }
            }
        }

        var columns = cells.Count == 0 ? 0 : cells.Keys.Max(place => place.Column) + 1;
        return [.. Enumerable.Range(0, rows.Count)
            .Select(row => (IReadOnlyList<StyledText>)[.. Enumerable.Range(0, columns).Select(column => cells.GetValueOrDefault((row, column)) ?? new StyledText())])
            .Where(row => row.Any(cell => !cell.IsEmpty))];
    }

    private static IEnumerable<IElement> RowsOf(IElement table) => table.Children.SelectMany(child => child.LocalName switch
    {
        "tr" => [child],
        "thead" or "tbody" or "tfoot" => child.Children.Where(row => row.LocalName == "tr"),
        _ => Enumerable.Empty<IElement>(),
    });

    private static int Span(IElement cell, string name) =>
        int.TryParse(cell.GetAttribute(name), CultureInfo.InvariantCulture, out var span) && span > 0 ? Math.Min(span, MaxRows) : 1;
}
