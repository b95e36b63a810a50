using System.Collections.Concurrent;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Caching;

/// <summary>
/// The public pages that this instance has made, until something that they show changes, on whichever instance that is (<see cref="ChangeWatch"/>). A page older than
/// a minute is made again when somebody asks for it: states follow the day, and nothing is wrong for long whatever has been overlooked.
/// </summary>
internal sealed class PageCache
{
    /// <summary>So many of the latest changes are remembered, for pages that were being made meanwhile.</summary>
    private const int Remembered = 100;

    /// <summary>Before the watch has had its first look, which counts as a change, a change could be missed.</summary>
    private const int NotWatched = 0;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, KeptPage> _pages = new(StringComparer.Ordinal);
    private readonly Queue<(long Number, IReadOnlySet<Guid>? Ids)> _latest = new();
    private readonly Lock _writing = new();
    private readonly long _room;
    private readonly TimeProvider _clock;
    private long _changes;
    private long _used;

    public PageCache(IOptions<PortalOptions> portal, ChangeWatch watch, TimeProvider clock)
    {
        _room = portal.Value.PageCacheMegabytes * 1024L * 1024;
        _clock = clock;
        if (IsOn)
        {
            watch.Changed += Forget;
        }
    }

    public bool IsOn => _room > 0;

    /// <summary>The number of the latest change, to be given to <see cref="Keep"/> by who starts to make a page now.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    public KeptPage? Find(string path)
    {
        if (_pages.TryGetValue(path, out var page))
        {
            page.LastUsed = Environment.TickCount64;
        }

        return page;
    }

    public bool IsFresh(KeptPage page) => _clock.GetElapsedTime(page.MadeAt) < Fresh;

    /// <summary>Keeps a page, unless something that it shows has changed while it was made.</summary>
    /// <param name="page">The page.</param>
    /// <param name="since">What <see cref="Changes"/> was before it was made.</param>
    public void Keep(KeptPage page, long since)
    {
        lock (_writing)
        {
            var isForgotten = _latest.TryPeek(out var oldest) && oldest.Number > since + 1;
            if (since == NotWatched || isForgotten || _latest.Any(change => change.Number > since && page.Shows(change.Ids)) || page.Size > _room / 4)
            {
                return;
            }

            Remove(page.Path);
            _pages[page.Path] = page;
            _used += page.Size;
            if (_used > _room)
            {
                foreach (var old in _pages.Values.OrderBy(kept => kept.LastUsed).TakeWhile(_ => _used > _room * 3 / 4).ToList())
                {
                    Remove(old.Path);
                }
            }
        }
    }

    private void Forget(IReadOnlySet<Guid>? changed)
    {
        lock (_writing)
        {
            _latest.Enqueue((Interlocked.Increment(ref _changes), changed));
            if (_latest.Count > Remembered)
            {
                _latest.Dequeue();
            }

            foreach (var page in _pages.Values.Where(page => page.Shows(changed)))
            {
                Remove(page.Path);
            }
        }
    }

    private void Remove(string path)
    {
        if (_pages.TryRemove(path, out var page))
        {
            _used -= page.Size;
        }
    }
}
