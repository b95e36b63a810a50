using System.Diagnostics;

namespace MeetingNotes.Core.Data;

/// <summary>
/// A lock on a file, held while the stream is open and let go by the kernel however the process ends. .NET asks for flock:
/// FileShare.None is an exclusive lock and FileShare.Read a shared one. Opened for reading only, so that a lock file made
/// by root can still be used by the ordinary user who owns the folder.
/// </summary>
internal static class FileLock
{
    // .NET gives the error number as HResult.
    private const int WouldBlock = 11;

    /// <summary>The lock, or <c>null</c> when somebody else has it.</summary>
    public static FileStream? TryTake(string path, FileShare share)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, share);
        }
        catch (IOException exception) when (exception.HResult == WouldBlock)
        {
            return null;
        }
    }

    /// <summary>Waits for the lock; <c>null</c> when <paramref name="patience"/> ran out.</summary>
    public static async Task<FileStream?> TakeAsync(string path, FileShare share, TimeSpan patience, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            if (TryTake(path, share) is { } taken)
            {
                return taken;
            }

            if (Stopwatch.GetElapsedTime(begun) > patience)
            {
                return null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
        }
    }
}
