using MimeKit;
using MimeKit.Cryptography;

namespace MeetingNotes.Core.Mail;

/// <summary>
/// Signs mail with the domain's own key (DKIM, RFC 6376), so that the receiver sees that it comes from the domain that it says. The headers by which
/// somebody leaves are signed, too: RFC 8058 asks for that, or a mail program does not offer the one click.
/// </summary>
internal sealed class MailSignature
{
    private static readonly HeaderId[] Signed =
    [
        HeaderId.From, HeaderId.To, HeaderId.Subject, HeaderId.Date, HeaderId.MessageId, HeaderId.MimeVersion, HeaderId.ContentType, HeaderId.ListUnsubscribe,
        HeaderId.ListUnsubscribePost,
    ];

    private readonly DkimSigner _signer;

    /// <exception cref="IOException">The key's file cannot be read.</exception>
    /// <exception cref="FormatException">The file holds no private key.</exception>
    public MailSignature(MailKey key) => _signer = new DkimSigner(key.File, key.Domain, key.Selector)
    {
        HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
    };

    public void Sign(MimeMessage message)
    {
        message.Prepare(EncodingConstraint.SevenBit);
        _signer.Sign(message, [.. Signed.Where(message.Headers.Contains)]);
    }
}
