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

    /// <summary>Deletes mails that were written before a day.</summary>
    public static void Forget(string folder, DateTimeOffset before)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.eml").Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
        {
            file.Delete();
        }
    }

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
