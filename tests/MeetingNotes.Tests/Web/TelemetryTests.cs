using System.Net;
using System.Text.Json;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Watching;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Logging;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Serilog.Events;
using Serilog.Parsing;

namespace MeetingNotes.Tests.Web;

/// <summary>What leaves the portal for whoever watches it (promise 32): enough to notice and find faults, nothing of who asked or for what.</summary>
public sealed class TelemetryTests(WebFixture web, PostgresFixture postgres)
{
    private const string Secret = "c0ffee0ddba11c0ffee0ddba11c0ffee0ddba11c0ffee0dd";
    private const string Somebody = "kanariefagel";
    private const string Address = "203.0.113.77";
    private const string InAFault = "utlost";

    private static readonly string[] Kinds = [OtlpReceiver.Traces, OtlpReceiver.Metrics, OtlpReceiver.Logs];

    private static readonly string[] HarmlessTags =
    [
        "http.request.method", "http.response.status_code", "http.route", "network.protocol.version", "url.scheme", "error.type",
        "db.system.name", "db.namespace", "db.operation.name", "db.query.text", "db.response.status_code", "db.npgsql.prepared", "db.npgsql.rows",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promise32_Otlp_TracesMetricsAndLogsArriveWithoutWhoOrWhat()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var database = await postgres.CreateMigratedDatabaseAsync();
        await AddLateMailAsync(database);
        await using var portal = await PortalProcess.InProductionAsync(
            database.ConnectionString, ("Portal__Telemetry__Otlp", receiver.Address), ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_BLRP_SCHEDULE_DELAY", "200"));

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null }) { BaseAddress = portal.Address };
        foreach (var path in (string[])[
            "/om", "/organ", $"/sok?q={Somebody}", $"/prenumerera/mina/{Secret}", $"/prenumerera/bekrafta/{Secret}", $"/prenumerera/sluta/{Secret}", $"/forhandsvisning/{Secret}",
            $"/api/v1/search?q={Somebody}", $"/api/v1/notes?limit={Somebody}", $"/healthz?q={Somebody}"])
        {
            await SendAsync(client, HttpMethod.Get, path);
        }

        Assert.Equal(HttpStatusCode.Redirect, await FollowAsync(client, Somebody));
        await RaiseWhenFollowedAsync(database);
        Assert.Equal(HttpStatusCode.InternalServerError, await FollowAsync(client, InAFault));

        await Until.TrueAsync(() => receiver.Gauges.Any(gauge => gauge.Name == Watched.MailAge.Name));
        await portal.StopAsync();

        // They arrive: a request, and below it what it asked the database; the gauges; the events of the console.
        var requests = receiver.Spans.Where(sent => sent.Source == "Microsoft.AspNetCore").Select(sent => sent.Span).ToList();
        var questions = receiver.Spans.Where(sent => sent.Source == "Npgsql").Select(sent => sent.Span).ToList();
        var search = Assert.Single(requests, span => span.Name == "GET sok");
        Assert.Single(requests, span => span.Name == "GET Om");
        Assert.Contains(questions, span => span.Parent == search.Id && span.Tags["db.query.text"].Contains("SELECT", StringComparison.Ordinal));
        Assert.All(questions, span => Assert.NotEqual("", span.Parent));
        Assert.DoesNotContain(requests, span => span.Name.Contains("healthz", StringComparison.Ordinal));
        var late = receiver.Gauges.Last(gauge => gauge.Name == Watched.MailAge.Name);
        Assert.Equal("s", late.Unit);
        Assert.InRange(late.Value, 7200, 7800);
        Assert.Equal(1, receiver.Gauges.Last(gauge => gauge.Name == Watched.GivenUpMails.Name).Value);
        string[] names = ["http.server.request.duration", "db.client.operation.duration", "dotnet.gc.collections", .. Watched.All.Where(watched => watched != Watched.ReplicaLag).Select(watched => watched.Name)];
        Assert.Empty(names.Except(receiver.MetricNames));
        Assert.Contains(receiver.Events, text => text.Contains(Watched.MailAge.Alarm, StringComparison.Ordinal));
        Assert.Contains(receiver.Events, text => text.Contains("/prenumerera/mina/…", StringComparison.Ordinal));

