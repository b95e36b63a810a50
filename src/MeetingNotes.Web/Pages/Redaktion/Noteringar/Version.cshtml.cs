using MeetingNotes.Core.Drafting.Differences;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Noteringar;

/// <summary>A version of a note beside another one.</summary>
public sealed class VersionModel(NoteDesk notes) : NotePageModel(notes)
{
    public override string Title => $"{ShortTitle}: {MeetingName}";

    public override string ShortTitle => Other is { } other ? $"Version {other} och {Number}" : $"Version {Number}";

    [FromRoute(Name = "nummer")]
    public int Number { get; set; }

    /// <summary>The version that it is held against; <c>null</c> when there is only one.</summary>
    public int? Other { get; private set; }

    public NoteDocument Document { get; private set; } = null!;

    public IReadOnlyList<FieldDifference> Differences { get; private set; } = [];

    /// <summary>All numbers, to choose from.</summary>
    public IReadOnlyList<int> Others { get; private set; } = [];

    /// <param name="mot">Number of the other version; left out, the one before.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IActionResult> OnGetAsync(int? mot, CancellationToken ct)
    {
        if (!ModelState.IsValid || await Notes.VersionAsync(Note, Number, ct) is not { } document)
        {
            return NotFound();
        }

        Document = document;
        Others = [.. Enumerable.Range(1, Note.Version).Where(number => number != Number)];
        Other = mot ?? (Number > 1 ? Number - 1 : Others.Count > 0 ? Others[0] : null);
        if (Other is not { } other)
        {
            return Page();
        }

        if (await Notes.VersionAsync(Note, other, ct) is not { } earlier)
        {
            return NotFound();
        }

        Differences = NoteDifference.Between(earlier, document);
        return Page();
    }
}
