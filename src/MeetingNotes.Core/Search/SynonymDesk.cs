using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using Npgsql;

namespace MeetingNotes.Core.Search;

/// <summary>Words that mean the same to somebody who searches, kept by administrators. They count from the next search on.</summary>
public sealed class SynonymDesk(Database db, TimeProvider clock)
{
    public const int WordMaxLength = 100;
    public const int OtherMaxLength = 200;

    public Task<IReadOnlyList<Synonym>> ListAsync(CancellationToken ct) =>
        db.QueryAsync<Synonym>("""SELECT word, other FROM synonyms ORDER BY word COLLATE "sv-SE-x-icu", word""", null, ct);

    /// <summary>Adds a pair. The same twice counts once.</summary>
    /// <returns>False when the word has another synonym already, or the person is no administrator.</returns>
    public async Task<bool> AddAsync(string word, string other, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsAdministrator)
        {
            return false;
        }

        var pair = new Synonym(PlainText.OneLine(word), PlainText.OneLine(other));
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var added = await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO synonyms (word, other) VALUES (@Word, @Other) ON CONFLICT (word) DO NOTHING", pair, transaction, cancellationToken: ct));
        if (added == 0)
        {
            return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "SELECT EXISTS (SELECT 1 FROM synonyms WHERE word = @Word AND other = @Other)", pair, transaction, cancellationToken: ct));
        }

        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), new AuditEntry(person.Actor, "add-synonym") { Subject = $"{pair.Word}: {pair.Other}" }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <returns>False when there is no such, or the person is no administrator.</returns>
    public async Task<bool> RemoveAsync(string word, StaffPerson person, CancellationToken ct)
    {
        if (!person.IsAdministrator)
        {
            return false;
        }

        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var removed = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "DELETE FROM synonyms WHERE word = @clean RETURNING word", new { clean = PlainText.OneLine(word) }, transaction, cancellationToken: ct));
        if (removed is null)
        {
            return false;
        }

        await AuditLog.WriteAsync(connection, transaction, clock.GetUtcNow(), new AuditEntry(person.Actor, "remove-synonym") { Subject = removed }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Adds and changes inside the caller's transaction.</summary>
    /// <returns>How many changed.</returns>
    internal static Task<int> SaveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<(string Word, string Other)> synonyms, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO synonyms (word, other)
            SELECT * FROM unnest(@words, @others)
            ON CONFLICT (word) DO UPDATE SET other = excluded.other WHERE synonyms.other <> excluded.other
            """,
            new { words = synonyms.Select(pair => pair.Word).ToArray(), others = synonyms.Select(pair => pair.Other).ToArray() },
            transaction, cancellationToken: ct));
}

/// <summary>A word, and what else says the same: either finds the other.</summary>
public sealed record Synonym(string Word, string Other);
