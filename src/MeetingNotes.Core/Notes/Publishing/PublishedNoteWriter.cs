using System.Globalization;
using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>
/// Writes prepared notes with a fixed number of set-based statements, whether they are one (publishing) or hundreds (demo).
/// Rows that are there keep their ids: items by anchor, follow-ups by slug.
/// </summary>
internal static class PublishedNoteWriter
{
    public static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PreparedNote> notes, DateTimeOffset now, CancellationToken ct)
    {
        await WriteNotesAsync(connection, transaction, notes, now, ct);
        await WriteItemsAsync(connection, transaction, notes, ct);
        await WriteFollowUpsAsync(connection, transaction, notes, ct);

        // Previews gather none: two that link to the same new address would wait for each other.
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT gather_links(@ids, @now)",
            new { ids = notes.Where(note => !note.Order.IsTrial).Select(note => note.Id).ToArray(), now }, transaction, cancellationToken: ct));
    }

    private static async Task WriteNotesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PreparedNote> notes, DateTimeOffset now, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO notes (id, meeting_id, title, language, lead_html, lead_text, contact, documents, minutes, next_meeting_on,
                               published_at, corrected_at, changed_at, version, file_hash, edited_since_import)
            SELECT id, meeting_id, title, language, lead_html, lead_text, contact, documents, minutes, next_meeting_on,
                   published_at, corrected_at, @now, version, file_hash, edited
            FROM unnest(@ids, @meetings, @titles, @languages, @leadHtml, @leadTexts, @contacts, @documents::jsonb[], @minutes::jsonb[],
                        @nextMeetings::date[], @published, @corrected::timestamptz[], @versions, @hashes::bytea[], @edited)
                 AS note (id, meeting_id, title, language, lead_html, lead_text, contact, documents, minutes,
                          next_meeting_on, published_at, corrected_at, version, file_hash, edited)
            ON CONFLICT (id) DO UPDATE
            SET title = excluded.title, language = excluded.language, lead_html = excluded.lead_html, lead_text = excluded.lead_text,
                contact = excluded.contact, documents = excluded.documents, minutes = excluded.minutes,
                next_meeting_on = excluded.next_meeting_on, published_at = excluded.published_at, corrected_at = excluded.corrected_at,
                changed_at = excluded.changed_at, version = excluded.version, file_hash = excluded.file_hash,
                edited_since_import = excluded.edited_since_import, withdrawn_at = NULL, withdrawn_reason = NULL
            """,
            new
            {
                now,
                ids = notes.Select(note => note.Id).ToArray(),
                meetings = notes.Select(note => note.MeetingId).ToArray(),
                titles = notes.Select(note => note.Title).ToArray(),
                languages = notes.Select(note => note.Language).ToArray(),
                leadHtml = notes.Select(note => note.LeadHtml).ToArray(),
                leadTexts = notes.Select(note => note.LeadText).ToArray(),
                contacts = notes.Select(note => note.Contact).ToArray(),
                documents = notes.Select(note => note.Documents).ToArray(),
                minutes = notes.Select(note => note.Minutes).ToArray(),
                nextMeetings = notes.Select(note => note.NextMeetingOn).ToArray(),
                published = notes.Select(note => note.PublishedAt.ToUniversalTime()).ToArray(),
                corrected = notes.Select(note => note.Corrections.Count > 0 ? note.Corrections[^1].At.ToUniversalTime() : (DateTimeOffset?)null).ToArray(),
                versions = notes.Select(note => note.Version).ToArray(),
                hashes = notes.Select(note => note.Order.FileHash).ToArray(),
                edited = notes.Select(note => note.Order.IsEdited).ToArray(),
            }, transaction, cancellationToken: ct));

        var corrections = notes.SelectMany(note => note.Corrections.Select((correction, index) => (note.Id, index, correction))).ToList();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM note_corrections WHERE note_id = ANY(@replaced);
            DELETE FROM note_images WHERE note_id = ANY(@replaced);

            INSERT INTO note_corrections (note_id, position, corrected_at, text)
            SELECT * FROM unnest(@correctedNotes, @positions, @times, @texts);

            INSERT INTO note_images (note_id, name, hash)
            SELECT * FROM unnest(@pictured, @names, @hashes);

            INSERT INTO note_versions (note_id, number, kind, document, created_at, written_by, approved_by, attested_by, override_by, override_reason)
            SELECT id, number, kind, document, @now, written_by, approved_by, attested_by, override_by, override_reason
            FROM unnest(@ids, @versions, @kinds, @documents, @writers::uuid[], @approvers::uuid[], @attesters::uuid[], @overriders::uuid[], @overrides::text[])
                 AS version (id, number, kind, document, written_by, approved_by, attested_by, override_by, override_reason);

            INSERT INTO version_images (note_id, number, name, hash)
            SELECT x.note_id, version.number, x.name, x.hash
            FROM unnest(@ids, @versions) AS version (id, number)
            JOIN note_images x ON x.note_id = version.id;
            """,
            new
            {
                now,
                ids = notes.Select(note => note.Id).ToArray(),
                replaced = Replaced(notes).Select(note => note.Id).ToArray(),
                correctedNotes = corrections.Select(row => row.Id).ToArray(),
                positions = corrections.Select(row => row.index + 1).ToArray(),
                times = corrections.Select(row => row.correction.At.ToUniversalTime()).ToArray(),
                texts = corrections.Select(row => row.correction.Text).ToArray(),
                pictured = notes.SelectMany(note => note.Images.Select(_ => note.Id)).ToArray(),
                names = notes.SelectMany(note => note.Images.Select(image => image.Name)).ToArray(),
                hashes = notes.SelectMany(note => note.Images.Select(image => image.Hash)).ToArray(),
                versions = notes.Select(note => note.Version).ToArray(),
                kinds = notes.Select(note => note.VersionKind).ToArray(),
                documents = notes.Select(note => note.Document).ToArray(),
                writers = notes.Select(note => note.Order.WrittenBy).ToArray(),
                approvers = notes.Select(note => note.Order.ApprovedBy).ToArray(),
                attesters = notes.Select(note => note.Order.AttestedBy).ToArray(),
                overriders = notes.Select(note => note.Order.OverrideBy).ToArray(),
                overrides = notes.Select(note => note.Order.OverrideReason).ToArray(),
            }, transaction, cancellationToken: ct));
    }

    private static async Task WriteItemsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PreparedNote> notes, CancellationToken ct)
    {
        var items = notes.SelectMany(note => note.Items.Select((item, index) => (note, item, Position: (short)(index + 1)))).ToList();
        var topics = items.SelectMany(row => row.item.TopicIds.Select((topicId, index) => (row.item.Id, topicId, Position: (short)(index + 1)))).ToList();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO agenda_items (id, note_id, position, anchor, heading, language, html, text, matter_id)
            SELECT * FROM unnest(@ids, @notes, @positions, @anchors, @headings, @languages, @html, @texts, @matters)
            ON CONFLICT (id) DO UPDATE
            SET position = excluded.position, heading = excluded.heading, language = excluded.language, html = excluded.html,
                text = excluded.text, matter_id = excluded.matter_id;

            DELETE FROM item_topics WHERE item_id = ANY(@replaced);

            INSERT INTO item_topics (item_id, topic_id, position)
            SELECT * FROM unnest(@topicItems, @topics, @topicPositions);
            """,
            new
            {
                ids = items.Select(row => row.item.Id).ToArray(),
                replaced = Replaced(notes).SelectMany(note => note.Items.Select(item => item.Id)).ToArray(),
                notes = items.Select(row => row.note.Id).ToArray(),
                positions = items.Select(row => row.Position).ToArray(),
                anchors = items.Select(row => row.item.Anchor).ToArray(),
                headings = items.Select(row => row.item.Heading).ToArray(),
                languages = items.Select(row => row.item.Language).ToArray(),
                html = items.Select(row => row.item.Html).ToArray(),
                texts = items.Select(row => row.item.Text).ToArray(),
                matters = items.Select(row => row.item.MatterId).ToArray(),
                topicItems = topics.Select(row => row.Id).ToArray(),
                topics = topics.Select(row => row.topicId).ToArray(),
                topicPositions = topics.Select(row => row.Position).ToArray(),
            }, transaction, cancellationToken: ct));
    }

    private static async Task WriteFollowUpsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<PreparedNote> notes, CancellationToken ct)
    {
        var followUps = notes.SelectMany(note => note.Items.SelectMany(item => item.FollowUps.Select(row => (note.BodyId, ItemId: item.Id, row)))).ToList();
        var answers = notes.SelectMany(note => note.Items.SelectMany(item => item.Answers.Select(row => (ItemId: item.Id, row)))).ToList();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO follow_ups (id, body_id, slug, item_id, position, text, responsible, born_done,
                                    due, due_kind, due_reading, due_edtf, due_first, due_last, due_body_id)
            SELECT *
            FROM unnest(@ids, @bodies, @slugs, @items, @positions, @texts, @responsible, @done,
                        @dues, @kinds, @readings, @edtfs, @firsts::date[], @lasts::date[], @dueBodies)
            ON CONFLICT (id) DO UPDATE
            SET item_id = excluded.item_id, position = excluded.position, text = excluded.text, responsible = excluded.responsible,
                born_done = excluded.born_done, due = excluded.due, due_kind = excluded.due_kind, due_reading = excluded.due_reading,
                due_edtf = excluded.due_edtf, due_first = excluded.due_first, due_last = excluded.due_last,
                due_body_id = excluded.due_body_id;

            DELETE FROM follow_up_answers
            WHERE item_id = ANY(ARRAY(SELECT id FROM agenda_items WHERE note_id = ANY(@replaced)));

            DELETE FROM follow_ups
            WHERE item_id = ANY(ARRAY(SELECT id FROM agenda_items WHERE note_id = ANY(@replaced))) AND id <> ALL(@ids);

            DELETE FROM agenda_items WHERE note_id = ANY(@replaced) AND id <> ALL(@keptItems);

            INSERT INTO follow_up_answers (id, follow_up_id, item_id, position, text, outcome,
                                           due, due_kind, due_reading, due_edtf, due_first, due_last, due_body_id)
            SELECT gen_random_uuid(), row.*
            FROM unnest(@answered, @answerItems, @answerPositions, @answerTexts, @outcomes,
                        @answerDues, @answerKinds, @answerReadings, @answerEdtfs, @answerFirsts::date[], @answerLasts::date[], @answerDueBodies) AS row;
            """,
            new
            {
                replaced = Replaced(notes).Select(note => note.Id).ToArray(),
                keptItems = Replaced(notes).SelectMany(note => note.Items.Select(item => item.Id)).ToArray(),
                ids = followUps.Select(entry => entry.row.Id).ToArray(),
                bodies = followUps.Select(entry => entry.BodyId).ToArray(),
                slugs = followUps.Select(entry => entry.row.Slug).ToArray(),
                items = followUps.Select(entry => entry.ItemId).ToArray(),
                positions = followUps.Select(entry => (short)entry.row.Position).ToArray(),
                texts = followUps.Select(entry => entry.row.Line.Text).ToArray(),
                responsible = followUps.Select(entry => entry.row.Line.Responsible).ToArray(),
                dues = followUps.Select(entry => entry.row.Line.Due).ToArray(),
                kinds = followUps.Select(entry => entry.row.Due.Kind).ToArray(),
                readings = followUps.Select(entry => entry.row.Due.Text).ToArray(),
                edtfs = followUps.Select(entry => entry.row.Due.Edtf).ToArray(),
                firsts = followUps.Select(entry => entry.row.Due.First).ToArray(),
                lasts = followUps.Select(entry => entry.row.Due.Last).ToArray(),
                dueBodies = followUps.Select(entry => entry.row.Due.BodyId).ToArray(),
                done = followUps.Select(entry => entry.row.Line.IsDone).ToArray(),
                answered = answers.Select(entry => entry.row.FollowUpId).ToArray(),
                answerItems = answers.Select(entry => entry.ItemId).ToArray(),
                answerPositions = answers.Select(entry => (short)entry.row.Position).ToArray(),
                answerTexts = answers.Select(entry => entry.row.Line.Text).ToArray(),
                outcomes = answers.Select(entry => entry.row.Line.Outcome!.Value.ToString().ToLower(CultureInfo.InvariantCulture)).ToArray(),
                answerDues = answers.Select(entry => entry.row.Line.Due).ToArray(),
                answerKinds = answers.Select(entry => entry.row.Due.Kind).ToArray(),
                answerReadings = answers.Select(entry => entry.row.Due.Text).ToArray(),
                answerEdtfs = answers.Select(entry => entry.row.Due.Edtf).ToArray(),
                answerFirsts = answers.Select(entry => entry.row.Due.First).ToArray(),
                answerLasts = answers.Select(entry => entry.row.Due.Last).ToArray(),
                answerDueBodies = answers.Select(entry => entry.row.Due.BodyId).ToArray(),
            }, transaction, cancellationToken: ct));
    }

    /// <summary>Those that may have rows that must give way: a first version has none.</summary>
    private static IEnumerable<PreparedNote> Replaced(IReadOnlyList<PreparedNote> notes) => notes.Where(note => note.Version > 1);
}
