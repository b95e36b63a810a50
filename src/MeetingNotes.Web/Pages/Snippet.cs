using MeetingNotes.Core.Text;
using Microsoft.AspNetCore.Html;

namespace MeetingNotes.Web.Pages;

/// <summary>A piece of a text around the words that were searched for, in parts that a page can mark and encode.</summary>
internal static class Snippet
{
    private const int Length = 260;

    /// <summary>The piece as HTML: every text encoded, the words marked.</summary>
    public static IHtmlContent Html(string text, IReadOnlyCollection<string> words)
    {
        var html = new HtmlContentBuilder();
        foreach (var (part, isHit) in Of(text, words))
        {
            _ = isHit ? html.AppendHtml("<mark>").Append(part).AppendHtml("</mark>") : html.Append(part);
        }

        return html;
    }

    private static List<(string Text, bool IsHit)> Of(string text, IReadOnlyCollection<string> words)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var first = words.Select(word => FindWord(line, word, 0)).Where(index => index >= 0).DefaultIfEmpty(0).Min();
        var start = first < Length / 2 ? 0 : line.IndexOf(' ', first - (Length / 2)) + 1;
        var piece = (start > 0 ? "… " : "") + Excerpt.Of(line[start..], Length);

        var parts = new List<(string, bool)>();
        var position = 0;
        while (position < piece.Length)
        {
            var (index, length) = words
                .Select(word => (Index: FindWord(piece, word, position), word.Length))
                .Where(hit => hit.Index >= 0)
                .DefaultIfEmpty((Index: piece.Length, Length: 0))
                .Min();
            if (index > position)
            {
                parts.Add((piece[position..index], false));
            }

            if (length > 0)
            {
                // The whole word is marked, also when it goes on after what was typed.
                var end = index + length;
                while (end < piece.Length && char.IsLetterOrDigit(piece[end]))
                {
                    end++;
                }

                parts.Add((piece[index..end], true));
                index = end;
            }

            position = index;
        }

        return parts;
    }

    /// <summary>Where a word begins that begins like this, or -1.</summary>
    private static int FindWord(string text, string word, int start)
    {
        for (var index = start; word.Length > 0 && (index = text.IndexOf(word, index, StringComparison.CurrentCultureIgnoreCase)) >= 0; index++)
        {
            if (index == 0 || !char.IsLetterOrDigit(text[index - 1]))
            {
                return index;
            }
        }

        return -1;
    }
}
