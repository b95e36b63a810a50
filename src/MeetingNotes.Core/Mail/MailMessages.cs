using MeetingNotes.Core.Time;
using MimeKit;

namespace MeetingNotes.Core.Mail;

/// <summary>A mail of the outbox as it goes over the wire. The same row gives the same Message-ID at every try.</summary>
internal static class MailMessages
{
    /// <exception cref="MailAddressException">The recipient is not one plain address.</exception>
    public static MimeMessage Of(WaitingMail mail, MailSettings settings, MailSignature? signature = null)
    {
        var message = new MimeMessage
        {
            MessageId = $"{mail.Id:N}@{settings.Host}",
            Date = mail.CreatedAt.ToStockholm(),
            Subject = PlainLine.Of(mail.Subject, OutgoingMail.SubjectMaxLength),
            Body = mail.Html is null ? Part("plain", mail.Text) : new MultipartAlternative(Part("plain", mail.Text), Part("html", mail.Html)) { Boundary = $"=_{mail.Id:N}" },
        };
        message.From.Add(new MailboxAddress(PlainLine.Of(settings.PortalName, 100), settings.From));
        message.To.Add(AddressOf(mail.Recipient));

        // RFC 3834, and the way of Exchange: absence notes are not answers to this.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        if (mail.LeaveUrl is { } leave)
        {
            // RFC 2369 and 8058: the mail program's own way of leaving.
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{leave}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            message.Headers.Add(HeaderId.Precedence, "list");
        }

        signature?.Sign(message);
        return message;
    }

    private static TextPart Part(string kind, string text) => new(kind) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };

    private static MailboxAddress AddressOf(string recipient) =>
        !recipient.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
        && MailboxAddress.TryParse(recipient, out var mailbox) && string.IsNullOrEmpty(mailbox.Name) && mailbox.Address == recipient && mailbox.Domain.Length > 0
            ? mailbox
            : throw new MailAddressException();
}

/// <summary>Where the mail should go cannot be read, and will not be tomorrow. The message does not hold the address.</summary>
internal sealed class MailAddressException() : Exception("Adressen är inte en e-postadress.");
