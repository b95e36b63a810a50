using MeetingNotes.Web.Api;
using MeetingNotes.Web.Caching;
using MeetingNotes.Web.OParl;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages;

public sealed class OppnaDataModel(IOptions<PortalOptions> portal) : PublicPageModel
{
    public override string Title => "Öppna data";

    public override PageSources Sources => PageSources.Anything;

    public int RequestsPerMinute => portal.Value.RequestsPerMinute;

    public override string Description => "Allt som är publicerat här som öppna data: API, ändringslogg och filer att hämta. Fritt att använda, utan nyckel.";

    /// <summary>What the API can be asked for, as the OpenAPI document has it.</summary>
    public static IReadOnlyList<(string Path, ApiAddress Address)> Addresses { get; } =
    [
        ("/bodies", new("Organ", null)),
        ("/meetings", new("Planerade, hållna, inställda och flyttade möten", "body, year")),
        ("/notes", new("Noteringar med sina punkter", "body, year")),
        ("/agenda-items", new("Punkter", "body, year, topic, matter")),
        ("/matters", new("Ärenden", null)),
        ("/topics", new("Ämnen", null)),
        ("/follow-ups", new("Uppföljningar med läget i dag", "body, status")),
        ("/dead-links", new("Länkar som ingen svarar på, och portalens kopior", null)),
        ("/search", new("Sök bland punkterna", "q, body, year, topic, status, sort")),
        ("/suggest", new("Sökförslag", "q")),
        ("/changes", new("Vad som har ändrats sedan sist", "since")),
    ];

    public string ApiUrl(string path) => portal.Value.ApiUrl(path);

    public string OParlUrl => portal.Value.OParlUrl("");
}

/// <param name="Text">What is there.</param>
/// <param name="Filters">Parameters that limit it, when there are any.</param>
public sealed record ApiAddress(string Text, string? Filters);
