using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Files;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>
/// Renders published notes again when what their HTML is made with has changed: an abbreviation, or the renderer itself. A few notes
/// at a time, so that nobody waits and memory does not grow; what is interrupted goes on at the next start.
/// </summary>
public sealed class NoteRerendering(Database db, MarkdownRenderer markdown, TimeProvider clock, ILogger<NoteRerendering> logger)
    : BackgroundRounds(TimeSpan.FromMinutes(1), clock, logger)
{
    private const string Name = "html";
    private const int BatchSize = 50;

    /// <summary>Puts the notes that hold one of the words in line, inside the transaction that changes what the words mean.</summary>
    internal static async Task QueueAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<string> words, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO notes_to_render (note_id)
            SELECT n.id FROM notes n, unnest(@words) AS word WHERE strpos(n.lead_text, word) > 0
            UNION
            SELECT i.note_id FROM agenda_items i, unnest(@words) AS word WHERE strpos(i.text, word) > 0
            ON CONFLICT (note_id) DO NOTHING
            """,
            new { words = words.ToArray() }, transaction, commandTimeout: 0, cancellationToken: ct));

    /// <summary>Puts every note in line when an older renderer than this build's made their HTML; a newer one's is left alone.</summary>
    internal static async Task QueueIfRendererChangedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var isNewer = await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO derivations (name, version)
            VALUES (@Name, @Version)
            ON CONFLICT (name) DO UPDATE SET version = excluded.version WHERE derivations.version < excluded.version
            """,
            new { Name, MarkdownRenderer.Version }, transaction, cancellationToken: ct));
        if (isNewer == 1)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO notes_to_render (note_id) SELECT id FROM notes ON CONFLICT (note_id) DO NOTHING",
                null, transaction, commandTimeout: 0, cancellationToken: ct));
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Renders everything that stands in line; returns how many notes that was.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var rendered = 0;
        while (await RenderNextAsync(ct) is > 0 and var count)
        {
            rendered += count;
        }

        if (rendered > 0)
        {
            logger.LogInformation("Rendered {NoteCount} notes again", rendered);
        }

        return rendered;
    }

    protected override string Work => "rendering";

    protected override Task RoundAsync(CancellationToken ct) => RunAsync(ct);

    private async Task<int> RenderNextAsync(CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT EXISTS (SELECT 1 FROM notes_to_render)", cancellationToken: ct)))
        {
            return 0;
        }

        // Nobody publishes meanwhile: what is written here is of the version that was read.
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var ids = (await connection.QueryAsync<Guid>(new CommandDefinition(
            """
            DELETE FROM notes_to_render
            WHERE note_id IN (SELECT note_id FROM notes_to_render ORDER BY note_id LIMIT @BatchSize)
            RETURNING note_id
            """,
            new { BatchSize }, transaction, cancellationToken: ct))).AsList();
        var stored = await StoredNotes.LoadAsync(connection, transaction, ids, ct);
        var abbreviations = await NotePublishing.AbbreviationsAsync(connection, transaction, ct);
        await WriteAsync(connection, transaction, [.. stored.Select(note => Render(note, abbreviations)).OfType<RenderedNote>()], ct);
        await transaction.CommitAsync(ct);
        return ids.Count;
    }

    private RenderedNote? Render(StoredNote note, IReadOnlyList<Abbreviation> abbreviations)
    {
        try
        {
            var (lead, items) = new NoteRendering(markdown, abbreviations, name => note.Images.GetValueOrDefault(name)).Texts(NoteFileReader.Read(note.Document));
            return new RenderedNote(note.Id, lead, items);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Text that was let through once and is refused today: readers keep what they have, and the other notes go on.
            logger.LogWarning("Note {NoteId} could not be rendered again: {Fault}", note.Id, fault.GetType().Name);
            return null;
        }
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<RenderedNote> notes, CancellationToken ct)
    {
        var items = notes.SelectMany(note => note.Items.Select((item, index) => (note.Id, Position: index + 1, item.Html, item.PlainText))).ToList();
        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE notes n
            SET lead_html = made.html, lead_text = made.text
            FROM unnest(@notes, @leadHtml, @leadTexts) AS made (id, html, text)
            WHERE n.id = made.id AND (n.lead_html, n.lead_text) IS DISTINCT FROM (made.html, made.text);

            UPDATE agenda_items i
            SET html = made.html, text = made.text
            FROM unnest(@itemNotes, @positions, @html, @texts) AS made (note_id, position, html, text)
            WHERE i.note_id = made.note_id AND i.position = made.position AND (i.html, i.text) IS DISTINCT FROM (made.html, made.text);
            """,
            new
            {
                notes = notes.Select(note => note.Id).ToArray(),
                leadHtml = notes.Select(note => note.Lead.Html).ToArray(),
                leadTexts = notes.Select(note => note.Lead.PlainText).ToArray(),
                itemNotes = items.Select(item => item.Id).ToArray(),
                positions = items.Select(item => item.Position).ToArray(),
                html = items.Select(item => item.Html).ToArray(),
                texts = items.Select(item => item.PlainText).ToArray(),
            }, transaction, cancellationToken: ct));
    }

    private sealed record RenderedNote(Guid Id, RenderedMarkdown Lead, IReadOnlyList<RenderedMarkdown> Items);
}
