using System.Text.Json;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>
/// What people write on: a note that may be half-written. Anything may be empty, too long or wrong here; the checklist tells, and
/// publishing refuses. The day and the body belong to the draft, not to its content.
/// </summary>
public sealed record DraftContent
{
    /// <summary>In characters of JSON: a note is smaller, whatever it holds.</summary>
    public const int MaxLength = 1_000_000;

    private static readonly JsonSerializerOptions FromOutside = new(NotePublishing.Json) { RespectNullableAnnotations = true };

    /// <summary>Empty for the usual "Noterat från … 11 april".</summary>
    public string Title { get; init; } = "";

    /// <summary>Markdown.</summary>
    public string Lead { get; init; } = "";

    public IReadOnlyList<DraftItem> Items { get; init; } = [];
    public IReadOnlyList<DocumentLink> Documents { get; init; } = [];
    public IReadOnlyList<DocumentLink> Minutes { get; init; } = [];
    public DateOnly? NextMeetingOn { get; init; }
    public string Contact { get; init; } = "";

    /// <summary>BCP 47.</summary>
    public string Language { get; init; } = "sv";

    /// <summary>Of the meeting, when a note file said so; the desk changes them at the meeting.</summary>
    public TimeOnly? StartsAt { get; init; }

    /// <inheritdoc cref="StartsAt"/>
    public string? Place { get; init; }

    /// <summary>Suggested follow-ups that somebody has said no to, as "item key: text".</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>Items that were taken away last, the latest first; they can be put back as long as the draft lives, and are never part of the note.</summary>
    public IReadOnlyList<RemovedItem> Removed { get; init; } = [];

    /// <summary>The last split or merge; see <see cref="DraftEdits.CanUndo"/>.</summary>
    public ItemChange? Undoable { get; init; }

    public static DraftContent Of(NoteDocument note) => new()
    {
        Title = note.Title ?? "",
        Lead = note.Lead,
        Items = [.. note.Items.Select((item, index) => DraftItem.Of(item, $"p{index + 1}"))],
        Documents = note.Documents,
        Minutes = note.Minutes,
        NextMeetingOn = note.NextMeetingOn,
        Contact = note.Contact ?? "",
        Language = note.Language,
        StartsAt = note.StartsAt,
        Place = note.Place,
    };

    /// <summary>Of a note that is public: its items keep their anchors, whatever becomes of their headings.</summary>
    public static DraftContent OfPublic(NoteDocument note) =>
        Of(note with { Items = [.. note.Items.Select(item => item with { Anchor = item.Anchor ?? AgendaItem.AnchorFor(item.Heading) })] });

    /// <summary>As it is kept: JSON once it has been edited, a note file as long as it is one that was imported.</summary>
    public static DraftContent Read(string document) =>
        document.StartsWith('{') ? JsonSerializer.Deserialize<DraftContent>(document, NotePublishing.Json)! : Of(NoteFileReader.Read(document));

    /// <summary>What <see cref="Write"/> wrote and a browser has sent back; <c>null</c> when it is something else.</summary>
    public static DraftContent? TryRead(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<DraftContent>(json, FromOutside) is { } content
                && content.Items.Concat(content.Undoable?.Before ?? []).All(item => item is { Key: not null } && item.FollowUps.All(line => line is { Text: not null }) && item.Topics.All(topic => topic is not null))
                && content.Documents.Concat(content.Minutes).All(link => link is not null) && content.Declined.All(name => name is not null)
                && content.Removed.All(removed => removed is { Item.FollowUps: not null })
                ? content
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same content gives the same text.</summary>
    public string Write() => JsonSerializer.Serialize(this, NotePublishing.Json);

    /// <summary>The note that this would be; its items stand in the same order.</summary>
    public NoteDocument ToDocument(string body, DateOnly meetingOn, int number) => new()
    {
        Body = body,
        MeetingOn = meetingOn,
        Number = number,
        StartsAt = StartsAt,
        Place = Place,
        Title = Title.Trim() is { Length: > 0 } title ? title : null,
        Lead = Lead.Trim(),
        Items = [.. Items.Select(item => item.ToNoteItem())],
        Documents = [.. Documents.Where(link => link != new DocumentLink())],
        Minutes = [.. Minutes.Where(link => link != new DocumentLink())],
        NextMeetingOn = NextMeetingOn,
        Contact = Contact.Trim() is { Length: > 0 } contact ? contact : null,
        Language = Language,
    };

    /// <summary>A key that no item has, nor one that can be put back.</summary>
    public string NewKey() => $"p{Items.Concat(Removed.Select(removed => removed.Item)).Concat(Undoable?.Before ?? []).Select(item => NumberOf(item.Key)).DefaultIfEmpty().Max() + 1}";

    private static int NumberOf(string key) => key.Length is > 1 and < 10 && int.TryParse(key.AsSpan(1), out var number) ? number : 0;
}

/// <summary>One item while it is written.</summary>
public sealed record DraftItem
{
    /// <summary>Names the item among those of the draft, for comments and for the editor, wherever it is moved: "p4".</summary>
    public required string Key { get; init; }

    public string Heading { get; init; } = "";

    /// <summary>Set when the item is public already, or its file said so.</summary>
    public string? Anchor { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];
    public string Matter { get; init; } = "";
    public string? Language { get; init; }

    /// <summary>Markdown.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<FollowUpLine> FollowUps { get; init; } = [];

    /// <summary>The row of <see cref="FollowUps"/> that is a follow-up of the note, where rows that nobody has written in do not count.</summary>
    public int RowOf(int followUp) => FollowUps.Select((line, row) => (line, row)).Where(entry => !IsEmpty(entry.line)).Select(entry => entry.row).ElementAtOrDefault(followUp);

    internal static DraftItem Of(NoteItem item, string key) => new()
    {
        Key = key,
        Heading = item.Heading,
        Anchor = item.Anchor,
        Topics = item.Topics,
        Matter = item.Matter ?? "",
        Language = item.Language,
        Text = item.Text,
        FollowUps = [.. item.FollowUps.Select(line => line with { SourceLine = 0 })],
    };

    internal NoteItem ToNoteItem() => new()
    {
        Heading = Heading.Trim(),
        Anchor = Anchor,
        Topics = Topics,
        Matter = Matter.Trim() is { Length: > 0 } matter ? matter : null,
        Language = Language,
        Text = Text.Trim(),
        FollowUps = [.. FollowUps.Where(line => !IsEmpty(line)).Select(line => line with { Text = line.Text.Trim() })],
    };

    /// <summary>A row that nobody has written in yet.</summary>
    private static bool IsEmpty(FollowUpLine line) => line is { Due: null, Responsible: null, Answers: null } && line.Text.AsSpan().Trim().IsEmpty;
}

/// <summary>Items that became others.</summary>
/// <param name="Before">As they were; the first has the key of the first that they became.</param>
/// <param name="Count">How many they became.</param>
/// <param name="Mark">Tells whether those are still as they became.</param>
public sealed record ItemChange(IReadOnlyList<DraftItem> Before, int Count, string Mark);

/// <summary>An item that was taken away, and where it stood, 0-based.</summary>
public sealed record RemovedItem(DraftItem Item, int Index);
