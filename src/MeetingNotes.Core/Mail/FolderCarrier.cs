using MimeKit;

namespace MeetingNotes.Core.Mail;

/// <summary>Writes each mail as an <c>.eml</c> file that a mail program opens. A mail that is written again is the same file.</summary>
internal sealed class FolderCarrier(string folder) : MailCarrier
{
    public override async Task SendAsync(MimeMessage message, string name, CancellationToken ct)
    {
        CreateFolder();

        // Nobody sees half a mail.
        var path = Path.Combine(folder, $"{name}.eml");
        var unfinished = Path.Combine(folder, $".{name}-{Guid.CreateVersion7():N}");
        try
        {
            await message.WriteToAsync(unfinished, ct);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Deletes mails that were written before a day, and some others.</summary>
    public static void Forget(string folder, DateTimeOffset before, IReadOnlySet<Guid> others)
    {
        foreach (var file in FilesIn(folder).Where(file => file.LastWriteTimeUtc < before.UtcDateTime || (IdOf(file) is { } id && others.Contains(id))))
        {
            file.Delete();
        }
    }

    /// <summary>The mails that are there as files.</summary>
    public static IReadOnlyList<Guid> MailsIn(string folder) => [.. FilesIn(folder).Select(IdOf).OfType<Guid>()];

    private static List<FileInfo> FilesIn(string folder) => Directory.Exists(folder) ? [.. new DirectoryInfo(folder).EnumerateFiles("*.eml")] : [];

    /// <summary>The last part of the name that <see cref="MailWorker"/> gives it.</summary>
    private static Guid? IdOf(FileInfo file) => Guid.TryParseExact(Path.GetFileNameWithoutExtension(file.Name).Split('-')[^1], "N", out var id) ? id : null;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Names and addresses of staff are for the portal's own account.
    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
