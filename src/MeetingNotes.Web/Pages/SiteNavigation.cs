using MeetingNotes.Core.Staff;

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

    private static readonly IReadOnlyList<(Crumb Link, StaffRole Role)> OfTheDesk =
    [
        (new("Översikt", "/redaktion"), StaffRole.Writer),
        (new("Noteringar", "/redaktion/noteringar"), StaffRole.Writer),
        (new("Möten", "/redaktion/moten"), StaffRole.Writer),
        (new("Uppföljningar", "/redaktion/uppfoljningar"), StaffRole.Writer),
        (new("Ärenden", "/redaktion/arenden"), StaffRole.Editor),
        (new("Organ", "/redaktion/organ"), StaffRole.Administrator),
        (new("Ämnen", "/redaktion/amnen"), StaffRole.Administrator),
        (new("Förkortningar", "/redaktion/forkortningar"), StaffRole.Administrator),
        (new("Synonymer", "/redaktion/synonymer"), StaffRole.Administrator),
        (new("Personer", "/redaktion/personer"), StaffRole.Administrator),
        (new("Logg", "/redaktion/logg"), StaffRole.Administrator),
    ];

    /// <summary>The parts of the desk that somebody may use.</summary>
    public static SiteNavigation Staff(StaffPerson person) =>
        new("Redaktion", "site-nav--sections", [.. OfTheDesk.Where(part => person.IsSomewhere(part.Role)).Select(part => part.Link)]);
}
