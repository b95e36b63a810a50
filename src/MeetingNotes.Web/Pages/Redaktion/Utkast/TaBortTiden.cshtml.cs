using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Takes a scheduled note out of the calendar.</summary>
[Authorize(StaffSignIn.Editors)]
public sealed class TaBortTidenModel(DraftDesk drafts, NoteDesk notes, DraftPublishing publishing) : DecisionPageModel(drafts, notes)
{
    public override string Title => $"Ta bort tiden: {MeetingName}";

    public override string ShortTitle => "Ta bort tiden";

    protected override StaffRole Needed => StaffRole.Editor;

    public IActionResult OnGet() => Draft.PublishAt is null ? Redirect($"{Path}/publicera") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await publishing.UnscheduleAsync(Id, Person, ct) && await Drafts.FindAsync(Id, Person, ct) is null)
        {
            return await MissingAsync(ct);
        }

        Done = "Noteringen har ingen tid. Den publiceras först när någon gör det.";
        return Redirect($"{Path}/publicera");
    }
}
