using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using Npgsql;

namespace MeetingNotes.Core.Abbreviations;

/// <summary>
/// Abbreviations that notes explain at their first use, kept by administrators. The notes that hold one are put in line to be rendered again
/// when it changes.
/// </summary>
public sealed class AbbreviationDesk(Database db, TimeProvider clock)
{
    public const int WordMaxLength = 20;
    public const int MeaningMaxLength = 200;

    public Task<IReadOnlyList<ExplainedAbbreviation>> ListAsync(CancellationToken ct) =>
        db.QueryAsync<ExplainedAbbreviation>("""SELECT short AS word, long AS meaning FROM abbreviations ORDER BY short COLLATE "sv-SE-x-icu", short""", null, ct);

    public Task<ExplainedAbbreviation?> FindAsync(string word, CancellationToken ct) =>
        db.QuerySingleOrDefaultAsync<ExplainedAbbreviation>("SELECT short AS word, long AS meaning FROM abbreviations WHERE short = @clean", new { clean = PlainText.OneLine(word) }, ct);

    /// <summary>Adds an abbreviation. The same twice counts once.</summary>
    /// <returns>False when it is there already with another meaning, or the person is no administrator.</returns>
    public async Task<bool> AddAsync(string word, string meaning, StaffPerson person, CancellationToken ct) =>
        person.IsAdministrator && (await FindAsync(word, ct) is not { } known || known.Meaning == PlainText.OneLine(meaning))
        && await WriteAsync(word, meaning, "add-abbreviation", person, ct);

    /// <summary>Says what an abbreviation means.</summary>
    /// <returns>False when there is no such, or the person is no administrator.</returns>
    public async Task<bool> ChangeAsync(string word, string meaning, StaffPerson person, CancellationToken ct) =>
        person.IsAdministrator && await FindAsync(word, ct) is not null && await WriteAsync(word, meaning, "change-abbreviation", person, ct);

    /// <returns>False when there is no such, or the person is no administrator.</returns>
    public async Task<bool> RemoveAsync(string word, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsAdministrator)
        {
            return false;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var removed = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "DELETE FROM abbreviations WHERE short = @clean RETURNING short", new { clean = PlainText.OneLine(word) }, transaction, cancellationToken: ct));
        if (removed is null)
        {
            return false;
        }

        await NoteRerendering.QueueAsync(connection, transaction, [removed], ct);
        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), new AuditEntry(person.Actor, "remove-abbreviation") { Subject = removed }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Adds and changes inside the caller's transaction.</summary>
    /// <returns>How many changed.</returns>
    internal static async Task<int> SaveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<(string Short, string Long)> abbreviations, CancellationToken ct)
    {
        var changed = (await connection.QueryAsync<string>(new CommandDefinition(
            """
            INSERT INTO abbreviations (short, long)
            SELECT * FROM unnest(@shorts, @longs)
            ON CONFLICT (short) DO UPDATE SET long = excluded.long WHERE abbreviations.long <> excluded.long
            RETURNING short
            """,
            new { shorts = abbreviations.Select(entry => entry.Short).ToArray(), longs = abbreviations.Select(entry => entry.Long).ToArray() },
            transaction, cancellationToken: ct))).AsList();
        if (changed.Count > 0)
        {
            await NoteRerendering.QueueAsync(connection, transaction, changed, ct);
        }

        return changed.Count;
    }

    private async Task<bool> WriteAsync(string word, string meaning, string action, StaffPerson person, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);
        var entry = (Short: PlainText.OneLine(word), Long: PlainText.OneLine(meaning));
        if (await SaveAsync(connection, transaction, [entry], ct) > 0)
        {
            await AuditLog.WriteAsync(
                connection, transaction, clock.GetUtcNow(), new AuditEntry(person.Actor, action) { Subject = $"{entry.Short}: {entry.Long}" }, ct);
            await transaction.CommitAsync(ct);
        }

        return true;
    }
}

/// <summary>An abbreviation and what it means.</summary>
public sealed record ExplainedAbbreviation(string Word, string Meaning);
