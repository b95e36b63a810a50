using MeetingNotes.Core.Text;
using Microsoft.AspNetCore.Html;

namespace MeetingNotes.Web.Pages;

/// <summary>A piece of a text around the words that were searched for, in parts that a page can mark and encode.</summary>
internal static class Snippet
{
    private const int Length = 260;

    /// <summary>So much of the text stands before the first mark.</summary>
    private const int Before = 60;

    /// <summary>The piece as HTML: every text encoded, what <paramref name="find"/> finds marked.</summary>
    public static IHtmlContent Html(string text, Func<string, IReadOnlyList<(int Start, int Length)>>? find = null) => Marked(Piece(text, find), find);

    /// <summary>A whole text as HTML, with the same marks.</summary>
    public static IHtmlContent Marked(string text, Func<string, IReadOnlyList<(int Start, int Length)>>? find)
    {
        var html = new HtmlContentBuilder();
        var at = 0;
        foreach (var (start, length) in find?.Invoke(text) ?? [])
        {
            html.Append(text[at..start]).AppendHtml("<mark>").Append(text.Substring(start, length)).AppendHtml("</mark>");
            at = start + length;
        }

        return html.Append(text[at..]);
    }

    /// <summary>The stretch of the text that has the most marks, from a beginning of a word.</summary>
    public static string Piece(string text, Func<string, IReadOnlyList<(int Start, int Length)>>? find)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var places = find?.Invoke(line) ?? [];
        var first = FirstOfMost(places);
        var start = first < Length / 2 ? 0 : line.IndexOf(' ', first - Before) + 1;
        return (start > 0 ? "… " : "") + Excerpt.Of(line[start..], Length);
    }

    /// <summary>Where the marks begin that are the most within one piece; 0 when there are none.</summary>
    private static int FirstOfMost(IReadOnlyList<(int Start, int Length)> places)
    {
        var (first, most) = (0, 0);
        for (int from = 0, to = 0; from < places.Count; from++)
        {
            while (to < places.Count && places[to].Start < places[from].Start + Length - Before)
            {
                to++;
            }

            (first, most) = to - from > most ? (places[from].Start, to - from) : (first, most);
        }

        return first;
    }
}