        // Nothing of who or what.
        foreach (var canary in (string[])[Secret, Somebody, Address])
        {
            Assert.All(Kinds, kind => Assert.Null(receiver.Find(kind, canary)));
            Assert.DoesNotContain(canary, portal.Output, StringComparison.Ordinal);
        }

        Assert.Empty(requests.Concat(questions).SelectMany(span => span.Tags.Keys).Distinct().Except(HarmlessTags));
        Assert.All(requests.Concat(questions), span => Assert.Equal("", span.TraceState));

        // A fault tells its kind, but not what it says.
        Assert.Contains(questions, span => span.Tags.GetValueOrDefault("db.response.status_code") == "P0001" && span.EventTags.Contains("exception.type=Npgsql.PostgresException"));
        Assert.Null(receiver.Find(OtlpReceiver.Traces, InAFault));
    }

    [Fact]
    public async Task Promise32_Log_OneEventIsOneLineWhateverIsAskedFor()
    {
        await using var database = await postgres.CreateMigratedDatabaseAsync();
        await using var portal = await PortalProcess.InProductionAsync(database.ConnectionString);
        string[] heads =
        [
            "GET /radbryt%0A%7B%22@t%22:%22falsk%22%7D HTTP/1.1",
            "GET /radbryt%0D%0Afalsk HTTP/1.1",
            "GET /radbryt%1B%5B31mfalsk HTTP/1.1",
            "GET /radbryt%C2%9B31mfalsk HTTP/1.1",
            "GET /radbryt%E2%80%A8falsk%C2%85falsk HTTP/1.1",
            "GET /radbryt HTTP/1.1\r\nUser-Agent: \u001b[31mfalsk\r\nX-Forwarded-For: \u001b[2J",
            "GET /radbryt HTTP/1.1\r\nReferer: \u0085falsk\u009b",
        ];
        foreach (var head in heads)
        {
            Assert.InRange(await portal.SendAsync(head), 400, 499);
        }

        Assert.InRange(await portal.SendAsync("GET /radbryt%00falsk HTTP/1.1"), 400, 499);
        Assert.InRange(await portal.SendAsync("GET /radbryt HTTP/1.1\r\nX-Falsk: a\0b"), 400, 499);
        await portal.StopAsync();

        var lines = AssertOneEventPerLine(portal.Output);
        Assert.True(lines.Count(line => line.TryGetProperty("RequestPath", out var path) && path.GetString()!.StartsWith("/radbryt", StringComparison.Ordinal)) >= heads.Length - 1, portal.Output);
    }

    [Fact]
    public void Promise32_Log_OneEventIsOneLineWhateverIsInIt()
    {
        const string Hostile = "a\nb\r\nc\u001b[31m\0\u0007\u007f\u0085\u009b2J\u2028\u2029\u202eå\"\\{x}";
        using var output = new StringWriter();
        var fault = Assert.Throws<InvalidOperationException>((Action)(() => throw new InvalidOperationException(Hostile)));
        var template = new MessageTemplateParser().Parse("Något\nhände {What}");
        new OneLineJson().Format(new LogEvent(DateTimeOffset.UnixEpoch, LogEventLevel.Error, fault, template, [new("What", new ScalarValue(Hostile))]), output);
        new OneLineJson().Format(new LogEvent(DateTimeOffset.UnixEpoch, LogEventLevel.Error, null, template, []), output);

        var lines = AssertOneEventPerLine(output.ToString());

        Assert.Equal(2, lines.Count);
        Assert.Equal(Hostile, lines[0].GetProperty("What").GetString());
        Assert.Contains(Hostile, lines[0].GetProperty("@x").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_AlarmStands_SaysSoAndStaysInTraffic()
    {
        await using var database = await postgres.CreateMigratedDatabaseAsync();
        await using var portal = web.With(host => host.UseSetting("ConnectionStrings:MeetingNotes", database.ConnectionString).UseSetting("Portal:SampleNotes", ""));
        var (maj, alva) = (await StaffClient.SignInAsync(portal, "maj"), await StaffClient.SignInAsync(portal, "alva"));
        var watch = portal.Services.GetRequiredService<PortalWatch>();
        await watch.LookAsync(Ct);
        Assert.Equal("Portalen är redo.\n", await ReadyAsync(portal));

        await portal.Services.GetRequiredService<Database>().ExecuteAsync(
            """
            INSERT INTO outbox (id, key, recipient, subject, text, created_at, next_try_at, attempts)
            VALUES (gen_random_uuid(), 'sent', 'signe@region.example', 'Prov', 'Prov', @now - interval '2 hours', @now + interval '1 hour', 3)
            """,
            new { now = web.Clock.GetUtcNow() }, Ct);
        await watch.LookAsync(Ct);

        Assert.Equal($"Portalen är redo.\nLarm: {Watched.MailAge.Alarm}\n", await ReadyAsync(portal));
        Assert.Contains(Watched.MailAge.Alarm, await OverviewAsync(maj), StringComparison.Ordinal);
        Assert.DoesNotContain(Watched.MailAge.Alarm, await OverviewAsync(alva), StringComparison.Ordinal);

        await portal.Services.GetRequiredService<Database>().ExecuteAsync("DELETE FROM outbox", null, Ct);
        await watch.LookAsync(Ct);
        Assert.Equal("Portalen är redo.\n", await ReadyAsync(portal));
        Assert.DoesNotContain(Watched.MailAge.Alarm, await OverviewAsync(maj), StringComparison.Ordinal);

        static async Task<string> OverviewAsync(StaffClient client) => await (await client.GetAsync("/redaktion")).Content.ReadAsStringAsync(Ct);
    }

    private static async Task<string> ReadyAsync(WebApplicationFactory<Program> portal)
    {
        var response = await WebFixture.SendAsync(portal, HttpMethod.Get, "/readyz");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return string.Concat((await response.Content.ReadAsStringAsync(Ct)).Split('\n').Where(line => line.Length > 0 && !line.StartsWith("Sökningen", StringComparison.Ordinal)).Select(line => line + "\n"));
    }

    /// <summary>Every line is JSON of its own, and nothing in it ends a line or commands a terminal.</summary>
    private static List<JsonElement> AssertOneEventPerLine(string output)
    {
        Assert.EndsWith("\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain(output, letter => letter != '\n' && (char.IsControl(letter) || letter is '\u2028' or '\u2029'));
        return [.. output.Split('\n')[..^1].Select(line =>
        {
            var json = JsonDocument.Parse(line).RootElement;
            Assert.NotEqual("falsk", json.GetProperty("@t").GetString());
            return json;
        })];
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Host = PortalProcess.PublicHost;
        (string Name, string Value)[] headers =
        [
            ("User-Agent", $"Mozilla/5.0 ({Somebody})"),
            ("Referer", $"https://annan.exempel.se/{Somebody}"),
            ("Cookie", $"x={Somebody}"),
            ("Origin", $"https://{PortalProcess.PublicHost}"),
            ("X-Forwarded-For", Address),
            ("traceparent", $"00-{Guid.CreateVersion7():N}-00f067aa0ba902b7-01"),
            ("tracestate", $"x={Somebody}"),
            ("baggage", $"x={Somebody}"),
        ];
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request, Ct);
        return response.StatusCode;
    }

    private static Task<HttpStatusCode> FollowAsync(HttpClient client, string name) => SendAsync(
        client, HttpMethod.Post, "/prenumerera", new FormUrlEncodedContent([new("epost", $"{name}@exempel.se"), new("organ", "alla"), new("takt", "genast")]));

    private static async Task AddLateMailAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.ExecuteAsync(
            """
            INSERT INTO outbox (id, key, recipient, subject, text, created_at, next_try_at, attempts)
            VALUES (gen_random_uuid(), 'late', 'signe@region.example', 'Prov', 'Prov', now() - interval '2 hours', now() + interval '1 hour', 3),
                   (gen_random_uuid(), 'given up', 'signe@region.example', 'Prov', 'Prov', now(), NULL, 10)
            """);
    }

    /// <summary>From now on the database refuses who would follow, and repeats the address, as its own messages may.</summary>
    private static async Task RaiseWhenFollowedAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.ExecuteAsync(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no: %', NEW.address; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON follow_requests FOR EACH ROW EXECUTE FUNCTION refuse();
            """);
    }
}
