using System.Buffers;
using AngleSharp.Dom;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>
/// What an element looks like: its own style attribute, and the classes of the style sheet that word processors write into the file.
/// No cascade, only what the letters of a note need.
/// </summary>
internal sealed class HtmlStyles
{
    private const int MaxRules = 5_000;

    private static readonly SearchValues<char> Combined = SearchValues.Create(" .:>[#*");

    // The others say nothing of what the letters mean.
    private static readonly string[] Properties =
    [
        "font-weight", "font-style", "vertical-align", "text-decoration", "text-decoration-line", "display", "visibility", "mso-hide", "mso-list", "mso-outline-level", "mso-element",
    ];

    private readonly Dictionary<string, string> _classes = new(StringComparer.OrdinalIgnoreCase);

    public HtmlStyles(IDocument document)
    {
        foreach (var sheet in document.QuerySelectorAll("style"))
        {
            ReadSheet(sheet.TextContent);
        }
    }

    /// <summary>The declarations of an element, its own last, in lower case and without spaces after colons.</summary>
    public string Of(IElement element)
    {
        var own = Tidy(element.GetAttribute("style") ?? "");
        foreach (var name in element.ClassList.Take(10))
        {
            if (_classes.TryGetValue(name, out var declarations))
            {
                own = $"{declarations};{own}";
            }
        }

        return own;
    }

    /// <summary>The last value of a property; <c>null</c> when it has none.</summary>
    public static string? Value(string declarations, string property)
    {
        string? value = null;
        foreach (var declaration in declarations.Split(';'))
        {
            if (declaration.StartsWith(property, StringComparison.Ordinal) && declaration.Length > property.Length && declaration[property.Length] == ':')
            {
                value = declaration[(property.Length + 1)..];
            }
        }

        return value;
    }

    /// <summary>The style of the letters inside an element, when that of its surroundings is <paramref name="outer"/>.</summary>
    public static RunStyle Style(IElement element, string declarations, RunStyle outer)
    {
        var style = element.LocalName switch
        {
            "b" or "strong" => outer | RunStyle.Bold,
            "i" or "em" or "cite" or "dfn" => outer | RunStyle.Italic,
            "s" or "strike" or "del" => outer | RunStyle.Strike,
            "sub" => outer | RunStyle.Subscript,
            "sup" => outer | RunStyle.Superscript,
            _ => outer,
        };
        style = Value(declarations, "font-weight") switch
        {
            "bold" or "bolder" or "600" or "700" or "800" or "900" => style | RunStyle.Bold,
            "normal" or "400" or "lighter" => style & ~RunStyle.Bold,
            _ => style,
        };
        style = Value(declarations, "font-style") switch
        {
            "italic" or "oblique" => style | RunStyle.Italic,
            "normal" => style & ~RunStyle.Italic,
            _ => style,
        };
        style = Value(declarations, "vertical-align") switch
        {
            "super" => style | RunStyle.Superscript,
            "sub" => style | RunStyle.Subscript,
            "baseline" when element.LocalName is not ("sub" or "sup") => style & ~(RunStyle.Superscript | RunStyle.Subscript),
            _ => style,
        };
        return (Value(declarations, "text-decoration") ?? Value(declarations, "text-decoration-line"))?.Contains("line-through", StringComparison.Ordinal) == true
            ? style | RunStyle.Strike
            : style;
    }

    public static bool IsHidden(IElement element, string declarations) =>
        element.HasAttribute("hidden") || Value(declarations, "display") == "none" || Value(declarations, "mso-hide") == "all" || Value(declarations, "visibility") == "hidden";

    private void ReadSheet(string css)
    {
        foreach (var rule in css.Split('}').Take(MaxRules))
        {
            var brace = rule.LastIndexOf('{');
            var selectors = brace < 0 ? "" : rule[..brace];
            foreach (var selector in selectors.Split(',').Take(50))
            {
                // ".c1", "p.MsoTitle", "span.c2"; nothing that depends on where the element stands.
                var name = selector[(selector.LastIndexOf('\n') + 1)..].Trim();
                var dot = name.IndexOf('.', StringComparison.Ordinal);
                if (dot >= 0 && !name.AsSpan(dot + 1).ContainsAny(Combined))
                {
                    var declarations = Tidy(rule[(brace + 1)..]);
                    _classes[name[(dot + 1)..]] = _classes.TryGetValue(name[(dot + 1)..], out var earlier) && earlier.Length < 500 ? $"{earlier};{declarations}" : declarations;
                }
            }
        }
    }

    private static string Tidy(string declarations) => declarations.Length == 0 ? ""
        : string.Join(';', Core.Text.Excerpt.Cut(declarations, 5_000).ToLowerInvariant().Split(';')
            .Where(part => part.Length < 100 && part.Contains(':', StringComparison.Ordinal))
            .Select(part => part.Split(':', 2, StringSplitOptions.TrimEntries)).Where(part => Properties.Contains(part[0]))
            .Select(part => $"{part[0]}:{part[1]}").Take(20));
}
