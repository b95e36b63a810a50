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

    /// <summary>Signing of mail by the portal (DKIM). Left out: the server that takes the mail signs it.</summary>
    public DkimOptions Dkim { get; set; } = new();

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
        Dkim = portal.Mail.Dkim is { Selector.Length: > 0 } dkim ? new MailKey(dkim.Domain, dkim.Selector, Path.GetFullPath(dkim.KeyFile)) : null,
        Folder = Path.GetFullPath(Path.Combine(portal.DataFolder, "mail")),
    };

    private static string? Empty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

/// <summary>The key that mail is signed with: section <c>Portal:Mail:Dkim</c>. All three, or none.</summary>
public sealed class DkimOptions
{
    /// <summary>The domain of the sender's address, or one above it.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Under which name the public key stands in DNS: <c>{selector}._domainkey.{domain}</c>.</summary>
    public string Selector { get; set; } = "";

    /// <summary>The private key, PEM. A file that only the portal can read.</summary>
    public string KeyFile { get; set; } = "";
}
