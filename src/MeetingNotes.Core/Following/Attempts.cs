using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Following;

/// <summary>
/// Counts how often somebody has tried something within the hour, for all instances together. Who it is is kept as a hash, for a day at
/// most. A whole office behind one address has room enough.
/// </summary>
public sealed class Attempts(Database db, TimeProvider clock)
{
    /// <summary>Whether one more is too many.</summary>
    /// <param name="what">What is tried, for example <c>follow</c>.</param>
    /// <param name="address">Where from; of an IPv6 address its first 64 bits, which one customer has.</param>
    /// <param name="limit">How many in an hour.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<bool> IsTooManyAsync(string what, IPAddress? address, int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        return await db.ExecuteScalarAsync<int>(
            """
            INSERT INTO attempts (subject, hour, tries)
            VALUES (@subject, @hour, 1)
            ON CONFLICT (subject, hour) DO UPDATE SET tries = attempts.tries + 1
            RETURNING tries
            """,
            new { subject = $"{what}:{HashOf(address)}", hour }, ct) > limit;
    }

    private static string HashOf(IPAddress? address)
    {
        address ??= IPAddress.None;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        return Convert.ToHexStringLower(SHA256.HashData(address.AddressFamily == AddressFamily.InterNetworkV6 ? bytes[..8] : bytes));
    }
}
