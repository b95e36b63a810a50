using MeetingNotes.Core.Mail;

namespace MeetingNotes.Web.Options;

/// <summary>Refuses settings of mail that would send nothing, or a password for anybody to read.</summary>
internal static class MailOptionsCheck
{
    public static IEnumerable<string> Check(MailOptions mail, Func<string, bool> isEmail)
    {
        if (mail is { From: { Length: > 0 } from } && !isEmail(from))
        {
            yield return "Portal:Mail:From ska vara en e-postadress.";
        }

        if (mail.IsSending && Uri.CheckHostName(mail.Host!.Trim()) == UriHostNameType.Unknown)
        {
            yield return "Portal:Mail:Host ska vara mejlserverns namn, till exempel smtp.region.example. Porten anges i Portal:Mail:Port.";
        }

        if (mail.Port is < 1 or > 65535)
        {
            yield return "Portal:Mail:Port ska vara ett tal från 1 till 65535.";
        }

        if (!Enum.IsDefined(mail.Security))
        {
            yield return "Portal:Mail:Security ska vara StartTls, Tls eller None.";
        }

        if (string.IsNullOrWhiteSpace(mail.User) != string.IsNullOrWhiteSpace(mail.Password))
        {
            yield return "Portal:Mail:User och Portal:Mail:Password ska anges båda två eller inte alls.";
        }

        string[] dkim = [mail.Dkim.Domain, mail.Dkim.Selector, mail.Dkim.KeyFile];
        if (dkim.Any(value => value.Length > 0) && dkim.Any(string.IsNullOrWhiteSpace))
        {
            yield return "Portal:Mail:Dkim behöver Domain, Selector och KeyFile, alla tre eller ingen.";
        }
        else if (mail.Dkim.KeyFile.Length > 0 && MailKey.WhatIsWrong(mail.Dkim.KeyFile) is { } fault)
        {
            yield return $"Portal:Mail:Dkim:KeyFile {fault}";
        }

        if (mail is { Security: MailSecurity.None, Password.Length: > 0 })
        {
            yield return "Portal:Mail:Password får inte skickas utan kryptering. Ange StartTls eller Tls i Portal:Mail:Security.";
        }
    }
}
