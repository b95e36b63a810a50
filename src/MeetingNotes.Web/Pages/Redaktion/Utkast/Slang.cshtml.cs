using MeetingNotes.Core.Notes.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Throws the draft away, after a question: the draft as it was when the question was put.</summary>
public sealed class SlangModel(DraftDesk drafts) : DraftPageModel(drafts)
{
    public override string Title => $"Släng utkastet: {MeetingName}";

    public override string ShortTitle => "Släng utkastet";

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(int revision, CancellationToken ct)
    {
        if (await Drafts.DiscardAsync(Id, revision, Person, ct))
        {
            Done = $"Utkastet {MeetingName} är slängt.";
            return Redirect("/redaktion");
        }

        ModelState.AddModelError("", "Någon har ändrat utkastet sedan du öppnade sidan. Läs det innan du slänger det.");
        return PageWithErrors();
    }
}
