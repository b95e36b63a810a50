using MeetingNotes.Core.Text;
using Microsoft.AspNetCore.Html;

namespace MeetingNotes.Web.Pages;

/// <summary>A piece of a text around the words that were searched for, in parts that a page can mark and encode.</summary>
internal static class Snippet
{
    private const int Length = 260;

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
    private static string Piece(string text, Func<string, IReadOnlyList<(int Start, int Length)>>? find)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var places = find?.Invoke(line) ?? [];
        var best = places.Count == 0 ? default : places.MaxBy(place => places.Count(other => other.Start >= place.Start && other.Start < place.Start + Length - 60));
        var start = best.Start < Length / 2 ? 0 : line.IndexOf(' ', best.Start - Math.Min(60, best.Start)) + 1;
        return (start > 0 ? "… " : "") + Excerpt.Of(line[start..], Length);
    }
}
