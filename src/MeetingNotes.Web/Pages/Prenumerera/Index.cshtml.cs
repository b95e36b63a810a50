using System.Net.Mail;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.Limits;
using MeetingNotes.Core.Text;
using MeetingNotes.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MeetingNotes.Web.Pages.Prenumerera;

[FromThisSite]
public sealed class IndexModel(FollowTargets targets, FollowRequests requests, ExampleLetter example, Attempts attempts) : PublicPageModel
{
    public const string Everything = "alla";

    /// <summary>A library or an office has one address together, and may all want to follow something.</summary>
    private const int MaxAnHour = 60;

    [BindProperty(SupportsGet = true, Name = "organ")]
    public string[] ChosenBodies { get; set; } = [];

    [BindProperty(SupportsGet = true, Name = "amne")]
    public string[] ChosenTopics { get; set; } = [];

    [BindProperty(SupportsGet = true, Name = "arende")]
    public string? Matter { get; set; }

    [BindProperty(SupportsGet = true, Name = "uppfoljning")]
    public string? FollowUp { get; set; }

    [BindProperty(SupportsGet = true, Name = "sok")]
    public string? Search { get; set; }

    /// <summary>"vecka"; anything else is at once.</summary>
    [BindProperty(Name = "takt")]
    public string? Rhythm { get; set; }

    [BindProperty(Name = "epost")]
    public string? Address { get; set; }

    public override string Title => "Få ett mejl när något händer";

    public override string ShortTitle => "Prenumerera";

    public override string Description => "Följ ett organ, ett ämne, ett ärende, en uppföljning eller en sökning med e-post. Du behöver inget konto.";

    public override string CanonicalPath => "/prenumerera";

    public override bool HasForm => true;

    public IReadOnlyList<FollowTarget> Bodies { get; private set; } = [];

    public IReadOnlyList<FollowTarget> Topics { get; private set; } = [];

    /// <summary>What is chosen and exists.</summary>
    public IReadOnlyList<FollowTarget> Targets { get; private set; } = [];

    public Letter? Example { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        Address = Address?.Trim();
        if (Targets.Count == 0)
        {
            ModelState.AddModelError("organ", "Välj minst ett organ eller ett ämne att följa.");
        }

        if (WhatIsWrong(Address) is { } fault)
        {
            ModelState.AddModelError("epost", fault);
        }

        if (!ModelState.IsValid)
        {
            return PageWith(StatusCodes.Status400BadRequest);
        }

        if (await attempts.IsTooManyAsync("follow", HttpContext.Connection.RemoteIpAddress, MaxAnHour, ct))
        {
            Response.Headers.RetryAfter = "3600";
            ModelState.AddModelError("epost", "Många har prenumererat från din anslutning den senaste timmen. Vänta en stund och försök igen.");
            return PageWith(StatusCodes.Status429TooManyRequests);
        }

        await requests.AskAsync(Address!, Targets, Rhythm == "vecka", ct);
        return Redirect("/prenumerera/skickat");
    }

    private PageResult PageWith(int status)
    {
        var page = Page();
        page.StatusCode = status;
        return page;
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        (Bodies, Topics) = await targets.ChoicesAsync(ct);
        var search = FollowAddress.SearchIn(Search);
        Targets = await targets.FindAsync(
            new FollowChoice
            {
                Everything = ChosenBodies.Contains(Everything),
                Bodies = [.. ChosenBodies.Where(Slug.IsValid).Take(FollowRequests.MaxTargets)],
                Topics = [.. ChosenTopics.Where(Slug.IsValid).Take(FollowRequests.MaxTargets)],
                Matter = Matter is not null && Slug.IsValid(Matter) ? Matter : null,
                FollowUp = FollowAddress.FollowUpIn(FollowUp),
                Search = search is null ? null : new SearchChoice(search.Text) { BodySlug = search.Organ, Year = search.Year, TopicSlug = search.Topic, State = search.State },
                SearchPath = search?.ToString() ?? "/sok",
            }, ct);
        Example = await example.WriteAsync(Targets, ct);
    }

    private static string? WhatIsWrong(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return "Skriv din e-postadress, till exempel namn@exempel.se.";
        }

        var at = address.LastIndexOf('@');
        return at < 0 ? "Adressen saknar snabel-a (@). Skriv som namn@exempel.se."
            : at == 0 ? "Adressen saknar något före snabel-a. Skriv som namn@exempel.se."
            : at == address.Length - 1 ? "Adressen saknar något efter snabel-a. Skriv som namn@exempel.se."
            : address.Length > 254 || address.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)) || !MailAddress.TryCreate(address, out var parsed)
                || parsed.Address != address || !parsed.Host.Contains('.', StringComparison.Ordinal)
                ? "Det ser inte ut som en e-postadress. Skriv som namn@exempel.se, utan mellanslag."
            : null;
    }
}
