using Dapper;

namespace MeetingNotes.Core.Data;

/// <summary>Keys that all instances use, as the web's framework writes them. It reads and writes them synchronously, seldom.</summary>
public sealed class SharedKeys(Database db)
{
    /// <summary>"noterat" and a number, as the publishing lock.</summary>
    private const long MakingLock = 0x4E6F746572617403;

    public IReadOnlyList<string> All()
    {
        using var connection = db.DataSource.OpenConnection();
        return [.. connection.Query<string>("SELECT xml FROM data_protection_keys ORDER BY created_at, name")];
    }

    /// <summary>Keeps a key; one that is known already stays as it is.</summary>
    public void Add(string name, string xml)
    {
        using var connection = db.DataSource.OpenConnection();
        connection.Execute("INSERT INTO data_protection_keys (name, xml) VALUES (@name, @xml) ON CONFLICT (name) DO NOTHING", new { name, xml });
    }

    /// <summary>Lets one instance at a time make keys: those that start together get the same one.</summary>
    public async Task MakeAloneAsync(Action make, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(@MakingLock)", new { MakingLock }, transaction, cancellationToken: ct));
        make();
        await transaction.CommitAsync(ct);
    }
}
