using MimeKit;

namespace MeetingNotes.Core.Mail;

/// <summary>Takes one mail after another to where they go, for as long as there are any.</summary>
internal abstract class MailCarrier : IAsyncDisposable
{
    public static MailCarrier For(MailSettings settings) => settings.Server is { } server ? new SmtpCarrier(server, settings.Host) : new FolderCarrier(settings.Folder);

    /// <summary>Returns when somebody else answers for the mail.</summary>
    /// <param name="message">The mail.</param>
    /// <param name="name">A name for it that is also its order.</param>
    /// <param name="ct">Gives up.</param>
    public abstract Task SendAsync(MimeMessage message, string name, CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}
