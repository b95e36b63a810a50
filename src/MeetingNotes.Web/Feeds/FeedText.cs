using System.ServiceModel.Syndication;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using System.Xml;

namespace MeetingNotes.Web.Feeds;

/// <summary>Texts as feeds can hold them.</summary>
internal static partial class FeedText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static TextSyndicationContent Plain(string text) => new(Letters(text), TextSyndicationContentKind.Plaintext);

    /// <summary>HTML of the renderer's, with whole addresses.</summary>
    public static TextSyndicationContent Html(string html) => new(Letters(html), TextSyndicationContentKind.Html);

    /// <summary>A text in HTML, with Swedish letters as they are.</summary>
    public static string Encode(string text) => Encoder.Encode(text);

    /// <summary>XML cannot hold every letter that a text may; half a letter becomes the sign for it.</summary>
    public static string Letters(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)).Select(rune => rune.ToString()));

    /// <summary>The same HTML with every link and image addressed from anywhere: a feed is read far from its page.</summary>
    /// <param name="html">From the renderer, which quotes every value and writes no &lt; that is not a tag.</param>
    /// <param name="site">Where paths begin.</param>
    /// <param name="page">The page that anchors are on.</param>
    public static string WithWholeAddresses(string html, string site, string page) =>
        Tag().Replace(html, tag => Attribute().Replace(tag.Value, attribute => (attribute.Groups["name"].Value, attribute.Groups["value"].Value) switch
        {
            ("href" or "src", ['/', ..] path) => $"{attribute.Groups["name"].Value}=\"{site.TrimEnd('/')}{path}\"",
            ("href", ['#', ..] anchor) => $"href=\"{page}{anchor}\"",
            _ => attribute.Value,
        }));

    [GeneratedRegex("""<(?:a|img)\s(?:[^"<>]|"[^"]*")*>""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    // Pair by pair, so that what stands inside one value is never taken for a pair of its own.
    [GeneratedRegex("(?<name>[a-z-]+)=\"(?<value>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Attribute();
}
