namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Knows the lines that a web site puts around its texts: menus, breadcrumbs, share buttons.</summary>
internal static class SiteLines
{
    private const int MaxLength = 300;

    // Alone on a line, or at its beginning when marked so.
    private static readonly string[] Alone =
    [
        "startsida", "start", "hem", "nyheter", "webbkarta", "kontakt", "kontakta oss", "tillgänglighet", "tillgänglighetsinformation", "tillgänglighetsredogörelse", "lyssna", "skriv ut",
        "dela", "meny", "sök", "logga in", "till toppen", "facebook", "linkedin", "twitter", "e-post", "språk", "languages", "other languages", "lättläst", "teckenspråk", "kakor", "cookies",
        "om webbplatsen", "press", "aktuellt", "tipsa", "dela sidan",
    ];

    private static readonly string[] Starts =
    [
        "gå direkt till", "hoppa till", "till innehållet", "till startsidan", "du är här:", "dela på ", "dela sidan", "sidansvarig", "senast uppdaterad", "senast ändrad", "skriv ut sidan", "tipsa en vän",
        "sidan uppdaterad", "vi använder kakor", "vi använder cookies", "uppdaterad:", "©",
    ];

    private static readonly string[] Within =
    [
        "gå direkt till", "hoppa till", "startsida", "webbkarta", "kontakta oss", "tillgänglighet", "nyheter", "lyssna", "skriv ut", "dela", "meny", "logga in", "facebook", "linkedin", "kakor", "cookies",
    ];

    /// <summary>Whether a block is such a line; a heading never is.</summary>
    public static bool IsOne(PastedBlock block)
    {
        var text = block.Text.ToLowerInvariant();
        if (block.Kind is not (PastedBlockKind.Paragraph or PastedBlockKind.List) || text.Length is 0 or > MaxLength)
        {
            return false;
        }

        if (block.Kind == PastedBlockKind.List)
        {
            var lines = text.Split('\n');
            return lines.Count(line => Alone.Contains(line.Trim())) * 2 >= lines.Length + 1;
        }

        return Alone.Contains(text.TrimEnd(':', '.')) || Starts.Any(start => text.StartsWith(start, StringComparison.Ordinal))
            || (text[^1] != '.' && Within.Count(word => text.Contains(word, StringComparison.Ordinal)) >= 3);
    }
}
