using Dapper;
using Npgsql;

namespace MeetingNotes.Core.Links;

/// <summary>What the portal knows of addresses because published notes lead there too.</summary>
internal static class KnownDeadLinks
{
    /// <returns>Of those that nobody answers at, as they are written: what is wrong, in Swedish after a colon.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IReadOnlyCollection<string> addresses, CancellationToken ct)
    {
        var dead = (await connection.QueryAsync<(string Address, string Fault)>(new CommandDefinition(
            """
            SELECT asked.address, l.fault
            FROM unnest(@addresses) AS asked (address)
            JOIN outgoing_links l ON l.id = md5(split_part(asked.address, '#', 1))::uuid
            WHERE l.is_dead
            """,
            new { addresses = addresses.ToArray() }, transaction, cancellationToken: ct))).AsList();
        return dead.ToDictionary(link => link.Address, link => Words(Enum.Parse<LinkFault>(link.Fault, ignoreCase: true)), StringComparer.Ordinal);
    }

    private static string Words(LinkFault fault) => fault switch
    {
        LinkFault.Missing => "sidan finns inte",
        LinkFault.Broken => "webbplatsen svarar med ett fel",
        LinkFault.Silent => "webbplatsen svarar inte",
        LinkFault.Certificate => "webbplatsens certifikat är fel",
        _ => "adressen hör till ett slutet nät",
    };
}
