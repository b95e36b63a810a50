namespace MeetingNotes.Core.Markdown;

/// <summary>
/// Proves that HTML is harmless without parsing it as a browser does: paragraphs, lists, bold and italic without a single
/// attribute, properly nested, and escaped text. It says no as soon as anything else is there, and then costs next to nothing.
/// </summary>
internal static class SimpleHtml
{
    private const int MaxDepth = 32;

    private static readonly string[] Entities = ["&amp;", "&lt;", "&gt;", "&nbsp;"];

    private enum Element : byte { P, Ul, Ol, Li, Strong, Em }

    public static bool IsProven(ReadOnlySpan<char> html)
    {
        Span<Element> open = stackalloc Element[MaxDepth];
        var depth = 0;
        while (html.IndexOfAny('<', '>', '&') is >= 0 and var at)
        {
            if (html[at] == '>' || !IsText(html[..at], depth == 0 ? null : open[depth - 1]))
            {
                return false;
            }

            html = html[at..];
            if (html[0] == '&')
            {
                if (depth == 0 || open[depth - 1] is Element.Ul or Element.Ol || EntityLength(html) is not (> 0 and var length))
                {
                    return false;
                }

                html = html[length..];
                continue;
            }

            var end = html.IndexOf('>') + 1;
            if (end == 0)
            {
                return false;
            }

            var tag = html[..end];
            html = html[end..];
            if (tag is "<br>")
            {
                if (depth == 0 || open[depth - 1] is Element.Ul or Element.Ol)
                {
                    return false;
                }
            }
            else if (tag[1] == '/')
            {
                if (depth == 0 || ElementOf(tag[2..^1]) != open[depth - 1])
                {
                    return false;
                }

                depth--;
            }
            else
            {
                if (ElementOf(tag[1..^1]) is not { } element || depth == MaxDepth || !MayStandIn(element, depth == 0 ? null : open[depth - 1]))
                {
                    return false;
                }

                open[depth++] = element;
            }
        }

        return depth == 0 && IsText(html, parent: null);
    }

    private static Element? ElementOf(ReadOnlySpan<char> name) => name switch
    {
        "p" => Element.P,
        "ul" => Element.Ul,
        "ol" => Element.Ol,
        "li" => Element.Li,
        "strong" => Element.Strong,
        "em" => Element.Em,
        _ => null,
    };

    private static bool MayStandIn(Element element, Element? parent) => element switch
    {
        Element.P or Element.Ul or Element.Ol => parent is null or Element.Li,
        Element.Li => parent is Element.Ul or Element.Ol,
        _ => parent is Element.P or Element.Li or Element.Strong or Element.Em,
    };

    // Between blocks and list items there are only line feeds; a control character never passes.
    private static bool IsText(ReadOnlySpan<char> text, Element? parent) =>
        parent is null or Element.Ul or Element.Ol
            ? !text.ContainsAnyExcept('\n')
            : SafeCharacters.AreSafe(text) && !text.Contains('\u00A0');

    private static int EntityLength(ReadOnlySpan<char> html)
    {
        foreach (var entity in Entities)
        {
            if (html.StartsWith(entity, StringComparison.Ordinal))
            {
                return entity.Length;
            }
        }

        return 0;
    }
}
