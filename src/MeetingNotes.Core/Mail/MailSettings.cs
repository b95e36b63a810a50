namespace MeetingNotes.Core.Mail;

/// <summary>How mail leaves the portal. The web gives the one of its settings; verbs and tests have the default, which reaches nobody.</summary>
public sealed record MailSettings
{
    /// <summary>Scheme and host of every address in a mail, without a slash at the end.</summary>
    public string PublicBaseUrl { get; init; } = "http://localhost";

    /// <summary>Name of the sender.</summary>
    public string PortalName { get; init; } = "Noterat";

    /// <summary>Address of the sender.</summary>
    public string From { get; init; } = "noterat@localhost.invalid";

    /// <summary><c>null</c>: nothing is sent, mails become files in <see cref="Folder"/>.</summary>
    public MailServer? Server { get; init; }

    /// <summary>What mail is signed with (DKIM); <c>null</c>: not by the portal.</summary>
    public MailKey? Dkim { get; init; }

    /// <summary>Where mails become files as long as there is no server.</summary>
    public string Folder { get; init; } = Path.Combine(".local", "mail");

    /// <summary>How long one mail may take, from connecting to the server's receipt. Well under the first pause between two tries.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(45);

    internal string Host => new Uri(PublicBaseUrl).IdnHost;
}

/// <param name="Host">Name or address of the SMTP server.</param>
/// <param name="Port">1–65535.</param>
/// <param name="Security">How the conversation is encrypted.</param>
/// <param name="User">Left out: the server asks nobody who they are.</param>
/// <param name="Password">Of the user.</param>
public sealed record MailServer(string Host, int Port, MailSecurity Security, string? User = null, string? Password = null)
{
    /// <summary>Never the password, wherever the record is printed.</summary>
    public override string ToString() => $"{Host}:{Port} {Security}";
}

/// <param name="Domain">Of the sender's address, or one above it.</param>
/// <param name="Selector">Under which name the public key stands in DNS: <c>{selector}._domainkey.{domain}</c>.</param>
/// <param name="File">The private key, PEM.</param>
public sealed record MailKey(string Domain, string Selector, string File)
{
    /// <summary>Why a file cannot be used to sign with; <c>null</c> when it can.</summary>
    public static string? WhatIsWrong(string file)
    {
        try
        {
            _ = new MailSignature(new MailKey("exempel.se", "x", file));
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "går inte att läsa. Kontrollera att filen finns och att portalen får läsa den.";
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException or InvalidOperationException)
        {
            return "är ingen privat nyckel. Gör en med: openssl genrsa -out dkim.pem 2048";
        }
    }
}

/// <summary>How a conversation with the mail server is encrypted.</summary>
public enum MailSecurity
{
    /// <summary>In plain text first, encrypted before anything is said; a server that cannot is left. Usually port 587.</summary>
    StartTls,

    /// <summary>From the first byte. Usually port 465.</summary>
    Tls,

    /// <summary>Not at all: for a server on the same machine or a closed network. Usually port 25.</summary>
    None,
}
