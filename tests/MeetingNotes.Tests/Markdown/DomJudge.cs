using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace MeetingNotes.Tests.Markdown;

/// <summary>
/// The oracle: reads HTML as a browser does and says what in it could run a script, fetch from or send to another place, or
/// disturb the page around it. It knows nothing of Markdown, of the renderer or of what was expected.
/// </summary>
internal static class DomJudge
{
    private static readonly HashSet<string> HarmlessElements = new(StringComparer.Ordinal)
    {
        "a", "abbr", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "span",
        "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
    };

    private static readonly HashSet<string> HarmlessAttributes = new(StringComparer.Ordinal)
    {
        "alt", "aria-label", "class", "decoding", "height", "href", "lang", "loading", "role", "scope", "src", "start", "tabindex", "title", "width",
    };

    private static readonly HashSet<string> HarmlessClasses = new(StringComparer.Ordinal) { "table", "right", "center" };

    /// <summary>What is wrong, or <c>null</c>.</summary>
    public static string? Complaint(string html)
    {
        var document = new HtmlParser().ParseDocument("<!doctype html><title>x</title><body><main>" + html + "</main><footer id=footer>end</footer>");
        var main = document.QuerySelector("main")!;
        if (document.Body!.Children.Length != 2 || document.Body.Children[1].Id != "footer" || document.Head!.Children.Length != 1)
        {
            return "The content breaks out of its place.";
        }

        return main.Descendants().Select(Complaint).FirstOrDefault(complaint => complaint is not null)
            ?? (html.Any(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                ? "Control characters." : null);
    }

    private static string? Complaint(INode node) => node switch
    {
        IText => null,
        IElement element => Complaint(element),
        _ => $"A {node.NodeType} node.",
    };

    private static string? Complaint(IElement element)
    {
        if (!HarmlessElements.Contains(element.LocalName) || element.NamespaceUri != "http://www.w3.org/1999/xhtml")
        {
            return $"Element {element.LocalName}.";
        }

        foreach (var attribute in element.Attributes)
        {
            if (!HarmlessAttributes.Contains(attribute.Name))
            {
                return $"Attribute {attribute.Name} on {element.LocalName}.";
            }

            if (attribute.Name is "href" or "src" && AddressComplaint(attribute.Value) is { } complaint)
            {
                return complaint;
            }
        }

        return element.ClassList.FirstOrDefault(name => !HarmlessClasses.Contains(name)) is { } unknown ? $"Class {unknown}."
            : element.GetAttribute("role") is not (null or "region") ? "Role."
            : element.GetAttribute("tabindex") is not (null or "0") ? "Tabindex."
            : element.GetAttribute("src")?.StartsWith("/bilder/", StringComparison.Ordinal) == false ? "Foreign image."
            : null;
    }

    // As the URL standard reads it: control characters and spaces at the ends go, tabs and line feeds go everywhere, \ is /.
    private static string? AddressComplaint(string address)
    {
        var read = string.Concat(address.Where(c => c is not ('\t' or '\n' or '\r'))).Trim([.. Enumerable.Range(0, 33).Select(code => (char)code)]).Replace('\\', '/');
        if (read.StartsWith("//", StringComparison.Ordinal))
        {
            return "Address of another host without scheme.";
        }

        var length = read.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.').Count();
        var hasScheme = length > 0 && length < read.Length && read[length] == ':' && char.IsAsciiLetter(read[0]);
        return hasScheme && read[..length].ToUpperInvariant() is not ("HTTP" or "HTTPS" or "MAILTO" or "TEL") ? $"Scheme {read[..length]}." : null;
    }
}
