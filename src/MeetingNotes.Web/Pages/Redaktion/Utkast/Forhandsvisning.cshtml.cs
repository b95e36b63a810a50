using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages.Noterat;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>The draft as the page it will be, in the public frame; the same part of a page shows both.</summary>
public sealed class ForhandsvisningModel(DraftDesk drafts, DraftPreview preview, IOptions<PortalOptions> options, TimeProvider clock) : DraftPageModel(drafts)
{
    public NoteView? Shown { get; private set; }

    /// <summary>Why there is nothing to show, or what in it stops the note.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public override string Title => $"Förhandsvisning: {Shown?.Title ?? MeetingName}";

    public override string ShortTitle => Shown?.Note.HeldOn.Written() ?? "Förhandsvisning";

    public override string? Description => Shown?.Description ?? base.Description;

    public override string CanonicalPath => Shown?.Note.Path ?? base.CanonicalPath;

    public override IReadOnlyList<Crumb> Breadcrumbs => Shown?.Breadcrumbs ?? base.Breadcrumbs;

    public override bool HasSuggestions => false;

    public override bool HasOwnSearch => Shown is null;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var result = await preview.ReadAsync(Draft, Draft.Content, ct);
        Shown = result.Page is { } page ? new NoteView(page, clock.TodayInStockholm(), options.Value) : null;
        Problems = [.. result.Problems.Select(problem => problem.Reason)];
    }
}
