using Dapper;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Text;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Gives follow-ups their slugs, unique within the body, and finds the ones that are answered.</summary>
internal sealed class FollowUpSlugs(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    private const string Fallback = "uppfoljning";

    /// <param name="note">To be published.</param>
    /// <param name="bodyId">Its body.</param>
    /// <param name="existing">What is public already.</param>
    /// <param name="isEdited">At the desk, where a follow-up brings its slug with it, and gets another when that says what is no longer in its text.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The note with its slugs, and the public follow-ups that must be given new ones.</returns>
    /// <exception cref="NoteFileException">A slug is taken, or one that others have answered would disappear.</exception>
    public async Task<(NoteDocument Note, IReadOnlyList<RenamedFollowUp> Renamed)> AssignAsync(
        NoteDocument note, Guid bodyId, ExistingNote? existing, bool isEdited, CancellationToken ct)
    {
        // What a file or an earlier version calls by a slug that it no longer has is still the same follow-up.
        var former = await FormerSlugs.LoadAsync(connection, transaction, bodyId, ct);
        note = WithLines(note, line => line.Slug is not null && former.OwnerOf(line.Slug) is { } owner && existing?.FollowUps.FirstOrDefault(one => one.Id == owner) is { } present
            ? line with { Slug = present.Slug }
            : line);
        var lines = note.Items.SelectMany(item => item.FollowUps).Where(line => line.Answers is null).ToList();
        var wanted = lines.Select(line => line.Slug ?? Slug.From(line.Text, Fallback)).ToList();
        var elsewhere = (await connection.QueryAsync<string>(new CommandDefinition(
            """
            SELECT f.slug::text
            FROM follow_ups f
            JOIN agenda_items i ON i.id = f.item_id
            WHERE f.body_id = @bodyId AND i.note_id IS DISTINCT FROM @noteId
              AND f.slug LIKE ANY (@prefixes)
            """,
            new { bodyId, noteId = existing?.Id, prefixes = wanted.Concat(lines.Select(line => Slug.From(line.Text, Fallback))).Select(slug => slug[..Math.Min(slug.Length, Slug.MaxLength - 5)] + "%").Distinct().ToArray() },
            transaction, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);

        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line.Slug is not null))
        {
            if (elsewhere.Contains(line.Slug!) || former.OwnerOf(line.Slug!) is not null || !own.Add(line.Slug!))
            {
                throw new NoteFileException(line.SourceLine, $"Id ”{line.Slug}” används redan av en annan uppföljning hos organet. Välj ett annat.");
            }
        }

        var slugs = new Dictionary<FollowUpLine, string>(ReferenceEqualityComparer.Instance);
        foreach (var (line, slug) in lines.Zip(wanted))
        {
            slugs[line] = line.Slug ?? Slug.Free(slug, IsTaken);
            own.Add(slugs[line]);
        }

        if (!isEdited)
        {
            KeepReworded(lines, slugs, existing, own);
        }

        if (existing?.FollowUps.FirstOrDefault(followUp => followUp.IsAnswered && !own.Contains(followUp.Slug)) is { } lost)
        {
            throw new NoteFileException(0,
                $"Uppföljningen ”{lost.Slug}” har fått svar i en senare notering och kan inte tas bort. Skriv tillbaka raden med (id: {lost.Slug}).");
        }

        var renamed = new List<RenamedFollowUp>();
        foreach (var line in isEdited ? lines : [])
        {
            if (existing?.FollowUps.FirstOrDefault(one => one.Slug == slugs[line]) is { } said && RemovedWords.AreSaidBy(said.Slug, said.Text, line.Text))
            {
                slugs[line] = Slug.Free(Slug.From(line.Text, Fallback), candidate => IsTaken(candidate) || existing.FollowUpId(candidate) is not null);
                own.Add(slugs[line]);
                renamed.Add(new RenamedFollowUp(said.Id, said.Slug, slugs[line]));
            }
        }

        return (WithLines(note, line => line.Answers is null ? line with { Slug = slugs[line] } : line), renamed);

        bool IsTaken(string candidate) => elsewhere.Contains(candidate) || own.Contains(candidate) || former.OwnerOf(candidate) is not null;
    }

    private static NoteDocument WithLines(NoteDocument note, Func<FollowUpLine, FollowUpLine> change) =>
        note with { Items = [.. note.Items.Select(item => item with { FollowUps = [.. item.FollowUps.Select(change)] })] };

    /// <summary>
    /// A follow-up whose words were corrected keeps its slug: old and new ones that nothing else pairs are paired in order, when
    /// they are equally many.
    /// </summary>
    private static void KeepReworded(
        List<FollowUpLine> lines, Dictionary<FollowUpLine, string> slugs, ExistingNote? existing, HashSet<string> own)
    {
        var lost = existing?.FollowUps.Select(followUp => followUp.Slug).Where(slug => !own.Contains(slug)).ToList() ?? [];
        var fresh = lines.Where(line => line.Slug is null && existing?.FollowUpId(slugs[line]) is null).ToList();
        if (lost.Count != fresh.Count)
        {
            return;
        }

        foreach (var (line, slug) in fresh.Zip(lost))
        {
            own.Remove(slugs[line]);
            own.Add(slug);
            slugs[line] = slug;
        }
    }

    /// <summary>The note, whose answers call what they answer by its present slug, and the id of the follow-up that each of these lines is about.</summary>
    /// <exception cref="NoteFileException">A line answers something that does not exist, or that was said at a later meeting.</exception>
    public async Task<(NoteDocument Note, Dictionary<FollowUpLine, Guid> Answered)> ResolveAnswersAsync(NoteDocument note, NamedBody body, CancellationToken ct)
    {
        var answers = note.Items.SelectMany(item => item.FollowUps).Where(line => line.Answers is not null).ToList();
        var found = answers.Count == 0 ? [] : (await connection.QueryAsync<(int Index, Guid Id, string Slug, Guid BodyId, DateOnly HeldOn, int Number)>(new CommandDefinition(
            """
            SELECT DISTINCT ON (wanted.index) wanted.index::int, f.id, f.slug::text, f.body_id, m.held_on, m.number::int
            FROM unnest(@bodies, @slugs) WITH ORDINALITY AS wanted (body, slug, index)
            JOIN bodies b ON b.slug = wanted.body
                OR b.id = (SELECT former.body_id FROM body_former_names former WHERE former.slug = wanted.body)
            JOIN follow_ups f ON f.body_id = b.id AND f.slug = present_slug(b.id, wanted.slug)
            JOIN agenda_items i ON i.id = f.item_id
            JOIN notes n ON n.id = i.note_id
            JOIN meetings m ON m.id = n.meeting_id
            ORDER BY wanted.index, b.slug = wanted.body DESC
            """,
            new
            {
                bodies = answers.Select(line => line.Answers!.BodySlug ?? body.Slug).ToArray(),
                slugs = answers.Select(line => line.Answers!.Slug).ToArray(),
            }, transaction, cancellationToken: ct))).ToDictionary(row => row.Index);

        var own = note.Items.SelectMany(item => item.FollowUps).Select(line => line.Slug).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var present = new Dictionary<FollowUpLine, FollowUpLine>(ReferenceEqualityComparer.Instance);
        var answered = new Dictionary<FollowUpLine, Guid>(ReferenceEqualityComparer.Instance);
        foreach (var (line, index) in answers.Select((line, index) => (line, index + 1)))
        {
            if ((line.Answers!.BodySlug ?? body.Slug) == body.Slug && own.Contains(line.Answers.Slug))
            {
                throw new NoteFileException(line.SourceLine, $"”{line.Answers.Slug}” står i samma notering. En uppföljning får svar tidigast i nästa.");
            }

            if (!found.TryGetValue(index, out var target))
            {
                throw await new UnknownFollowUp(connection, transaction).ExplainAsync(line, note, body, ct);
            }

            if (target.HeldOn > note.MeetingOn || (target.HeldOn == note.MeetingOn && target.BodyId == body.Id && target.Number >= note.Number))
            {
                throw new NoteFileException(line.SourceLine, $"”{line.Answers.Slug}” noterades inte vid ett tidigare möte och kan inte få svar här.");
            }

            present[line] = line with { Answers = line.Answers with { Slug = target.Slug } };
            answered[present[line]] = target.Id;
        }

        return (WithLines(note, line => present.GetValueOrDefault(line, line)), answered);
    }
}
