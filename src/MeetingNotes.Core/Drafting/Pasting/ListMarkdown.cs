using System.Globalization;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>One line of a list, nested or not.</summary>
/// <param name="Level">0 for the outermost.</param>
/// <param name="IsOrdered">Numbered.</param>
/// <param name="Number">The number that was shown; <c>null</c> counts on.</param>
/// <param name="Text">Its words; an empty line divides paragraphs.</param>
internal sealed record ListLine(int Level, bool IsOrdered, int? Number, StyledText Text);

/// <summary>Writes lines of lists as one Markdown list, nested by what stands above.</summary>
internal static class ListMarkdown
{
    /// <summary>Deeper than this is no list that a reader can follow; the rest stays at this depth.</summary>
    private const int MaxDepth = 6;

    public static string Of(IReadOnlyList<ListLine> lines, Func<StyledText, string> written)
    {
        var result = new List<string>();
        var open = new Stack<(int Level, int Indent, int Content, bool IsOrdered, int Number)>();
        foreach (var line in lines)
        {
            (int Level, int Indent, int Content, bool IsOrdered, int Number)? before = null;
            while (open.TryPeek(out var top) && (top.Level >= line.Level || open.Count >= MaxDepth))
            {
                before = open.Pop();
            }

            // A list of another kind at the same depth begins anew; elsewhere the count goes on.
            var isSame = before is { } other && other.IsOrdered == line.IsOrdered;
            var number = line.Number ?? (isSame ? before!.Value.Number + 1 : 1);
            if (open.Count == 0 && result.Count > 0 && !isSame)
            {
                result.Add("");
            }

            var indent = open.TryPeek(out var parent) ? parent.Content : 0;
            var mark = line.IsOrdered ? $"{number.ToString(CultureInfo.InvariantCulture)}. " : "- ";
            open.Push((line.Level, indent, indent + mark.Length, line.IsOrdered, number));

            var paragraphs = line.Text.Paragraphs().Where(part => !part.IsEmpty).Select(written).ToList();
            var padding = new string(' ', indent + mark.Length);
            var body = string.Join("\n\n", paragraphs).Split('\n').Select((text, index) =>
                index == 0 ? new string(' ', indent) + mark + text : text.Length == 0 ? "" : padding + text);
            result.AddRange(body);
        }

        return string.Join('\n', result);
    }
}
