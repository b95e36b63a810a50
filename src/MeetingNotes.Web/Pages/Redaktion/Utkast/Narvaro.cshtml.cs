using MeetingNotes.Core.Notes.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>The editor tells that it is open, and hears who else has it open and what was saved last. For its script only.</summary>
public sealed class NarvaroModel(DraftDesk drafts, DraftPresence presence) : DraftPageModel(drafts)
{
    public override string Title => "Närvaro";

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) =>
        new JsonResult(new { others = PresenceWords.Of(await presence.TouchAsync(Id, Person, ct)), revision = Draft.Revision, by = Draft.SavedByName, at = EditorView.Clock(Draft.SavedAt) });

    /// <summary>It was closed.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(CancellationToken ct)
    {
        await presence.LeaveAsync(Id, Person, ct);
        return new NoContentResult();
    }
}
