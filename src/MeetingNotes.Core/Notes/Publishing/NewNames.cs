using Dapper;
using MeetingNotes.Core.Text;
using Npgsql;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>What is said about topics and matters that a note was the first to name: some are old ones, misspelt.</summary>
internal static class NewNames
{
    /// <returns>See <see cref="Files.ImportResult.Remarks"/>.</returns>
    public static async Task<IReadOnlyList<string>> RemarksAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<string> topics, IReadOnlyList<string> matters, CancellationToken ct)
    {
        var old = matters.Count == 0 ? [] : (await connection.QueryAsync<string>(new CommandDefinition(
            "SELECT name FROM matters WHERE name <> ALL (@matters) ORDER BY name",
            new { matters = matters.ToArray() }, transaction, cancellationToken: ct))).AsList();
        return
        [
            .. topics.Count == 0 ? [] : (string[])[$"nya ämnen: {string.Join(", ", topics)}. Stämmer det?"],
            .. matters.Select(matter => $"nytt ärende: ”{matter}”.{(Near(matter, old) is { } near ? $" Finns redan: ”{near}”?" : "")}"),
        ];
    }

    /// <summary>The longer a name, the more slips; but another year or number is another matter.</summary>
    private static string? Near(string matter, IEnumerable<string> old) =>
        EditDistance.Nearest(matter, old.Where(name => name.Where(char.IsDigit).SequenceEqual(matter.Where(char.IsDigit))), Math.Min(1 + (matter.Length / 10), 4));
}
