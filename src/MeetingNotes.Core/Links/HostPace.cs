using System.Diagnostics;

namespace MeetingNotes.Core.Links;

/// <summary>Lets one question a second through to each host, redirects counted: the portal never is a burden to a small server.</summary>
internal sealed class HostPace
{
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, long> _freeAt = new(StringComparer.OrdinalIgnoreCase);

    public Task WaitAsync(string host, CancellationToken ct)
    {
        lock (_freeAt)
        {
            var now = Stopwatch.GetTimestamp();
            var turn = Math.Max(now, _freeAt.GetValueOrDefault(host, now));
            _freeAt[host] = turn + (long)(Pause.TotalSeconds * Stopwatch.Frequency);
            return turn == now ? Task.CompletedTask : Task.Delay(Stopwatch.GetElapsedTime(now, turn) + TimeSpan.FromMilliseconds(1), ct);
        }
    }
}
