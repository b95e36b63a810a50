using System.Globalization;
using System.Text;
using MeetingNotes.Core.Mail;
using MeetingNotes.Tests.Testing;
using MimeKit;

namespace MeetingNotes.Tests.Mail;

public sealed class MailMessagesTests(PostgresFixture postgres)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly MailSettings Settings = new() { PublicBaseUrl = "https://noterat.region.example", PortalName = "Noterat i Ådalen", From = "noterat@region.example" };

    public static TheoryData<string> NotAddresses =>
    [
        "signe@region.example\r\nBcc: alla@region.example",
        "signe@region.example\nX: y",
        "signe@region.example, alla@region.example",
        "signe@region.example;alla@region.example",
        "signe@region.example> <alla@region.example",
        "signe@region.example>\r\nRCPT TO:<alla@region.example",
        "Signe <signe@region.example>",
        "<signe@region.example>",
        "alla: signe@region.example;",
        "signe@region.example (signe)",
        "signe@region.example\0",
        "signe@region.example ",
        "signe region.example",
        "signe",
        "signe@",
        "@region.example",
    ];

    [Fact]
    public void Of_Mail_HasTheHeadersAndTheTextAsItWas()
    {
        var text = $"Hej!\n\nÅsa har lämnat noteringen.\n{new string('å', 1200)}\n.\nFrom: ingen\n";
        var mail = Mail(subject: "Att granska: Hälso- och sjukvårdsnämnden 11 april 2018", text: text);

        var source = Encoding.ASCII.GetString(Bytes(mail));
        var read = MimeMessage.Load(new MemoryStream(Bytes(mail)), Ct);

        Assert.Equal($"{mail.Id:N}@noterat.region.example", read.MessageId);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(1)), read.Date);
        Assert.Equal("+0100", source.Split("\n").First(line => line.StartsWith("Date:", StringComparison.Ordinal)).Trim()[^5..]);
        Assert.Equal("\"Noterat i Ådalen\" <noterat@region.example>", Assert.Single(read.From).ToString());
        Assert.Equal("signe@region.example", Assert.Single(read.To).ToString());
        Assert.Equal("auto-generated", read.Headers["Auto-Submitted"]);
        Assert.Equal("All", read.Headers["X-Auto-Response-Suppress"]);
        Assert.Equal("Att granska: Hälso- och sjukvårdsnämnden 11 april 2018", read.Subject);
        var part = Assert.IsType<TextPart>(read.Body);
        Assert.Equal(("text/plain", "utf-8", ContentEncoding.QuotedPrintable), (part.ContentType.MimeType, part.ContentType.Charset, part.ContentTransferEncoding));
        Assert.Equal(text, part.Text.ReplaceLineEndings("\n"));
        Assert.All(source.ReplaceLineEndings("\n").Split('\n'), line => Assert.True(line.Length <= 78));
        Assert.Equal(Bytes(mail), Bytes(mail));
    }

    [Theory]
    [InlineData("Hej\r\nBcc: alla@region.example\r\n\r\nText")]
    [InlineData("Hej\nBcc: alla@region.example")]
    [InlineData("Hej\rBcc: alla@region.example")]
    [InlineData("Hej\u0085\u2028\u2029\0\u000bBcc: alla@region.example")]
    [InlineData("=?utf-8?Q?Hej=0D=0ABcc:_alla@region.example?=")]
    public void Of_SubjectOrNameWithMoreHeaders_HasNone(string hostile)
    {
        foreach (var message in (MimeMessage[])[MailMessages.Of(Mail(subject: hostile), Settings), MailMessages.Of(Mail(), Settings with { PortalName = hostile })])
        {
            using var stream = new MemoryStream();
            message.WriteTo(stream, Ct);
            stream.Position = 0;
            var read = MimeMessage.Load(stream, Ct);

            Assert.Empty(read.Bcc);
            Assert.Equal("Hej!", read.TextBody?.Trim());
            Assert.Equal(
                ["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version", "Message-Id", "Subject", "To", "X-Auto-Response-Suppress"],
                read.Headers.Concat(read.Body!.Headers).Select(header => header.Field).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal));
            message.Dispose();
        }
    }

    [Fact]
    public void Of_SubjectTurnsTheLineAround_IsPlain() =>
        Assert.Equal("Att granska: txt .exe", MailMessages.Of(Mail(subject: "Att granska:\u202E txt\u2066\t.exe"), Settings).Subject);

    [Theory, MemberData(nameof(NotAddresses))]
    public void Of_NotOneAddress_IsRefusedWithoutTellingIt(string address)
    {
        var refusal = Assert.Throws<MailAddressException>(() => MailMessages.Of(Mail(recipient: address), Settings));
        Assert.DoesNotContain("signe", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("signe@region.example"), InlineData("åsa.öberg+noterat@region.example"), InlineData("signe@västra.example")]
    public void Of_OneAddress_IsTheOnlyRecipient(string address) =>
        Assert.Equal(address, Assert.Single(MailMessages.Of(Mail(recipient: address), Settings).To.Mailboxes).Address);

    [Fact]
    public async Task Send_HostileRowsAndTexts_OnlyWhatIsMeantArrives()
    {
        await using var test = await MailTest.StartAsync(postgres);
        await test.AddAsync([.. NotAddresses.Where(one => !one.Data.Contains('\0', StringComparison.Ordinal)).Select((one, index) => new OutgoingMail($"fel {index}", one.Data, "Ämne", "Text"))]);
        await test.AddAsync(new OutgoingMail("rätt", "signe@region.example", "Ämne\r\nBcc: x@region.example", "Hej!\r\n.\r\nMAIL FROM:<x@region.example>\r\nQUIT\r\n..\r\n"));

        Assert.Equal(1, await test.Worker().SendDueAsync(Ct));

        var mail = Assert.Single(test.Server.Received);
        Assert.Equal(["signe@region.example"], mail.Recipients);
        Assert.Equal("Hej!\n.\nMAIL FROM:<x@region.example>\nQUIT\n..", mail.Message.TextBody?.ReplaceLineEndings("\n").TrimEnd());
        Assert.Single(test.Server.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
        var row = await test.RowAsync("fel 0");
        Assert.Equal((1, false, false, "MailAddressException: Adressen är inte en e-postadress."), (row.Attempts, row.IsSent, row.IsWaiting, row.Failure));
        Assert.DoesNotContain(test.Log.Written, line => line.Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_NoServer_WritesOneFileAMailThatMailProgramsOpen()
    {
        await using var test = await MailTest.StartAsync(postgres);
        var folder = Path.Combine(Path.GetDirectoryName(test.Portal.Write("x", ""))!, "mail");
        var worker = test.Worker(settings => settings with { Server = null, Folder = folder });
        await test.AddAsync("ett", "två");

        Assert.Equal(2, await worker.SendDueAsync(Ct));
        // As if the portal had died between the file and the mark.
        await test.Portal.Db.ExecuteAsync("UPDATE outbox SET sent_at = NULL, next_try_at = @now", new { now = test.Portal.Clock.GetUtcNow() }, Ct);
        Assert.Equal(2, await worker.SendDueAsync(Ct));

        var row = await test.RowAsync("ett");
        var files = Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, files.Count);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"20261124-080000-{row.Id:N}.eml"), files);
        Assert.Equal(["Att granska: ett", "Att granska: två"], files.Select(file => MimeMessage.Load(Path.Combine(folder, file!), Ct).Subject).Order(StringComparer.Ordinal));
        Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(folder) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) == 0);
        Assert.Empty(test.Server.Received);
    }

    private static WaitingMail Mail(string recipient = "signe@region.example", string subject = "Ämne", string text = "Hej!") => new()
    {
        Id = new Guid("0198c0de-0000-7000-8000-000000000001"),
        Recipient = recipient,
        Subject = subject,
        Text = text,
        CreatedAt = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero),
        Attempts = 1,
    };

    private static byte[] Bytes(WaitingMail mail)
    {
        using var message = MailMessages.Of(mail, Settings);
        using var stream = new MemoryStream();
        message.WriteTo(stream, Ct);
        return stream.ToArray();
    }
}
