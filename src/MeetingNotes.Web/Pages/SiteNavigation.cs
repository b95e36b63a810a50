namespace MeetingNotes.Web.Pages;

/// <summary>A list of links in the header; the order never changes (WCAG 3.2.3).</summary>
public sealed record SiteNavigation(string Label, string? CssClass, IReadOnlyList<Crumb> Links)
{
    public static readonly SiteNavigation Site = new("Webbplats", null,
    [
        new("Startsida", "/"), new("Nyheter", "/noterat"), new("Webbkarta", "/webbkarta"), new("Kontakta oss", "/kontakt"),
        new("Tillgänglighet", "/tillganglighet"),
    ]);

    public static readonly SiteNavigation Sections = new("Hitta", "site-nav--sections",
    [
        new("Möten", "/moten"), new("Uppföljningar", "/uppfoljningar"), new("Ärenden", "/arenden"), new("Organ", "/organ"), new("Ämnen", "/amnen"),
        new("Prenumerera", "/prenumerera"),
    ]);
}
