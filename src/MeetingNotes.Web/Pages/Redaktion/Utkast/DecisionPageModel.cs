using MeetingNotes.Core.Notes.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>A page about what becomes of a draft. When the draft has been published meanwhile, perhaps by the same form sent twice, it leads to the note; but what was typed is never lost on the way.</summary>
public abstract class DecisionPageModel(DraftDesk drafts, NoteDesk notes) : DraftPageModel(drafts)
{
    protected NoteDesk Notes { get; } = notes;

    public string Path => $"/redaktion/utkast/{Id}";

    /// <summary>Version of the note that the draft becomes.</summary>
    public int NextVersion => (Draft.BaseVersion ?? 0) + 1;

    protected override async Task<IActionResult> MissingAsync(CancellationToken ct)
    {
        var note = await Notes.FindPublishedAsync(Id, Person, ct);
        if (note is null || HasTyped)
        {
            return Missing(note?.Path);
        }

        DoneBeforeTheHandler("Noteringen är redan publicerad.");
        return Redirect(note.Path);
    }
}
