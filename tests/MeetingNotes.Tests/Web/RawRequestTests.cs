using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web;

/// <summary>What no well-behaved client sends, byte by byte to the real server.</summary>
public sealed class RawRequestTests(WebFixture portal, RawRequestTests.RealServer server) : IClassFixture<RawRequestTests.RealServer>
{
    /// <summary>The portal on Kestrel and a free port.</summary>
    public sealed class RealServer : IDisposable
    {
        private readonly WebApplicationFactory<Program> _portal;

        public RealServer(WebFixture fixture)
        {
            _portal = fixture.With(_ => { });
            _portal.UseKestrel(0);
            _portal.StartServer();
            Address = new Uri(_portal.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        }

        public Uri Address { get; }

        public void Dispose() => _portal.Dispose();
    }

    public static TheoryData<string, int[]> Requests => new()
    {
        { "GET /om HTTP/1.1", [200] },
        { "GET /om?q=\0 HTTP/1.1", [400] },
        { "GET /%00 HTTP/1.1", [400, 404] },
        { "GET /om%00 HTTP/1.1", [400, 404] },
        { "GET /om?q=%00 HTTP/1.1", [200] },
        { "GET /%ff%fe HTTP/1.1", [400, 404] },
        { "GET /%c3%28 HTTP/1.1", [400, 404] },
        { "GET /%ed%a0%80 HTTP/1.1", [400, 404] },
        { "GET /% HTTP/1.1", [400, 404] },
        { "GET /%zz?%zz=%c3%28 HTTP/1.1", [400, 404] },
        { "GET /\u00ff\u00fe HTTP/1.1", [400, 404] },
        { "GET /../../etc/passwd HTTP/1.1", [400, 404] },
        { "GET /css/..%2fcss/tokens.css HTTP/1.1", [400, 404] },
        { "GET om HTTP/1.1", [400, 405] },
        { $"GET /{new string('a', 6000)} HTTP/1.1", [404] },
        { $"GET /{new string('a', 9000)} HTTP/1.1", [414] },
        { $"GET /om?q={new string('a', 7000)} HTTP/1.1", [200] },
        { $"GET /om?q={new string('a', 100_000)} HTTP/1.1", [414] },
        { $"GET /om?{string.Concat(Enumerable.Repeat("a=&", 2500))} HTTP/1.1", [200] },
        { $"GET /om HTTP/1.1\r\nX-Long: {new string('a', 20_000)}", [431] },
        { $"GET /om HTTP/1.1\r\n{string.Join("\r\n", Enumerable.Range(0, 80).Select(i => $"X-{i}: a"))}", [431] },
        { "GET /om HTTP/1.1\r\nIf-None-Match: \u00ff\"\"\",,,W/", [200, 400] },
        { "GET /om HTTP/1.1\r\nAccept-Encoding: br;q=nan, gzip;;;=", [200] },
        { "GET /om HTTP/1.1\r\nAccept-Language: \t,,;q=9", [200] },
        { "BREW /om HTTP/1.1", [405] },
        { "TRACE /om HTTP/1.1", [405] },
        { "CONNECT /om HTTP/1.1", [400, 405] },
        { "POST /om HTTP/1.1\r\nContent-Length: 99999999999", [400, 405, 413] },
        { "POST /om HTTP/1.1\r\nContent-Length: -1", [400] },
        { "GET /om HTTP/9.9", [400, 505] },
        { "G\0T /om HTTP/1.1", [400] },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task Request_OfAnyBytes_IsAnsweredAsTheClientsFault(string head, int[] expected)
    {
        var answer = await SendAsync(head);

        Assert.Contains(StatusOf(answer), expected);
        Assert.DoesNotContain("\nServer:", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_OnTheWire_HasNoBodyAndTheConnectionGoesOn()
    {
        var answer = await SendAsync("HEAD /om HTTP/1.1\r\nHost: localhost\r\n\r\nGET /robots.txt HTTP/1.1");

        Assert.Equal(200, StatusOf(answer));
        var second = answer.IndexOf("HTTP/1.1 200", 1, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer[..second], StringComparison.Ordinal);
        Assert.DoesNotContain("<html", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_OverTheLimit_IsRefused()
    {
        var answer = await SendAsync($"POST /om HTTP/1.1\r\nContent-Length: {3 * 1024 * 1024}");

        Assert.InRange(StatusOf(answer), 405, 413);
    }

    /// <summary>
    /// As slowhttptest does: they come one after another; some send their headers a letter a second, some a form, some read their answers a letter a second, and who is shown out comes again.
    /// The others notice nothing: they are answered all the while, and as soon as those who ask the portal next door, which has no such clients.
    /// Who reads slowly may, at the rate that Kestrel asks, go on for minutes.
    /// </summary>
    [Fact]
    public async Task Promise27_SlowClients_TheOthersAreAnsweredAndTheSlowAreShownOut()
    {
        const int EachKind = 100;
        string[] openings =
        [
            "GET /om HTTP/1.1\r\nX-Long: ",
            "POST /prenumerera HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10000\r\n\r\n",
            string.Concat(Enumerable.Repeat("GET /openapi/v1.json HTTP/1.1\r\nHost: localhost\r\n\r\n", 50)),
        ];
        using var browser = new HttpClient { BaseAddress = server.Address };
        browser.DefaultRequestHeaders.ConnectionClose = true;    // each search by somebody new, who has no connection yet
        using var nextDoor = portal.CreateClient();
        await Task.WhenAll(SearchAsync(browser), SearchAsync(nextDoor));
        var slow = Enumerable.Range(0, EachKind * openings.Length).Select(number =>
            new SlowClient(server.Address, openings[number / EachKind], sends: number < 2 * EachKind, comes: TimeSpan.FromSeconds(5) * (number % EachKind) / EachKind)).ToList();
        var (answers, longest, longestNextDoor) = (0, TimeSpan.Zero, TimeSpan.Zero);
        try
        {
            await Until.TrueAsync(() => slow.TrueForAll(client => client.IsThere));
            for (var waited = Stopwatch.StartNew(); answers < 10 || slow.Take(2 * EachKind).Any(client => !client.WasShownOut);)
            {
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(90), $"{answers} answers, {slow.Take(2 * EachKind).Count(client => !client.WasShownOut)} are there still.");
                var took = await Task.WhenAll(SearchAsync(browser), SearchAsync(nextDoor));
                longest = Longest(longest, took[0]);
                longestNextDoor = Longest(longestNextDoor, took[1]);
                answers++;
                await Task.Delay(500, TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }

        Assert.InRange(longest, TimeSpan.Zero, Longest(TimeSpan.FromSeconds(5), 3 * longestNextDoor));

        static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;

        static async Task<TimeSpan> SearchAsync(HttpClient reader)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/sok?q=buss", TestContext.Current.CancellationToken)).StatusCode);
            return Stopwatch.GetElapsedTime(started);
        }
    }

    private async Task<string> SendAsync(string head)
    {
        var ct = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"), ct);

        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, ct);
        }
        catch (IOException) when (answer.Length > 0)
        {
            // The server answered and hung up before it had read everything: that is its right.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static int StatusOf(string answer) => int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);

    /// <summary>Says its opening at once, then sends and reads a letter a second, or only reads, and comes again when it is shown out.</summary>
    private sealed class SlowClient : IDisposable
    {
        private readonly CancellationTokenSource _end = new();

        /// <param name="address">Of the server.</param>
        /// <param name="opening">What it says at once.</param>
        /// <param name="sends">Whether it goes on.</param>
        /// <param name="comes">How long it waits: were all shown out in one moment, to tell them would be work enough to keep others waiting.</param>
        public SlowClient(Uri address, string opening, bool sends, TimeSpan comes) => _ = ComeAsync(address, Encoding.Latin1.GetBytes(opening), sends, comes);

        public bool IsThere { get; private set; }

        public bool WasShownOut { get; private set; }

        public void Dispose() => _end.Cancel();

        private async Task ComeAsync(Uri address, byte[] opening, bool sends, TimeSpan comes)
        {
            await Task.Delay(comes);
            while (!_end.IsCancellationRequested)
            {
                try
                {
                    using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
                    await socket.ConnectAsync(address.Host, address.Port, _end.Token);
                    await socket.SendAsync(opening, _end.Token);
                    IsThere = true;
                    await StayAsync(socket, sends);
                }
                catch (Exception end) when (end is SocketException or OperationCanceledException)
                {
                }

                (IsThere, WasShownOut) = (false, IsThere || WasShownOut);
            }
        }

        private async Task StayAsync(Socket socket, bool sends)
        {
            do
            {
                await Task.Delay(1000, _end.Token);
                if (sends)
                {
                    await socket.SendAsync("a"u8.ToArray(), _end.Token);
                }
            }
            while (socket.Available == 0 || await socket.ReceiveAsync(new byte[1], _end.Token) > 0);
        }
    }
}
