using MeetingNotes.Core.Drafting.Checklist;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;

namespace MeetingNotes.Tests.Drafting.Checklist;

/// <summary>A note that no rule has anything to say about, to be spoiled in one place at a time.</summary>
internal static class ChecklistNote
{
    public static readonly DateOnly Today = new(2018, 4, 12);

    private static readonly MarkdownRenderer Renderer = new();
    private static readonly ImageReference Image = new("linjer.png", new byte[32], 10, 10);

    public static NoteDocument Good { get; } = new()
    {
        Body = "Regionala samverkansrådet",
        MeetingOn = new DateOnly(2018, 4, 11),
        Place = "Härnösand",
        Documents = [new DocumentLink { Name = "Kallelse till mötet", Url = "https://www.example.se/kallelse", Status = DocumentStatus.Published, RegistryNumber = "18RS912" }],
        Minutes = [new DocumentLink { Status = DocumentStatus.Coming }],
        NextMeetingOn = new DateOnly(2018, 5, 30),
        Contact = "kommunikation@region.example",
        Lead = "Rådet pratade om bussar, tåg och företag. Det gick bra.",
        Items =
        [
            new NoteItem
            {
                Heading = "Nya bussar",
                Topics = ["Kollektivtrafik"],
                Matter = "Nya bussar",
                Text = "Länet får nya bussar. De går på el. Läs om [linjerna i länet](https://www.example.se/linjer).",
                FollowUps = [new FollowUpLine { Text = "Bussarna är på plats", Slug = "bussarna", Due = "juni i år", Responsible = "Regionen" }],
            },
            new NoteItem { Heading = "Ett forum", Topics = ["Näringsliv"], Text = "Gruppen möts i höst. Alla är med." },
        ],
    };

    public static CheckedNote Checked(NoteDocument note, IReadOnlyList<Abbreviation>? abbreviations = null) =>
        CheckedNote.Of(note, Today, Renderer, abbreviations ?? [], name => name == Image.Name ? Image : null) with { KnownTopics = ["Kollektivtrafik", "naringsliv"] };

    /// <summary>The good note with another text in its second item.</summary>
    public static NoteDocument WithText(string markdown) => Good.Change(1, item => item with { Text = markdown });

    public static NoteDocument WithLine(FollowUpLine line) => Good.Change(1, item => item with { FollowUps = [line] });

    public static NoteDocument Change(this NoteDocument note, int index, Func<NoteItem, NoteItem> change) =>
        note with { Items = [.. note.Items.Select((item, at) => at == index ? change(item) : item)] };
}
