using Dapper;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Text;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Why an answer finds nothing to answer, and what may have been meant.</summary>
internal sealed class UnknownFollowUp(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    private const int MaxSlips = 2;

    /// <summary>The refusal of an answer in a note of a body.</summary>
    public async Task<NoteFileException> ExplainAsync(FollowUpLine line, NoteDocument note, NamedBody body, CancellationToken ct)
    {
        var wanted = line.Answers!.Slug;
        var asked = line.Answers.BodySlug is { } slug ? await new NameDirectory(connection, transaction).FindBodyAsync(slug, ct) : body;
        return new NoteFileException(line.SourceLine, asked is null
            ? $"Det finns inget organ ”{line.Answers.BodySlug}”, och därför ingen uppföljning ”{wanted}” att svara på."
            : $"Det finns ingen uppföljning med id ”{wanted}” hos {asked.Name} att svara på.{(await MeantAsync(wanted, asked, note, body, ct) is { } meant ? $" Menar du ”{meant}”?" : "")}")
        {
            MayPassLater = true,
        };
    }

    /// <summary>The same id at another body, otherwise nearly the same at the one that was asked; as it is written in the note.</summary>
    private async Task<string?> MeantAsync(string wanted, NamedBody asked, NoteDocument note, NamedBody body, CancellationToken ct)
    {
        var earlier = (await connection.QueryAsync<(string Body, string Slug)>(new CommandDefinition(
            """
            SELECT b.slug::text AS body, f.slug::text
            FROM follow_ups f
            JOIN bodies b ON b.id = f.body_id
            JOIN agenda_items i ON i.id = f.item_id
            JOIN notes n ON n.id = i.note_id
            JOIN meetings m ON m.id = n.meeting_id
            WHERE (f.slug = @wanted OR f.body_id = @askedId)
              AND n.withdrawn_at IS NULL
              AND (m.held_on < @MeetingOn OR (m.held_on = @MeetingOn AND (m.body_id <> @bodyId OR m.number < @Number)))
            ORDER BY b.slug, f.slug
            """,
            new { wanted, askedId = asked.Id, note.MeetingOn, note.Number, bodyId = body.Id }, transaction, cancellationToken: ct))).AsList();
        var (owner, slug) = earlier.Find(row => row.Slug == wanted) is { Slug: not null } same
            ? same
            : (asked.Slug, EditDistance.Nearest(wanted, earlier.Where(row => row.Body == asked.Slug).Select(row => row.Slug), MaxSlips));
        return slug is null || owner == body.Slug ? slug : $"{owner}/{slug}";
    }
}
