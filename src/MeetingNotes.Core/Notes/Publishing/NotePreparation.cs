using System.Text.Json;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>
/// Renders a note whose names, anchors and slugs are decided, and chooses the ids of its rows. No I/O, so that many notes can be
/// prepared side by side.
/// </summary>
internal sealed record NotePreparation
{
    public required NamedBody Body { get; init; }
    public required Guid MeetingId { get; init; }

    /// <summary>What is public already and keeps its ids.</summary>
    public ExistingNote? Existing { get; init; }
    public required NoteRendering Rendering { get; init; }
    public required IReadOnlyDictionary<string, Guid> Topics { get; init; }
    public required IReadOnlyDictionary<string, Guid> Matters { get; init; }

    /// <summary>Bodies whose meetings the dues name, by word; see <see cref="DueReading.OtherBodiesIn(NoteDocument, NamedBody)"/>.</summary>
    public IReadOnlyDictionary<string, Guid> DueBodies { get; init; } = new Dictionary<string, Guid>();

    /// <summary>The follow-up that a line states or answers.</summary>
    public required Func<FollowUpLine, Guid> FollowUpId { get; init; }

    /// <exception cref="NoteFileException">A text is refused.</exception>
    public PreparedNote Prepare(NoteDocument document, DateTimeOffset publishedAt, PublishingOrder order)
    {
        var defaultTitle = NoteDocument.DefaultTitle(Body.NameAfterFrom, document.MeetingOn, document.Number);
        document = document with { Title = document.Title == defaultTitle ? null : document.Title };
        var (lead, texts) = Rendering.Texts(document);
        var items = document.Items.Zip(texts, (item, rendered) => Prepare(item, rendered, document.MeetingOn)).ToList();
        return new PreparedNote
        {
            Id = Existing?.Id ?? Guid.CreateVersion7(),
            BodyId = Body.Id,
            MeetingId = MeetingId,
            Title = document.Title ?? defaultTitle,
            Language = document.Language,
            LeadHtml = lead.Html,
            LeadText = lead.PlainText,
            Contact = document.Contact,
            Documents = JsonSerializer.Serialize(document.Documents, NotePublishing.Json),
            Minutes = JsonSerializer.Serialize(document.Minutes, NotePublishing.Json),
            NextMeetingOn = document.NextMeetingOn,
            PublishedAt = publishedAt,
            Version = (Existing?.Version ?? 0) + 1,
            VersionKind = Existing is null ? "first" : document.Corrections.Count > Existing.Corrections ? "substantive" : "minor",
            Document = NoteFileWriter.Write(document),
            Order = order,
            Corrections = document.Corrections,
            Items = items,
            Images = Rendering.Images,
        };
    }

    private PreparedItem Prepare(NoteItem item, RenderedMarkdown rendered, DateOnly saidOn)
    {
        var lines = item.FollowUps.Select((line, index) => (line, Position: index + 1)).ToList();
        return new PreparedItem
        {
            Id = Existing?.ItemId(item.Anchor!) ?? Guid.CreateVersion7(),
            Anchor = item.Anchor!,
            Heading = item.Heading,
            Language = item.Language,
            Html = rendered.Html,
            Text = rendered.PlainText,
            MatterId = item.Matter is null ? null : Matters[item.Matter],
            TopicIds = [.. item.Topics.Select(topic => Topics[topic]).Distinct()],
            FollowUps =
            [
                .. lines.Where(entry => entry.line.Answers is null)
                    .Select(entry => new PreparedFollowUp(FollowUpId(entry.line), entry.line.Slug!, entry.Position, entry.line, Due(entry.line, saidOn))),
            ],
            Answers =
            [
                .. lines.Where(entry => entry.line.Answers is not null)
                    .Select(entry => new PreparedAnswer(FollowUpId(entry.line), entry.Position, entry.line, Due(entry.line, saidOn))),
            ],
        };
    }

    private DueReading Due(FollowUpLine line, DateOnly saidOn) => DueReading.Of(line.Due, saidOn, Body, DueBodies);
}
