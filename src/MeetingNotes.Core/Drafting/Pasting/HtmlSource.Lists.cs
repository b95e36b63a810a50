using System.Globalization;
using AngleSharp.Dom;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Lists as HTML has them, and as Word and Google Docs write them.</summary>
internal sealed partial class HtmlSource
{
    // "mso-list:l0 level2 lfo1", the bullet or number in a span of its own.
    private ListLine? WordListLine(IElement element, string declarations)
    {
        if (HtmlStyles.Value(declarations, "mso-list") is not { } list || list.IndexOf("level", StringComparison.Ordinal) is not (>= 0 and var at) || at + 5 >= list.Length
            || !char.IsAsciiDigit(list[at + 5]))
        {
            return null;
        }

        var mark = element.QuerySelectorAll("span").FirstOrDefault(span => _styles.Of(span).Contains("mso-list:ignore", StringComparison.Ordinal))?.TextContent.Trim() ?? "";
        var digits = new string([.. mark.TakeWhile(char.IsAsciiDigit)]);
        var isOrdered = mark.Length > 1 && mark[^1] is '.' or ')' || digits.Length > 0;
        return new ListLine(list[at + 5] - '1', isOrdered, digits.Length is > 0 and < 5 ? int.Parse(digits, CultureInfo.InvariantCulture) : null, new StyledText());
    }

    private void List(IElement list, int level, RunStyle style)
    {
        // Google Docs writes nested lists side by side, the level in the name of the class.
        if (list.ClassList.FirstOrDefault(name => name.StartsWith("lst-kix_", StringComparison.Ordinal)) is { } kix && char.IsAsciiDigit(kix[^1]))
        {
            level = kix[^1] - '0';
        }

        var number = int.TryParse(list.GetAttribute("start"), CultureInfo.InvariantCulture, out var start) && start is > 0 and < 10_000 ? start : (int?)null;
        foreach (var child in list.Children)
        {
            if (child.LocalName is "ul" or "ol")
            {
                List(child, level + 1, style);
                continue;
            }

            var (outer, inner) = (_text, new StyledText());
            _text = inner;
            _wordsOnly++;
            var nested = new List<IElement>();
            Item(child, HtmlStyles.Style(child, _styles.Of(child), style), nested);
            _wordsOnly--;
            _text = outer;
            _builder.ListLine(new ListLine(level, list.LocalName == "ol", number, inner));
            number = null;
            foreach (var below in nested)
            {
                List(below, level + 1, style);
            }
        }
    }

    /// <summary>The words of an item, without the lists in it.</summary>
    private void Item(INode item, RunStyle style, List<IElement> nested)
    {
        foreach (var node in item.ChildNodes)
        {
            switch (node)
            {
                case IElement { LocalName: "ul" or "ol" } list: nested.Add(list); break;
                case IElement { LocalName: "p" or "div" } block when !IsLeftOut(block, _styles.Of(block)):
                    _text.Append(_text.IsEmpty ? "" : "\n\n");
                    Item(block, HtmlStyles.Style(block, _styles.Of(block), style), nested);
                    break;
                case IElement element: Element(element, style, null); break;
                case IText text: _text.Append(text.Data.Replace('\n', ' ').Replace('\r', ' '), style); break;
            }
        }
    }
}
