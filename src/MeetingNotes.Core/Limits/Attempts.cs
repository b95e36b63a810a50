using System.Net;
using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Limits;

/// <summary>
/// Counts how often somebody has tried something within the hour, for all instances together. Who it is is kept as a hash, for a day at
/// most. A whole office behind one address has room enough.
/// </summary>
public sealed class Attempts(Database db, TimeProvider clock)
{
    /// <summary>Whether one more is too many.</summary>
    /// <param name="what">What is tried, for example <c>follow</c>.</param>
    /// <param name="address">Where from.</param>
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
            new { subject = $"{what}:{Network.Of(address).Hash()}", hour }, ct) > limit;
    }
}
