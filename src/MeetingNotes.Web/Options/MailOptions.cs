using MeetingNotes.Core.Mail;

namespace MeetingNotes.Web.Options;

/// <summary>How the portal sends mail: section <c>Portal:Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>The SMTP server. Left out: mails become files in the folder <c>mail</c> of the data folder.</summary>
    public string? Host { get; set; }

    /// <summary>Left out: 587, 465 or 25, as <see cref="Security"/> has it.</summary>
    public int? Port { get; set; }

    /// <summary>How the conversation is encrypted.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>The portal's name at the server. Left out: the server asks nobody who they are.</summary>
    public string? User { get; set; }

    /// <summary>Of <see cref="User"/>; in an environment variable, never in a file that others read.</summary>
    public string? Password { get; set; }

    /// <summary>The sender's address. Left out: the e-mail of the portal's contact.</summary>
    public string? From { get; set; }

    /// <summary>Whether there is a server to send to.</summary>
    public bool IsSending => !string.IsNullOrWhiteSpace(Host);

    internal MailServer? Server => IsSending
        ? new MailServer(Host!.Trim(), Port ?? UsualPort, Security, Empty(User), Empty(Password))
        : null;

    private int UsualPort => Security switch
    {
        MailSecurity.Tls => 465,
        MailSecurity.StartTls => 587,
        _ => 25,
    };

    /// <summary>What Core sends with.</summary>
    internal static MailSettings SettingsOf(PortalOptions portal) => new()
    {
        PublicBaseUrl = portal.PublicBaseUrl.TrimEnd('/'),
        PortalName = portal.Name,
        From = Empty(portal.Mail.From) ?? portal.Contact.Email,
        Server = portal.Mail.Server,
        Folder = Path.GetFullPath(Path.Combine(portal.DataFolder, "mail")),
    };

    private static string? Empty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
