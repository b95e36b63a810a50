using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Shows what will happen, and makes it happen: now, at a time, or not yet but approved.</summary>
[Authorize(StaffSignIn.Editors)]
public sealed class PubliceraModel(DraftDesk drafts, NoteDesk notes, DraftPublishing publishing, DraftReview review, DraftChecks checks, PublicationForecast forecast)
    : DecisionPageModel(drafts, notes)
{
    public override string Title => $"{ShortTitle}: {MeetingName}";

    public override string ShortTitle => Draft.IsCorrection ? "Publicera rättelsen" : "Publicera";

    public override bool IsWide => true;

    protected override StaffRole Needed => StaffRole.Editor;

    [BindProperty]
    public DecisionInput Input { get; set; } = new();

    public Forecast Forecast { get; private set; } = new();

    public CheckedDraft Checks { get; private set; } = new([], []);

    /// <summary>The body asks for a second person, nobody has been that yet, and this one has written in the text.</summary>
    public bool NeedsAnother { get; private set; }

    /// <summary>Whether the person must put their name to the list of what is to be looked at.</summary>
    public bool MustAttest => Draft.ApprovedAt is null || Draft.IsCorrection;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Input = DecisionInput.Of(Draft);
        await LoadAsync(ct);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => DecideAsync(Input.IsLater ? DecisionKind.Schedule : DecisionKind.Publish, ct);

    public Task<IActionResult> OnPostApproveAsync(CancellationToken ct) => DecideAsync(DecisionKind.Approve, ct);

    private async Task<IActionResult> DecideAsync(DecisionKind kind, CancellationToken ct)
    {
        if (Input.Read(kind, Draft, ModelState) is not { } decision)
        {
            return await AgainAsync(ct);
        }

        var result = await publishing.DecideAsync(Id, decision, Person, ct);
        switch (result.Outcome)
        {
            case DecisionOutcome.Published:
                Done = Draft.IsCorrection ? "Rättelsen är publicerad." : "Noteringen är publicerad.";
                return Redirect((await Notes.FindPublishedAsync(Id, Person, ct))!.Path);
            case DecisionOutcome.Scheduled:
                Done = $"Noteringen publiceras {Core.Time.StockholmTime.Stamp(decision.PublishAt!.Value)}.";
                return Redirect($"{Path}/granska");
            case DecisionOutcome.Approved:
                Done = "Noteringen är godkänd. Den är inte publicerad än.";
                return Redirect($"{Path}/granska");
            case DecisionOutcome.Missing:
                return await MissingAsync(ct);
            default:
                foreach (var (field, text) in DecisionWords.Faults(result))
                {
                    ModelState.AddModelError(field, text);
                }

                return await AgainAsync(ct);
        }
    }

    /// <summary>With what was typed, but for the name to the list: it is given for a text that has been looked at.</summary>
    private async Task<IActionResult> AgainAsync(CancellationToken ct)
    {
        Input.IsAttested = Input.IsAttested && Input.Revision == Draft.Revision;
        await LoadAsync(ct);
        return PageWithErrors();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Checks = await checks.CheckAsync(Draft, Draft.Content, null, ct);
        Forecast = await forecast.ReadAsync(Draft, ct);
        NeedsAnother = Draft is { NeedsSecondPerson: true, ApprovedAt: null } && await review.HasWrittenAsync(Id, Person, ct);
    }
}
