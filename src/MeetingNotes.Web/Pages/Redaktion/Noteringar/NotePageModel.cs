using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Redaktion.Noteringar;

/// <summary>A page about one note that is or has been public: whoever may not see it gets the same 404 as for one that does not exist.</summary>
public abstract class NotePageModel(NoteDesk notes) : StaffPageModel
{
    public const string ListPath = "/redaktion/noteringar";

    protected NoteDesk Notes { get; } = notes;

    [FromRoute(Name = "organ")]
    public string Organ { get; set; } = "";

    [FromRoute(Name = "dag")]
    public string Dag { get; set; } = "";

    public DeskNote Note { get; private set; } = null!;

    /// <summary>"Regionala samverkansrådet 11 april 2018".</summary>
    public string MeetingName => $"{Note.BodyName} {Note.HeldOn.Written()}{(Note.Number > 1 ? $", möte {Note.Number}" : "")}";

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Noteringar", ListPath), new(MeetingName, Note.Path)];

    public override string CanonicalPath => Note.Path;

    /// <summary>The least role for the note's body.</summary>
    protected virtual StaffRole Needed => StaffRole.Writer;

    public bool IsEditor => Person.Is(StaffRole.Editor, Note.BodyId);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!Slug.IsValid(Organ) || !NoteAddress.TryParseDay(Dag, out var heldOn, out var number)
            || await Notes.FindAsync(Organ, heldOn, number, Person, HttpContext.RequestAborted) is not { } note || !Person.Is(Needed, note.BodyId))
        {
            context.Result = NotFound();
            return;
        }

        Note = note;
        await next();
    }
}
