using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Addresses that would not become a link: of another kind than http, https, mailto or tel in texts, not a whole web address elsewhere.</summary>
internal sealed class LinkAddressRule : CheckRule
{
    public override string Name => "lankadress";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
    [
        .. from row in NoteFields.DocumentsIn(note.Note)
           let url = row.Link.Url
           where !string.IsNullOrEmpty(url) && !NoteFileReader.IsWebAddress(url)
           select Found(row.Place, $"{Told.Quoted(url)} är ingen hel webbadress.", "Skriv hela adressen. Den börjar med https:// eller http://."),
        .. from text in note.Texts
           from link in text.Outline.Links
           where !SafeAddress.IsAllowed(link.Address)
           select Found(
               text.Place,
               $"Länken {Told.Quoted(link.Text)} har en adress som inte får användas.", "Skriv en adress som börjar med https:// eller http://.")
               with { Severity = Severity.Warning },
    ];
}
