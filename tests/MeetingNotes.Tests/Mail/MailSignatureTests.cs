using System.Security.Cryptography;
using MeetingNotes.Core.Mail;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;

namespace MeetingNotes.Tests.Mail;

/// <summary>RFC 6376 and 8058, judged as a receiver does it.</summary>
public sealed class MailSignatureTests : IDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly RSA _key = RSA.Create(2048);
    private readonly string _file = Path.GetTempFileName();

    public MailSignatureTests() => File.WriteAllText(_file, _key.ExportRSAPrivateKeyPem());

    [Fact]
    public void Of_MailToAReader_IsSignedTogetherWithTheWayToLeave()
    {
        var message = Signed();
        var header = Assert.Single(message.Headers, header => header.Id == HeaderId.DkimSignature);

        Assert.Contains("d=region.example; s=noterat", header.Value.ReplaceLineEndings("").Replace("\t", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("list-unsubscribe:list-unsubscribe-post", header.Value.ReplaceLineEndings("").Replace("\t", "", StringComparison.Ordinal).ToLowerInvariant(), StringComparison.Ordinal);
        Assert.True(new DkimVerifier(new Dns(_key)).Verify(message, header, Ct));
    }

    /// <summary>The judge sees a change.</summary>
    [Fact]
    public void Of_MailChangedOnItsWay_IsNotWhatWasSigned()
    {
        var message = Signed();
        message.Headers[HeaderId.ListUnsubscribe] = "<https://annan.example/>";

        Assert.False(new DkimVerifier(new Dns(_key)).Verify(message, message.Headers.Single(header => header.Id == HeaderId.DkimSignature), Ct));
    }

    [Theory]
    [InlineData(null, "går inte att läsa")]
    [InlineData("ingen nyckel", "är ingen privat nyckel")]
    public void WhatIsWrong_WithTheFile_SaysWhatToDo(string? content, string told)
    {
        File.Delete(_file);
        if (content is not null)
        {
            File.WriteAllText(_file, content);
        }

        Assert.Contains(told, MailKey.WhatIsWrong(_file), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _key.Dispose();
        File.Delete(_file);
    }

    private MimeMessage Signed()
    {
        var mail = new WaitingMail
        {
            Id = Guid.CreateVersion7(),
            Recipient = "anna@exempel.se",
            Subject = "Noterat från rådet 11 april",
            Text = "Hej!\n\nNytt från rådet.",
            Html = "<p>Hej!</p><p>Nytt från rådet.</p>",
            LeaveUrl = "https://noterat.region.example/prenumerera/sluta/0",
            CreatedAt = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero),
            Attempts = 1,
        };
        var settings = new MailSettings { PublicBaseUrl = "https://noterat.region.example", From = "noterat@region.example" };
        using var message = MailMessages.Of(mail, settings, new MailSignature(new MailKey("region.example", "noterat", _file)));
        using var stream = new MemoryStream();
        message.WriteTo(stream, Ct);
        stream.Position = 0;
        return MimeMessage.Load(stream, Ct);
    }

    /// <summary>Answers with the public key, as DNS would.</summary>
    private sealed class Dns(RSA key) : DkimPublicKeyLocatorBase
    {
        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            GetPublicKey($"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}");

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
