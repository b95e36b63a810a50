using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Fields that are longer than the portal keeps; how long a text may be is the renderer's to say.</summary>
internal sealed class TooLongRule : CheckRule
{
    public override string Name => "for-langt";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note)
    {
        foreach (var (place, text, name, max) in Fields(note).Where(field => field.Text?.Length > field.Max))
        {
            yield return Found(
                place, string.Create(StockholmTime.Culture, $"{name} är {text!.Length} tecken. Högst {max} får plats."),
                string.Create(StockholmTime.Culture, $"Korta med {text.Length - max} tecken."));
        }

        if (note.FollowUps.Count() is var count && count > NoteDocument.FollowUpsMax)
        {
            yield return Found(
                new NotePlace(NotePart.Items),
                string.Create(StockholmTime.Culture, $"Noteringen har {count} uppföljningar och svar. Högst {NoteDocument.FollowUpsMax} får plats."),
                "Ta bort dem som inte behövs.");
        }
    }

    private static IEnumerable<(NotePlace Place, string? Text, string Name, int Max)> Fields(CheckedNote note) =>
    [
        (new(NotePart.Title), note.Note.Title, "Rubriken", NoteDocument.TitleMaxLength),
        (new(NotePart.MeetingPlace), note.Note.Place, "Platsen", NoteDocument.PlaceMaxLength),
        (new(NotePart.Contact), note.Note.Contact, "Kontakten", NoteDocument.ContactMaxLength),
        (new(NotePart.ChangeNote), note.ChangeNote, "Ändringsnoten", Correction.TextMaxLength),
        .. note.Note.Items.Select((item, index) =>
            (new NotePlace(NotePart.ItemHeading, index), (string?)item.Heading, $"Rubriken på {Told.Item(index).ToLowerInvariant()}", NoteItem.HeadingMaxLength)),
        .. note.FollowUps.SelectMany(row => OfLine(row.Line, row.Item, row.Index)),
        .. NoteFields.DocumentsIn(note.Note).SelectMany(row => OfDocument(row.Link, row.Place)),
    ];

    private static IEnumerable<(NotePlace Place, string? Text, string Name, int Max)> OfLine(FollowUpLine line, int item, int index) =>
    [
        (new(NotePart.FollowUpText, item, index), line.Text, "Uppföljningen", FollowUpLine.TextMaxLength),
        (new(NotePart.FollowUpDue, item, index), line.Due, "Tiden", FollowUpLine.DueMaxLength),
        (new(NotePart.FollowUpResponsible, item, index), line.Responsible, "Den som ansvarar", FollowUpLine.ResponsibleMaxLength),
    ];

    private static IEnumerable<(NotePlace Place, string? Text, string Name, int Max)> OfDocument(DocumentLink link, NotePlace place) =>
    [
        (place, link.Name, "Länkens namn", DocumentLink.NameMaxLength),
        (place, link.Url, "Länkens adress", DocumentLink.UrlMaxLength),
        (place, link.RegistryNumber, "Diarienumret", DocumentLink.RegistryNumberMaxLength),
    ];
}
