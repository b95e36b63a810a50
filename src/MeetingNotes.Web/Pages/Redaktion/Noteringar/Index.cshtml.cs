using MeetingNotes.Core.Notes.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Noteringar;

/// <summary>Drafts and published notes of the bodies that the person writes for.</summary>
public sealed class IndexModel(DeskNoteList notes, DeskOverview desk) : StaffPageModel
{
    [BindProperty(SupportsGet = true, Name = "organ")]
    public string? Organ { get; set; }

    [BindProperty(SupportsGet = true, Name = "ar")]
    public int? Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true, Name = "sida")]
    public int CurrentPage { get; set; } = 1;

    public override string Title => CurrentPage > 1 ? $"Noteringar, redaktionen, sida {CurrentPage}" : "Noteringar, redaktionen";

    public override string ShortTitle => "Noteringar";

    public IReadOnlyList<WritableBody> Bodies { get; private set; } = [];

    public IReadOnlyList<int> Years { get; private set; } = [];

    /// <summary>Only on the first page.</summary>
    public IReadOnlyList<Draft> Drafts { get; private set; } = [];

    public IReadOnlyList<DeskNote> Notes { get; private set; } = [];

    public int Count { get; private set; }

    public Pagination Pages { get; private set; } = Pagination.None(NotePageModel.ListPath);

    public bool IsFiltered => Organ is not null || Year is not null || Text is not null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ListFilter.IsPossible(ModelState, Organ, Year, CurrentPage))
        {
            return NotFound();
        }

        Organ = string.IsNullOrEmpty(Organ) ? null : Organ;
        Text = ListFilter.Text(Text) is { Length: > 0 } text ? text : null;
        Bodies = await desk.BodiesAsync(Person, ct);
        if (Organ is not null && Bodies.All(body => body.Slug != Organ))
        {
            return NotFound();
        }

        var filter = new DeskNoteFilter(Organ, Year, Text ?? "");
        Count = await notes.CountAsync(filter, Person, ct);
        Pages = Pagination.Of(NotePageModel.ListPath, [new("organ", Organ), new("ar", Year is { } year ? $"{year}" : null), new("q", Text)], CurrentPage, Count, DeskNoteList.PageSize);
        if (CurrentPage > Pages.Last)
        {
            return NotFound();
        }

        Years = await notes.YearsAsync(Person, ct);
        Notes = await notes.ListAsync(filter, CurrentPage, Person, ct);
        Drafts = CurrentPage > 1 ? [] : [.. (await desk.DraftsAsync(Person, ct)).Where(filter.Holds)];
        return Page();
    }

    /// <summary>How a note stands: "Publicerad", "Uppdaterad", "Indragen".</summary>
    public static string Standing(DeskNote note) =>
        note.WithdrawnAt is not null ? "Indragen"
        : (note.CorrectedAt is not null ? "Uppdaterad" : "Publicerad") + (note.DraftId is not null ? ". Rättelse påbörjad" : "");
}
