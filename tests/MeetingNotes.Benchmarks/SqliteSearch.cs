using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace MeetingNotes.Benchmarks;

/// <summary>The same items in SQLite's full-text index, the best 20 by bm25: the yardstick of an engine in a file beside the program.</summary>
internal sealed class SqliteSearch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("noterat-benchmark-");
    private readonly SqliteConnection _connection;

    private SqliteSearch()
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "items.db"), Pooling = false }.ToString());
        _connection.Open();
        _connection.Execute(
            """
            PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA cache_size = -2000000;
            CREATE VIRTUAL TABLE items USING fts5 (heading, text, content = '', tokenize = "unicode61 remove_diacritics 0");
            """);
    }

    public static async Task<SqliteSearch> FillAsync(string connectionString)
    {
        var search = new SqliteSearch();
        await using var postgres = new NpgsqlConnection(connectionString);
        await postgres.OpenAsync();
        await using var transaction = search._connection.BeginTransaction();
        await using var insert = new SqliteCommand("INSERT INTO items (rowid, heading, text) VALUES ($id, $heading, $text)", search._connection, transaction);
        var (id, heading, text) = (insert.Parameters.Add("$id", SqliteType.Integer), insert.Parameters.Add("$heading", SqliteType.Text), insert.Parameters.Add("$text", SqliteType.Text));
        await using (var items = await new NpgsqlCommand("SELECT heading, text FROM agenda_items", postgres).ExecuteReaderAsync())
        {
            for (var row = 1L; await items.ReadAsync(); row++)
            {
                (id.Value, heading.Value, text.Value) = (row, items.GetString(0), items.GetString(1));
                insert.ExecuteNonQuery();
            }
        }

        await transaction.CommitAsync();
        search._connection.Execute("INSERT INTO items (items) VALUES ('optimize')");
        return search;
    }

    /// <summary>The best 20.</summary>
    public int Find(string match)
    {
        using var command = new SqliteCommand("SELECT rowid FROM items WHERE items MATCH $match ORDER BY rank LIMIT 20", _connection);
        command.Parameters.AddWithValue("$match", match);
        using var rows = command.ExecuteReader();
        var count = 0;
        while (rows.Read())
        {
            count++;
        }

        return count;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }
}
