using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Mail;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Search;

namespace MeetingNotes.Core.Following;

/// <summary>What a mail would have looked like the last time there was something to tell: written as all mails are.</summary>
public sealed class ExampleLetter(Database db, NoteReader notes, FollowUpReader followUps, ItemSearch search, MailSettings settings, TimeProvider clock)
{
    /// <param name="targets">What is to be followed; with none, everything.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns><c>null</c> when there has been nothing to tell.</returns>
    public async Task<Letter?> WriteAsync(IReadOnlyList<FollowTarget> targets, CancellationToken ct)
    {
        if (targets.Count == 0)
        {
            targets = [new FollowTarget(FollowKind.Everything, null, "Alla noteringar", "/noterat")];
        }

        var hit = targets[0].Search is { } choice ? await NewestHitAsync(choice, ct) : null;
        var follows = targets.Select(target => new Follow
        {
            Id = Guid.CreateVersion7(),
            ReaderId = Guid.Empty,
            Kind = $"{target.Kind}",
            TargetId = target.Id ?? Guid.CreateVersion7(),
            Name = target.Name,
            Path = target.Path,
            Since = clock.GetUtcNow(),
        }).ToList();
        var matches = (hit is null ? [] : new[] { hit.Id }).ToLookup(_ => follows[0].TargetId!.Value);
        if (await NewestNoteAsync(targets[0], hit, ct) is { } note)
        {
            return Write(new ToldNote(Guid.Empty, note.PublishedAt, note, isCorrection: false, matches, typed => search.HighlightsOf(search.Read(typed))), follows);
        }

        return targets[0] is { Kind: FollowKind.FollowUp, Path: var path } && path.Split('/') is [_, _, var body, var slug] && await followUps.FindAsync(body, slug, ct) is { } followUp
            ? Write(new ToldWaiting(Guid.Empty, clock.GetUtcNow(), followUp), follows)
            : null;
    }

    private Letter Write(ToldEvent told, List<Follow> follows)
    {
        var letter = new LetterWriter(settings.PublicBaseUrl);
        letter.Paragraph("Hej!");
        told.WriteTo(letter, follows);
        return letter.ToLetter(told.Subject);
    }

    private async Task<SearchHit?> NewestHitAsync(SearchChoice choice, CancellationToken ct)
    {
        var result = await search.SearchAsync(new SearchRequest(search.Read(choice.Text))
        {
            BodySlug = choice.BodySlug,
            Year = choice.Year,
            TopicSlug = choice.TopicSlug,
            State = choice.State,
            Order = SearchOrder.Newest,
            PageSize = 1,
        }, ct);
        return result.Hits is [var newest, ..] ? newest : null;
    }

    private async Task<NotePage?> NewestNoteAsync(FollowTarget target, SearchHit? hit, CancellationToken ct)
    {
        var address = hit is not null ? new NewestRow(hit.BodySlug, hit.HeldOn, hit.Number) : await db.QuerySingleOrDefaultAsync<NewestRow>(
            """
            SELECT n.body_slug::text, n.held_on, n.number::int
            FROM published_notes n
            WHERE CASE @kind
                      WHEN 'Everything' THEN true
                      WHEN 'Body' THEN n.body_id = @Id
                      WHEN 'Topic' THEN n.id IN (SELECT i.note_id FROM item_topics t JOIN agenda_items i ON i.id = t.item_id WHERE t.topic_id = @Id)
                      WHEN 'Matter' THEN n.id IN (SELECT i.note_id FROM agenda_items i WHERE i.matter_id = @Id)
                      WHEN 'FollowUp' THEN n.id IN (SELECT i.note_id FROM follow_up_answers a JOIN agenda_items i ON i.id = a.item_id WHERE a.follow_up_id = @Id)
                      ELSE false
                  END
            ORDER BY n.held_on DESC, n.body_slug, n.number DESC
            LIMIT 1
            """,
            new { kind = $"{target.Kind}", target.Id }, ct);
        return address is not null && await notes.FindAsync(address.BodySlug, address.HeldOn, address.Number, ct) is NoteLookup.Found found ? found.Note : null;
    }

    private sealed record NewestRow(string BodySlug, DateOnly HeldOn, int Number);
}
