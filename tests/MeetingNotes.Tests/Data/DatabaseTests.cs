using System.Data;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MeetingNotes.Core.Data;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MeetingNotes.Tests.Data;

public sealed class DatabaseTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Setting = "SELECT current_setting('noterat.test', true)";

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private TestDatabase _testDatabase = null!;
    private Database _database = null!;

    public async ValueTask InitializeAsync()
    {
        _testDatabase = await postgres.CreateDatabaseAsync();
        _database = Open(_testDatabase.ConnectionString);
        await _database.StartAsync(migrate: true, _ct);
    }

    /// <summary>What somebody changes of a session must not go on to the next who gets it.</summary>
    [Fact]
    public void Sessions_ThatAreChanged_AreNotShared()
    {
        var changing = Directory.EnumerateFiles(Repository.Folder("src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetFileName(path), Text: File.ReadAllText(path)))
            .Where(file => Regex.IsMatch(file.Text, "pg_(try_)?advisory_lock\\(|\"(UN)?LISTEN |\"SET (?!LOCAL|CONSTRAINTS)"))
            .ToList();

        Assert.Contains(changing, file => file.Name == "ChangeWatch.cs");
        Assert.All(changing, file => Assert.True(
            file.Text.Contains("OpenOwnConnectionAsync", StringComparison.Ordinal) || file.Text.Contains("Pooling = false", StringComparison.Ordinal)
            || file.Name == "DatabaseBackup.cs",    // a verb: its sessions end with it
            file.Name));
    }

    [Fact]
    public async Task Query_Record_KeepsEveryType()
    {
        var sent = new Everything
        {
            Id = Guid.CreateVersion7(),
            HeldOn = new DateOnly(2018, 4, 11),
            DueOn = new DateOnly(2018, 6, 12),
            StartsAt = new TimeOnly(9, 30),
            EndsAt = new TimeOnly(16, 0),
            CreatedAt = new DateTimeOffset(2018, 4, 12, 9, 50, 0, TimeSpan.Zero),
            CompletedAt = new DateTimeOffset(2018, 5, 1, 0, 0, 0, TimeSpan.Zero),
            TopicSlugs = ["kollektivtrafik", "vård"],
            MeetingDays = [new DateOnly(2018, 4, 11), new DateOnly(2018, 6, 12)],
            Places = [1, 2, 3],
            Image = [0, 255],
            Position = 7,
            ItemCount = 5_000_000_000,
        };

        Assert.Equivalent(sent, await RoundTripAsync(sent), strict: true);
    }

    [Fact]
    public async Task Query_RecordWithNulls_KeepsThem()
    {
        var sent = new Everything
        {
            Id = Guid.CreateVersion7(),
            HeldOn = DateOnly.MinValue,
            StartsAt = TimeOnly.MinValue,
            CreatedAt = DateTimeOffset.UnixEpoch,
            TopicSlugs = [],
            MeetingDays = [],
            Places = [],
            Position = 0,
            ItemCount = 0,
        };

        Assert.Equivalent(sent, await RoundTripAsync(sent), strict: true);
    }

    [Fact]
    public async Task Query_PositionalRecord_IsRead() =>
        Assert.Equal(
            [new Row("a", new DateOnly(2018, 4, 11), null, new TimeOnly(9, 0), null, 1), new Row("b", new DateOnly(2018, 4, 12), new DateOnly(2018, 6, 1), new TimeOnly(10, 0), new TimeOnly(12, 0), 2)],
            await _database.QueryAsync<Row>(
                """
                SELECT title, held_on, due_on, starts_at, ends_at, item_count
                FROM (VALUES
                    ('a', '2018-04-11'::date, NULL::date, '09:00'::time, NULL::time, 1),
                    ('b', '2018-04-12'::date, '2018-06-01'::date, '10:00'::time, '12:00'::time, 2))
                    AS row (title, held_on, due_on, starts_at, ends_at, item_count)
                """,
                null, _ct));

    [Fact]
    public async Task Query_OptionalFilter_IsTyped()
    {
        const string Sql = "SELECT count(*) FROM generate_series(date '2018-01-01', date '2018-01-31', interval '1 day') AS day WHERE (@from::date IS NULL OR day >= @from)";

        Assert.Equal(31, await _database.ExecuteScalarAsync<long>(Sql, new { from = (DateOnly?)null }, _ct));
        Assert.Equal(11, await _database.ExecuteScalarAsync<long>(Sql, new { from = (DateOnly?)new DateOnly(2018, 1, 21) }, _ct));
    }

    [Fact]
    public async Task Query_Scalars_AreRead()
    {
        Assert.Equal(new DateOnly(2018, 4, 11), await _database.ExecuteScalarAsync<DateOnly>("SELECT '2018-04-11'::date", null, _ct));
        Assert.Equal(new DateOnly(2018, 4, 11), await _database.QuerySingleOrDefaultAsync<DateOnly?>("SELECT '2018-04-11'::date", null, _ct));
        Assert.Null(await _database.QuerySingleOrDefaultAsync<DateOnly?>("SELECT NULL::date", null, _ct));
        Assert.Equal(new TimeOnly(9, 30), await _database.ExecuteScalarAsync<TimeOnly>("SELECT '09:30'::time", null, _ct));
        Assert.Equal([new DateOnly(2018, 4, 11)], await _database.QueryAsync<DateOnly>("SELECT '2018-04-11'::date", null, _ct));
        Assert.Null(await _database.QuerySingleOrDefaultAsync<Row>("SELECT WHERE false", null, _ct));
    }

    [Fact]
    public async Task Execute_Update_ReturnsRowsAffected()
    {
        await _database.ExecuteAsync("CREATE TABLE things AS SELECT unnest(@ids) AS id", new { ids = (int[])[1, 2, 3] }, _ct);

        Assert.Equal(2, await _database.ExecuteAsync("DELETE FROM things WHERE id = ANY(@ids)", new { ids = (int[])[1, 2, 9] }, _ct));
    }

    [Fact]
    public async Task KeepConnection_QuestionsAfterOneAnother_AreOfOneSession()
    {
        await using (_database.KeepConnection())
        {
            Assert.Equal("kept", await _database.ExecuteScalarAsync<string>("SELECT set_config('noterat.test', 'kept', false)", null, _ct));
            Assert.Equal("kept", await _database.ExecuteScalarAsync<string>(Setting, null, _ct));
        }

        Assert.Equal(20, (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _database.ExecuteScalarAsync<string>(Setting, null, _ct)))).Count(string.IsNullOrEmpty));
    }

    [Fact]
    public async Task KeepConnection_QuestionsAtOnce_AreAnswered()
    {
        await using var kept = _database.KeepConnection();
        var sessions = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _database.ExecuteScalarAsync<int>("SELECT pg_backend_pid() FROM pg_sleep(1)", null, _ct)));

        Assert.Equal(5, sessions.Distinct().Count());
        Assert.Contains(await _database.ExecuteScalarAsync<int>("SELECT pg_backend_pid()", null, _ct), sessions);
    }

    /// <summary>Who holds a connection for himself holds the kept one: with one that nobody uses beside it, two readers could wait for each other.</summary>
    [Fact]
    public async Task KeepConnection_PoolOfOne_IsEnoughForWhoeverAsks()
    {
        await using var small = Open(_testDatabase.ConnectionString + ";Maximum Pool Size=1;Timeout=2");
        await small.StartAsync(migrate: false, _ct);
        await using (small.KeepConnection())
        {
            Assert.Equal(1, await small.ExecuteScalarAsync<int>("SELECT 1", null, _ct));
            await using (var own = await small.OpenConnectionAsync(_ct))
            {
                Assert.Equal(ConnectionState.Open, own.State);
            }

            await Assert.ThrowsAsync<PostgresException>(() => small.ExecuteScalarAsync<int>("SELECT 1 / 0", null, _ct));
            Assert.Equal(1, await small.ExecuteScalarAsync<int>("SELECT 1", null, _ct));
        }

        Assert.Equal(1, await small.ExecuteScalarAsync<int>("SELECT 1", null, _ct));
    }

    /// <summary>What goes on by itself after its request has none to keep: a pool of one would run out.</summary>
    [Fact]
    public async Task KeepConnection_Over_EachQuestionGivesItsConnectionBack()
    {
        await using var small = Open(_testDatabase.ConnectionString + ";Maximum Pool Size=1;Timeout=2");
        await small.StartAsync(migrate: false, _ct);
        var isOver = new TaskCompletionSource();
        Task later;
        await using (small.KeepConnection())
        {
            later = GoOnAsync();
        }

        isOver.SetResult();
        await later;
        await using var own = await small.DataSource.OpenConnectionAsync(_ct);

        async Task GoOnAsync()
        {
            await isOver.Task;
            Assert.Equal(1, await small.ExecuteScalarAsync<int>("SELECT 1", null, _ct));
        }
    }

    [Fact]
    public async Task Start_ConnectionStringThatSaysSo_WinsOverOurDefaults()
    {
        await using var database = Open(_testDatabase.ConnectionString + ";Command Timeout=3");
        await database.StartAsync(migrate: false, _ct);
        await using var connection = await database.OpenConnectionAsync(_ct);

        Assert.Equal(3, connection.CommandTimeout);
        Assert.Equal(15, connection.ConnectionTimeout);
        Assert.Equal("Noterat", await database.ExecuteScalarAsync<string>("SELECT current_setting('application_name')", null, _ct));
    }

    [Fact]
    public async Task Start_ServerAway_SaysWhatToCheck()
    {
        await using var database = Open("Host=/nowhere;Username=noterat;Password=x");

        var exception = await Assert.ThrowsAsync<DatabaseSetupException>(() => database.StartAsync(migrate: true, _ct));

        Assert.Contains("Databasservern svarar inte", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsReady_StartedAndMigrated_IsTrue()
    {
        Assert.True(await _database.IsReadyAsync(_ct));
    }

    [Fact]
    public async Task IsReady_NotStarted_IsFalse()
    {
        await using var database = Open(_testDatabase.ConnectionString);

        Assert.False(await database.IsReadyAsync(_ct));
    }

    [Fact]
    public async Task IsReady_NotMigrated_IsFalse()
    {
        await using var empty = await postgres.CreateDatabaseAsync();
        await using var database = Open(empty.ConnectionString);
        await database.StartAsync(migrate: false, _ct);

        Assert.False(await database.IsReadyAsync(_ct));
    }

    [Fact]
    public async Task IsReady_ServerAway_IsFalse()
    {
        await using var database = Open("Host=/nowhere;Username=noterat;Password=x");
        await database.StartAsync(migrate: false, _ct);

        Assert.False(await database.IsReadyAsync(_ct));
    }

    [Fact]
    public async Task IsReady_ServerHangs_IsFalseInTime()
    {
        // Takes the call and never answers.
        using var silent = new TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        await using var database = Open($"Host=127.0.0.1;Port={((System.Net.IPEndPoint)silent.LocalEndpoint).Port};Username=noterat;Password=x");
        await database.StartAsync(migrate: false, _ct);

        Assert.False(await database.IsReadyAsync(_ct).WaitAsync(TimeSpan.FromSeconds(5), _ct));
    }

    [Fact]
    public async Task IsUnavailable_RealFailures_AreRecognised()
    {
        await using var away = Open("Host=/nowhere;Username=noterat;Password=x");
        await away.StartAsync(migrate: false, _ct);
        Assert.True(Database.IsUnavailable(await Assert.ThrowsAnyAsync<Exception>(() => away.ExecuteAsync("SELECT 1", null, _ct))));

        await using var slow = Open(_testDatabase.ConnectionString + ";Command Timeout=1");
        await slow.StartAsync(migrate: false, _ct);
        Assert.True(Database.IsUnavailable(await Assert.ThrowsAnyAsync<Exception>(() => slow.ExecuteAsync("SELECT pg_sleep(5)", null, _ct))));

        await using var busy = Open(_testDatabase.ConnectionString + ";Maximum Pool Size=1;Timeout=1");
        await busy.StartAsync(migrate: false, _ct);
        await using var only = await busy.OpenConnectionAsync(_ct);
        Assert.True(Database.IsUnavailable(await Assert.ThrowsAnyAsync<Exception>(() => busy.ExecuteAsync("SELECT 1", null, _ct))));

        Assert.False(Database.IsUnavailable(await Assert.ThrowsAnyAsync<Exception>(() => _database.ExecuteAsync("SELECT nothing", null, _ct))));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _testDatabase.DisposeAsync();
    }

    private static Database Open(string connectionString) =>
        new(new DatabaseOptions { ConnectionString = connectionString, Folder = "/nowhere" }, NullLoggerFactory.Instance);

    private Task<Everything?> RoundTripAsync(Everything sent) => _database.QuerySingleOrDefaultAsync<Everything>(
        """
        SELECT @Id::uuid AS id, @HeldOn::date AS held_on, @DueOn::date AS due_on, @StartsAt::time AS starts_at, @EndsAt::time AS ends_at,
            @CreatedAt::timestamptz AS created_at, @CompletedAt::timestamptz AS completed_at, @TopicSlugs::text[] AS topic_slugs,
            @MeetingDays::date[] AS meeting_days, @Places::int[] AS places, @Image::bytea AS image, @Position::int AS position, @ItemCount::bigint AS item_count
        """,
        sent, _ct);

    public sealed record Everything
    {
        public required Guid Id { get; init; }
        public required DateOnly HeldOn { get; init; }
        public DateOnly? DueOn { get; init; }
        public required TimeOnly StartsAt { get; init; }
        public TimeOnly? EndsAt { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? CompletedAt { get; init; }
        public required string[] TopicSlugs { get; init; }
        public required DateOnly[] MeetingDays { get; init; }
        public required int[] Places { get; init; }
        public byte[]? Image { get; init; }
        public required int Position { get; init; }
        public required long ItemCount { get; init; }
    }

    public sealed record Row(string Title, DateOnly HeldOn, DateOnly? DueOn, TimeOnly StartsAt, TimeOnly? EndsAt, int ItemCount);
}
