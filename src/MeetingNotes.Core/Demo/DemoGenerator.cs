using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using Npgsql;

namespace MeetingNotes.Core.Demo;

/// <summary>
/// Fills an empty database with invented notes for trials and measurements, through the same rendering and writing as publishing.
/// Streams: the next notes are invented and rendered while the last are written, so memory does not grow with their number.
/// </summary>
public sealed class DemoGenerator(Database db, PortalFileImport portalFiles, MarkdownRenderer markdown, SwedishAnalysis analysis, TimeProvider clock)
{
    public const int MaxItems = 10_000_000;

    private const int BatchSize = 100;

    /// <summary>The same seed gives the same notes on the same day. Interrupted, it leaves what has been written.</summary>
    /// <param name="items">Agenda items in all, 1 to <see cref="MaxItems"/>.</param>
    /// <param name="seed">Which notes.</param>
    /// <param name="report">Called with the number of items that were just done: half of them when written, half when indexed.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<DemoOutcome> FillAsync(int items, int seed, Action<long> report, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items, MaxItems);
        await using var connection = await db.OpenOwnConnectionAsync(isPatient: true, ct);
        if (!await IsEmptyAsync(connection, ct))
        {
            return DemoOutcome.NotEmpty;
        }

        var notes = new DemoNotes(new DemoTimetable(items, clock.TodayInStockholm()), seed);
        await portalFiles.ImportAsync(notes.Portal, ct);
        var names = await DemoNames.ReadAsync(connection, ct);

        // A crash may lose the last transactions, which only matters to data that cannot be made again. Plans are made while the tables
        // are empty, when reading all of one costs nothing, and kept while they grow: hence by index only.
        await connection.ExecuteAsync(new CommandDefinition(
            "SET synchronous_commit = off; SET work_mem = '64MB'; SET enable_seqscan = off", cancellationToken: ct));
        using var batches = notes.Invent().Chunk(BatchSize).GetEnumerator();
        for (var next = PrepareNextAsync(batches, names, ct); await next is { } batch;)
        {
            next = PrepareNextAsync(batches, names, ct);
            await WriteAsync(connection, batch, ct);
            report(batch.Sum(note => (long)note.First.Items.Count / 2));
        }

