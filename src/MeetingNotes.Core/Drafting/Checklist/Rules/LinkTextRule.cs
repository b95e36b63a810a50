using System.Collections.Frozen;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>A link says where it leads, also to whoever hears only the links (A13, WCAG 2.4.4).</summary>
internal sealed class LinkTextRule : CheckRule
{
    private static readonly FrozenSet<string> Vague = new[]
    {
        "här", "klicka här", "tryck här", "läs här", "se här", "länk", "länken", "denna länk", "den här länken", "via denna länk", "via länken",
        "läs mer", "läs mer här", "läs vidare", "mer", "mer här", "mer information", "mer info", "visa mer", "se mer", "hämta här", "ladda ner här",
        "denna sida", "den här sidan", "sidan", "webbsida", "webbplats", "hemsida", "dokument", "dokumentet", "pdf", "here", "click here", "read more",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public override string Name => "lanktext";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from link in note.Texts.SelectMany(text => text.Outline.Links.Select(link => (text.Place, link.Text, link.Address)))
            .Concat(NoteFields.DocumentsIn(note.Note)
                .Where(row => row.Link is { Name.Length: > 0, Url.Length: > 0 })
                .Select(row => (row.Place, Text: row.Link.Name!, Address: row.Link.Url!)))
        let isBare = IsAddress(link.Text)
        where isBare ? !IsMailOrPhone(link.Address) : IsVague(link.Text)
        select Found(
            link.Place,
            isBare ? $"Länken {Told.Quoted(link.Text)} visar bara en adress." : $"Länktexten {Told.Quoted(link.Text)} säger inte vart länken leder.",
            "Låt länken vara ord som säger vad läsaren hittar där, till exempel ”handlingar till mötet”.",
            Told.Start(link.Text));

    private static bool IsVague(string text) => Vague.Contains(text.Trim(' ', '.', '!', ':', '…', '>', '»', '→', '\u00A0'));

    // "verksamt.se" is a name; an address with its scheme, www or a path is not.
    private static bool IsAddress(string text) =>
        text.Length == 0
        || (!text.Contains(' ', StringComparison.Ordinal)
            && (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
                || text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && text.IndexOf('/', dot) > 0));

    private static bool IsMailOrPhone(string address) =>
        address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);
}
