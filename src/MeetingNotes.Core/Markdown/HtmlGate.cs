using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace MeetingNotes.Core.Markdown;

/// <summary>
/// The last gate: nothing leaves the renderer unless it has passed here, whatever the code before it did.
/// Simple text is proven harmless by <see cref="SimpleHtml"/>; all else goes through HtmlSanitizer with our own short lists.
/// </summary>
internal sealed class HtmlGate
{
    // Safe to share between threads once set up.
    private readonly HtmlSanitizer _sanitizer = CreateSanitizer();

    public string Pass(string html) => SimpleHtml.IsProven(html) ? html : Sanitized(html);

    public string Sanitized(string html) => _sanitizer.Sanitize(html);

    private static HtmlSanitizer CreateSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "a", "abbr", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre",
                "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
            },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "alt", "aria-label", "class", "decoding", "height", "href", "lang", "loading", "role", "scope", "src", "start", "tabindex",
                "title", "width",
            },
            AllowedClasses = new HashSet<string>(StringComparer.Ordinal) { "table", "right", "center" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "tel" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src" },
        })
        {
            AllowDataAttributes = false,
        };
        sanitizer.FilterUrl += (_, link) => link.SanitizedUrl = IsAllowed(link) ? link.SanitizedUrl : null;
        return sanitizer;
    }

    private static bool IsAllowed(FilterUrlEventArgs link) =>
        link.Tag is IHtmlImageElement ? SafeAddress.IsOwnPath(link.OriginalUrl) : SafeAddress.IsAllowed(link.OriginalUrl);
}