        await StandAsync(connection, ct);
        await IndexAsync(connection, report, ct);
        return DemoOutcome.Filled;
    }

    private static async Task<bool> IsEmptyAsync(NpgsqlConnection connection, CancellationToken ct) =>
        !await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            """
            SELECT EXISTS (SELECT 1 FROM bodies) OR EXISTS (SELECT 1 FROM topics) OR EXISTS (SELECT 1 FROM matters)
                OR EXISTS (SELECT 1 FROM abbreviations) OR EXISTS (SELECT 1 FROM note_drafts)
            """, cancellationToken: ct));

    private Task<DemoBatchNote[]?> PrepareNextAsync(IEnumerator<DemoNote[]> batches, DemoNames names, CancellationToken ct) =>
        Task.Run(
            () => batches.MoveNext() ? batches.Current.AsParallel().AsOrdered().WithCancellation(ct).Select(note => Prepare(note, names)).ToArray() : null, ct);

    private DemoBatchNote Prepare(DemoNote note, DemoNames names)
    {
        var document = ItemAnchors.Assign(note.Document, existing: null);
        var body = names.Bodies[document.Body];
        var meeting = new NewMeeting(Guid.CreateVersion7(), body.Id, document.MeetingOn, document.Number, document.StartsAt, document.Place);
        var preparation = new NotePreparation
        {
            Body = body,
            MeetingId = meeting.Id,
            Rendering = new NoteRendering(markdown, [], _ => null),
            Topics = names.Topics,
            Matters = names.Matters,
            FollowUpId = line => note.FollowUpIds[line],
        };
        var first = preparation.Prepare(document, document.PublishedAt!.Value, new PublishingOrder(Actor.Operator));
        if (note.Corrected is null)
        {
            return new DemoBatchNote(meeting, first, null);
        }

        var existing = new ExistingNote
        {
            Id = first.Id,
            Version = first.Version,
            Corrections = 0,
            EditedSinceImport = false,
            IsWithdrawn = false,
            Items = [.. first.Items.Select(item => new ExistingItem(item.Id, item.Anchor))],
        };
        var second = (preparation with { Existing = existing }).Prepare(ItemAnchors.Assign(note.Corrected, existing), first.PublishedAt, new PublishingOrder(Actor.Operator));
        return new DemoBatchNote(meeting, first, second);
    }

    private async Task WriteAsync(NpgsqlConnection connection, DemoBatchNote[] batch, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await new MeetingRegister(connection, transaction).CreateAsync([.. batch.Select(note => note.Meeting)], ct);
        await PublishedNoteWriter.WriteAsync(connection, transaction, [.. batch.Select(note => note.First)], clock.GetUtcNow(), ct);
        PreparedNote[] corrected = [.. batch.Select(note => note.Corrected).OfType<PreparedNote>()];
        if (corrected.Length > 0)
        {
            await PublishedNoteWriter.WriteAsync(connection, transaction, corrected, clock.GetUtcNow(), ct);
        }

        // Indexed at the end; by the portal, when this does not come to an end.
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO notes_to_index (note_id) SELECT unnest(@ids) ON CONFLICT (note_id) DO NOTHING",
            new { ids = batch.Select(note => note.First.Id).ToArray() }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }

    /// <summary>What the follow-ups came to, and every count: once for all notes.</summary>
    private static async Task StandAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition("RESET enable_seqscan", cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition("VACUUM (ANALYZE)", cancellationToken: ct));
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await FollowUpStandings.RefreshLatestNotesAsync(connection, transaction, null, ct);
        await FollowUpStandings.RefreshAsync(connection, transaction, null, ct);
        await PublicCounts.RecountAsync(connection, transaction, null, ct);
        await PublicCounts.RecountMissingAsync(connection, transaction, null, ct);
        await PublicCounts.RecountNamesAsync(connection, transaction, null, null, ct);
        await transaction.CommitAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("ANALYZE counts, topics, matters, follow_up_standings", cancellationToken: ct));
    }

    /// <summary>The search index takes the words of many items at a time; what still waits at the end is taken in by VACUUM.</summary>
    private async Task IndexAsync(NpgsqlConnection connection, Action<long> report, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "ALTER INDEX search_items_vector_idx SET (fastupdate = on, gin_pending_list_limit = 65536)", cancellationToken: ct));
        var notes = (await connection.QueryAsync<(Guid Id, int Items)>(new CommandDefinition(
            "SELECT n.id, (SELECT count(*)::int FROM agenda_items i WHERE i.note_id = n.id) FROM notes n JOIN meetings m ON m.id = n.meeting_id ORDER BY m.held_on, n.id",
            cancellationToken: ct))).AsList();
        foreach (var batch in notes.Chunk(BatchSize))
        {
            await using var part = await connection.BeginTransactionAsync(ct);
            await SearchIndex.RefreshAsync(connection, part, [.. batch.Select(note => note.Id)], analysis.Analyser, clock.GetUtcNow(), ct, counts: false);
            await part.CommitAsync(ct);
            report(batch.Sum(note => (long)(note.Items - note.Items / 2)));
        }

        await connection.ExecuteAsync(new CommandDefinition(
            "ALTER INDEX search_items_vector_idx SET (fastupdate = off, gin_pending_list_limit = 256)", cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition("VACUUM (ANALYZE) search_items", cancellationToken: ct));
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await SearchIndex.RecountAsync(connection, transaction, analysis.Analyser, ct);
        await transaction.CommitAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("ANALYZE search_words", cancellationToken: ct));
    }

    private sealed record DemoBatchNote(NewMeeting Meeting, PreparedNote First, PreparedNote? Corrected);

    /// <summary>The ids that the database gave the names.</summary>
    private sealed record DemoNames(
        IReadOnlyDictionary<string, NamedBody> Bodies, IReadOnlyDictionary<string, Guid> Topics, IReadOnlyDictionary<string, Guid> Matters)
    {
        public static async Task<DemoNames> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
        {
            async Task<Dictionary<string, Guid>> IdsAsync(string sql) =>
                (await connection.QueryAsync<(string Name, Guid Id)>(new CommandDefinition(sql, cancellationToken: ct))).ToDictionary(row => row.Name, row => row.Id);

            var bodies = await connection.QueryAsync<NamedBody>(new CommandDefinition(
                "SELECT id, slug::text, name, name_after_from FROM bodies", cancellationToken: ct));
            return new DemoNames(
                bodies.ToDictionary(body => body.Name),
                await IdsAsync("SELECT name, id FROM topics"),
                await IdsAsync("SELECT name, id FROM matters"));
        }
    }
}

public enum DemoOutcome
{
    Filled,

    /// <summary>There is something in the database already, perhaps of a demo that was interrupted. Nothing was written.</summary>
    NotEmpty,
}
