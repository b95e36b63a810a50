namespace MeetingNotes.Tests.Testing;

/// <summary>Files of the repository that tests read.</summary>
internal static class Repository
{
    /// <summary>The sample notes.</summary>
    public static string Seeds => Folder("seeds");

    public static string Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MeetingNotes.sln")))
            {
                return Path.Combine(folder.FullName, name);
            }
        }

        throw new InvalidOperationException($"No repository above {AppContext.BaseDirectory}.");
    }
}
