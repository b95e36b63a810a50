using System.Globalization;
using MailKit.Net.Smtp;
using MeetingNotes.Core.Data;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Mail;

/// <summary>
/// Sends what stands in the outbox, once each, whichever instance gets there first. The one window in which a mail can go twice cannot be
/// closed: the server has it, and the portal does not learn so. Both then have the same Message-ID.
/// </summary>
public sealed class MailWorker : BackgroundRounds
{
    /// <summary>How long a mail is kept when nobody is to try it again: long enough to find out what became of it.</summary>
    public const int DaysKept = 30;

    /// <summary>The same for mail to readers, so that an address that was never confirmed is soon gone.</summary>
    public const int DaysKeptOfReaders = 2;

    private const int MarkTries = 10;

    private static readonly TimeSpan ForgetPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan MarkPause = TimeSpan.FromSeconds(1);

    private readonly MailSettings _settings;
    private readonly ILogger<MailWorker> _logger;
    private readonly Outbox _outbox;
    private readonly MailSignature? _signature;
    private DateTimeOffset _forgetsAt;

    public MailWorker(Database db, MailSettings settings, TimeProvider clock, ILogger<MailWorker> logger)
        : base(TimeSpan.FromSeconds(10), clock, logger)
    {
        _settings = settings;
        _logger = logger;
        _outbox = new Outbox(db, clock);
        _signature = settings.Dkim is { } key ? new MailSignature(key) : null;
    }

    /// <summary>Sends everything that is due now; returns how many mails that was.</summary>
    /// <param name="ct">Stops between two mails: one that is on its way is finished, or it might go twice.</param>
    public async Task<int> SendDueAsync(CancellationToken ct)
    {
        var sent = 0;
        await using var carrier = MailCarrier.For(_settings);
        while (!ct.IsCancellationRequested && await _outbox.ClaimAsync(ct) is { } mail)
        {
            sent += await SendAsync(carrier, mail) ? 1 : 0;
        }

        return sent;
    }

    /// <summary>Deletes what has been kept for <see cref="DaysKept"/> days, and files of mails that are known no more.</summary>
    public async Task ForgetAsync(CancellationToken ct)
    {
        var before = Clock.GetUtcNow().AddDays(-DaysKept);
        await _outbox.ForgetAsync(before, Clock.GetUtcNow().AddDays(-DaysKeptOfReaders), ct);
        FolderCarrier.Forget(_settings.Folder, before, (await _outbox.UnknownAsync(FolderCarrier.MailsIn(_settings.Folder), ct)).ToHashSet());
    }

    protected override string Work => "mail";

    protected override bool IsToldInFull => false;

    protected override async Task RoundAsync(CancellationToken ct)
    {
        await SendDueAsync(ct);
        if (Clock.GetUtcNow() >= _forgetsAt)
        {
            _forgetsAt = Clock.GetUtcNow() + ForgetPause;
            await ForgetAsync(ct);
        }
    }

    private async Task<bool> SendAsync(MailCarrier carrier, WaitingMail mail)
    {
        try
        {
            using var patience = new CancellationTokenSource(_settings.Patience);
            var name = string.Create(CultureInfo.InvariantCulture, $"{mail.CreatedAt.UtcDateTime:yyyyMMdd-HHmmss}-{mail.Id:N}");
            using var message = MailMessages.Of(mail, _settings, _signature);
            await carrier.SendAsync(message, name, patience.Token);
        }
        catch (Exception fault)
        {
            await MarkAsync(() => FailAsync(mail, fault));
            return false;
        }

        await MarkAsync(() => _outbox.SentAsync(mail, CancellationToken.None));
        _logger.LogInformation("Mail {MailId} sent", mail.Id);
        return true;
    }

    private async Task FailAsync(WaitingMail mail, Exception fault)
    {
        var told = fault is OperationCanceledException ? "Mejlservern svarade inte i tid." : fault.Message;
        var isGivenUp = await _outbox.FailedAsync(mail, $"{fault.GetType().Name}: {told}", isHopeless: fault is MailAddressException, CancellationToken.None);

        // Servers repeat the address in what they say: only the kind of fault is logged.
        var status = fault is SmtpCommandException refusal ? (int)refusal.StatusCode : 0;
        if (isGivenUp)
        {
            _logger.LogError("Mail {MailId} given up after {Attempts} tries: {Fault} {Status}", mail.Id, mail.Attempts, fault.GetType().Name, status);
        }
        else
        {
            _logger.LogWarning("Mail {MailId} not sent at try {Attempts}: {Fault} {Status}", mail.Id, mail.Attempts, fault.GetType().Name, status);
        }
    }

    /// <summary>What is not marked goes again: a database that is away for a moment is waited for.</summary>
    private static async Task MarkAsync(Func<Task> mark)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await mark();
                return;
            }
            catch (Exception fault) when (attempt < MarkTries && Database.IsUnavailable(fault))
            {
                await Task.Delay(MarkPause);
            }
        }
    }
}
