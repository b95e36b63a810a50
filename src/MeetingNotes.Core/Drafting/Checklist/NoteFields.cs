using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Drafting.Checklist;

/// <summary>Everything in a note that somebody has written, with its place.</summary>
internal static class NoteFields
{
    /// <summary>Documents and minutes.</summary>
    public static IEnumerable<(NotePlace Place, DocumentLink Link)> DocumentsIn(NoteDocument note) =>
    [
        .. note.Documents.Select(link => (new NotePlace(NotePart.Documents), link)),
        .. note.Minutes.Select(link => (new NotePlace(NotePart.Minutes), link)),
    ];

    /// <summary>The fields that are no Markdown. Whoever adds a field to a note adds it here: numbers of persons are looked for in these.</summary>
    public static IEnumerable<(NotePlace Place, string Text)> PlainIn(NoteDocument note, string? changeNote)
    {
        (NotePlace Place, string? Text)[] fields =
        [
            (new(NotePart.Title), note.Title),
            (new(NotePart.Title), note.Body),
            (new(NotePart.Title), note.Language),
            (new(NotePart.MeetingPlace), note.Place),
            (new(NotePart.Contact), note.Contact),
            (new(NotePart.ChangeNote), changeNote),
            .. note.Corrections.Select(correction => (new NotePlace(NotePart.ChangeNote), (string?)correction.Text)),
            .. DocumentsIn(note).SelectMany(row => (IEnumerable<(NotePlace, string?)>)
                [(row.Place, row.Link.Name), (row.Place, row.Link.Url), (row.Place, row.Link.RegistryNumber)]),
            .. note.Items.SelectMany(OfItem),
        ];
        return from field in fields where !string.IsNullOrEmpty(field.Text) select (field.Place, field.Text);
    }

    /// <summary>A Markdown text as written and as shown, and the parts of it that only a machine sees: addresses and titles.</summary>
    public static IEnumerable<(NotePlace Place, string Text)> In(CheckedText text) =>
        from written in (IEnumerable<string?>)
        [
            text.Source,
            text.PlainText,
            text.Outline.PlainText,
            .. text.Outline.Links.SelectMany(link => new[] { link.Address, link.Title }),
            .. text.Outline.Images.SelectMany(image => new[] { image.Alternative, image.Address, image.Title }),
        ]
        where !string.IsNullOrEmpty(written)
        select (text.Place, written);

    private static IEnumerable<(NotePlace Place, string? Text)> OfItem(NoteItem item, int index) =>
    [
        (new(NotePart.ItemHeading, index), item.Heading),
        (new(NotePart.ItemHeading, index), item.Anchor),
        (new(NotePart.ItemHeading, index), item.Language),
        (new(NotePart.ItemMatter, index), item.Matter),
        .. item.Topics.Select(topic => (new NotePlace(NotePart.ItemTopics, index), (string?)topic)),
        .. item.FollowUps.SelectMany((line, row) => (IEnumerable<(NotePlace, string?)>)
        [
            (new(NotePart.FollowUpText, index, row), line.Text),
            (new(NotePart.FollowUpText, index, row), line.Slug),
            (new(NotePart.FollowUpText, index, row), line.Answers?.Slug),
            (new(NotePart.FollowUpText, index, row), line.Answers?.BodySlug),
            (new(NotePart.FollowUpDue, index, row), line.Due),
            (new(NotePart.FollowUpResponsible, index, row), line.Responsible),
        ]),
    ];
}
