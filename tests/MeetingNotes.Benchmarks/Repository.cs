namespace MeetingNotes.Benchmarks;

internal static class Repository
{
    /// <summary>Where the solution lies, above the program; also when BenchmarkDotNet has built a program of its own.</summary>
    public static string Folder { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MeetingNotes.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Run this from a clone of the repository.");
    }
}
