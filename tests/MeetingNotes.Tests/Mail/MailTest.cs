using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Mail;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Mail;

/// <summary>A portal of its own with a mail server of its own.</summary>
internal sealed class MailTest : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly List<MailWorker> _workers = [];

    private MailTest(Portal portal, SmtpServer server)
    {
        Portal = portal;
        Server = server;
        Settings = new MailSettings
        {
            PublicBaseUrl = "https://noterat.region.example",
            From = "noterat@region.example",
            Server = new MailServer("127.0.0.1", server.Port, MailSecurity.None),
            Patience = TimeSpan.FromSeconds(20),
        };
    }

    public Portal Portal { get; }

    public SmtpServer Server { get; }

    public MailSettings Settings { get; }

    public LogLines Log { get; } = new();

    public static async Task<MailTest> StartAsync(PostgresFixture postgres, SmtpServer? server = null) => new(await Portal.StartAsync(postgres), server ?? new SmtpServer());

    public static async Task<MailTest> OnAsync(TestDatabase database) => new(await Portal.OnAsync(database), new SmtpServer());

    public MailWorker Worker(Func<MailSettings, MailSettings>? change = null, Database? db = null)
    {
        var worker = new MailWorker(db ?? Portal.Db, change?.Invoke(Settings) ?? Settings, Portal.Clock, Log.CreateLogger<MailWorker>());
        _workers.Add(worker);
        return worker;
    }

    public Task AddAsync(params string[] keys) => AddAsync([.. keys.Select(key => new OutgoingMail(key, "signe@region.example", $"Att granska: {key}", "Hej!\n\nLäs på lördag."))]);

    public async Task AddAsync(params OutgoingMail[] mails)
    {
        await using var connection = await Portal.Db.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await Outbox.AddAsync(connection, transaction, Portal.Clock.GetUtcNow(), mails, Ct);
        await transaction.CommitAsync(Ct);
    }

    public async Task<OutboxRow> RowAsync(string key)
    {
        await using var connection = await Portal.Db.OpenConnectionAsync(Ct);
        return await connection.QuerySingleAsync<OutboxRow>(
            "SELECT id, attempts, sent_at IS NOT NULL AS is_sent, next_try_at IS NOT NULL AS is_waiting, failure FROM outbox WHERE key = @key", new { key });
    }

    public async ValueTask DisposeAsync()
    {
        _workers.ForEach(worker => worker.Dispose());
        await Server.DisposeAsync();
        await Portal.DisposeAsync();
        Log.Dispose();
    }

    public sealed record OutboxRow
    {
        public required Guid Id { get; init; }
        public required int Attempts { get; init; }
        public required bool IsSent { get; init; }
        public required bool IsWaiting { get; init; }
        public string? Failure { get; init; }
    }
}
