using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MeetingNotes.Core.Links;
using Microsoft.AspNetCore.Http;

namespace MeetingNotes.Tests.Links;

public sealed class LinkProbeTests
{
    private static readonly LinkCheckSettings Settings = new() { Allow = ["127.0.0.1"], PublicBaseUrl = "https://noterat.region.example", Patience = TimeSpan.FromSeconds(2) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, null, "HEAD")]
    [InlineData(401, null, "HEAD")]
    [InlineData(403, null, "HEAD")]
    [InlineData(429, null, "HEAD")]
    [InlineData(404, LinkFault.Missing, "HEAD GET")]
    [InlineData(410, LinkFault.Missing, "HEAD GET")]
    [InlineData(400, LinkFault.Broken, "HEAD GET")]
    [InlineData(500, LinkFault.Broken, "HEAD GET")]
    [InlineData(302, LinkFault.Broken, "HEAD GET")]
    public async Task Ask_AServerThatAnswers_SaysWhatTheAnswerMeans(int status, object? expected, string methods)
    {
        await using var site = await LinkedSite.StartAsync();
        site.Answer("/a", status);
        Assert.Equal((LinkFault?)expected, await AskAsync(site.Address + "/a"));
        Assert.Equal(methods, string.Join(' ', site.Asked.Select(asked => asked.Method)));
    }

    [Fact]
    public async Task Ask_AServerThatRefusesHead_AsksWithGet()
    {
        await using var site = await LinkedSite.StartAsync();
        site.Answers["/a"] = context =>
        {
            context.Response.StatusCode = HttpMethods.IsHead(context.Request.Method) ? 405 : 200;
            return Task.CompletedTask;
        };
        Assert.Null(await AskAsync(site.Address + "/a"));
    }

    [Fact]
    public async Task Ask_AServerThatBreaksOffAtHead_AsksWithGet()
    {
        await using var site = await LinkedSite.StartAsync();
        site.Answers["/a"] = context =>
        {
            if (HttpMethods.IsHead(context.Request.Method))
            {
                context.Abort();
            }

            return Task.CompletedTask;
        };
        Assert.Null(await AskAsync(site.Address + "/a"));
    }

    [Fact]
    public async Task Ask_AServerThatHangsAtHead_AsksWithGet()
    {
        await using var site = await LinkedSite.StartAsync();
        site.Answers["/a"] = context => HttpMethods.IsHead(context.Request.Method)
            ? Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default)
            : Task.CompletedTask;
        Assert.Null(await AskAsync(site.Address + "/a"));
    }

    [Fact]
    public async Task Ask_RedirectsToSomethingThatAnswers_IsContent()
    {
        await using var site = await LinkedSite.StartAsync();
        site.Answer("/a", 301, "/b");
        site.Answer("/b", 308, site.Address + "/c");
        Assert.Null(await AskAsync(site.Address + "/a"));
        Assert.Equal(["/a", "/b", "/c"], site.Asked.Select(asked => asked.Path));
    }

    [Fact]
    public async Task Ask_RedirectsToSomethingThatIsGone_IsMissing()
    {
        await using var site = await LinkedSite.StartAsync();
        site.Answer("/a", 302, "/b");
        site.Answer("/b", 404);
        Assert.Equal(LinkFault.Missing, await AskAsync(site.Address + "/a"));
    }

    [Fact]
    public async Task Ask_RedirectsInACircle_GivesUpAfterSixQuestions()
    {
        await using var site = await LinkedSite.StartAsync();
        site.Answer("/a", 302, "/a");
        Assert.Equal(LinkFault.Broken, await AskAsync(site.Address + "/a"));
        Assert.Equal(6, site.Asked.Count);
    }

    [Fact]
    public async Task Ask_NobodyAnswersInTime_IsSilent()
    {
        await using var site = await LinkedSite.StartAsync();
        site.Answers["/a"] = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(LinkFault.Silent, await AskAsync(site.Address + "/a"));
    }

    [Fact]
    public async Task Ask_NobodyIsThere_IsSilent()
    {
        await using var site = await LinkedSite.StartAsync();
        var address = site.Address;
        await site.DisposeAsync();
        Assert.Equal(LinkFault.Silent, await AskAsync(address + "/a"));
    }

    [Fact]
    public async Task Ask_APlainServerCalledAsHttps_IsAFaultOfTheCertificate()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerInPlainTextAsync(listener);
        Assert.Equal(LinkFault.Certificate, await AskAsync($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/a"));
        await answering;
    }

    /// <summary>The portal stands in a network that whoever writes a note, or whoever owns a page that it links to, must not reach into.</summary>
    [Theory]
    [InlineData("http://localhost.region.example")]
    [InlineData("http://[::ffff:127.0.0.1]")]
    [InlineData("http://127.0.0.2")]
    [InlineData("http://2130706433")]
    [InlineData("http://0x7f.1")]
    [InlineData("http://0")]
    public async Task Ask_AnAddressInsideTheNetwork_IsNeverConnectedTo(string host)
    {
        await using var site = await LinkedSite.StartAsync();
        var port = new Uri(site.Address).Port;
        using var probe = new LinkProbe(Settings with { Allow = [] });
        Assert.NotNull(await probe.AskAsync(new Uri($"{host}:{port}/a"), Ct));
        Assert.Empty(site.Asked);
    }

    [Fact]
    public async Task Ask_ARedirectIntoTheNetwork_IsNotFollowed()
    {
        await using var site = await LinkedSite.StartAsync();
        site.Answer("/a", 302, site.Address.Replace("127.0.0.1", "[::ffff:127.0.0.1]", StringComparison.Ordinal) + "/inside");
        Assert.Equal(LinkFault.Private, await AskAsync(site.Address + "/a"));
        Assert.Equal(["/a"], site.Asked.Select(asked => asked.Path));
    }

    [Fact]
    public async Task Ask_TheSameHost_WaitsASecondBetweenQuestions()
    {
        await using var site = await LinkedSite.StartAsync();
        site.Answer("/a", 404);
        site.Answer("/b", 302, "/c");
        using var probe = new LinkProbe(Settings);
        await Task.WhenAll(probe.AskAsync(new Uri(site.Address + "/a"), Ct), probe.AskAsync(new Uri(site.Address + "/b"), Ct));
        var times = site.Asked.Select(asked => asked.At).Order().ToList();
        Assert.Equal(4, times.Count);

        // A late request is late by the machine's load, so the whole is measured and not each pause.
        Assert.True(Stopwatch.GetElapsedTime(times[0], times[^1]) >= TimeSpan.FromSeconds(2.5), $"{Stopwatch.GetElapsedTime(times[0], times[^1])}");
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("193.10.66.1", true)]
    [InlineData("2a00:1450:400f:80c::200e", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void Contains_AnAddress_SaysWhetherItIsOfTheOpenInternet(string address, bool expected) =>
        Assert.Equal(expected, PublicAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://handlingar.exempel.se/a", true)]
    [InlineData("https://www.example.se/a", false)]
    [InlineData("https://noterat.region.example/noterat", false)]
    [InlineData("https://hemlig.exempel.se/a", false)]
    [InlineData("https://hemligare.exempel.se/a", true)]
    [InlineData("https://djupt.hemlig.exempel.se/a", false)]
    [InlineData("https://hemlig.exempel.se./a", false)]
    [InlineData("https://noterat.region.example./noterat", false)]
    [InlineData("mailto:a@exempel.se", false)]
    public void IsAsked_ByHost_FollowsTheSettings(string address, bool expected) =>
        Assert.Equal(expected, (Settings with { Deny = ["hemlig.exempel.se"] }).IsAsked(new Uri(address)));

    /// <summary>A page elsewhere must not choose which of the organisation's own services is asked.</summary>
    [Theory]
    [InlineData("https://handlingar.exempel.se/a", "https://www.region.exempel.se/b", true)]
    [InlineData("https://handlingar.exempel.se/a", "https://www.region.exempel.se:8443/b", false)]
    [InlineData("https://region.exempel.se/a", "https://www.region.exempel.se:8443/b", true)]
    [InlineData("https://handlingar.exempel.se/a", "https://handlingar.exempel.se:8443/b", true)]
    [InlineData("https://region.exempel.se/a", "https://www.example.se/b", false)]
    public void IsFollowed_ARedirect_LeadsFromElsewhereToTheOrganisationsWebAlone(string from, string next, bool expected) =>
        Assert.Equal(expected, (Settings with { Allow = ["region.exempel.se"] }).IsFollowed(new Uri(from), new Uri(next)));

    private static async Task<LinkFault?> AskAsync(string address)
    {
        using var probe = new LinkProbe(Settings);
        return await probe.AskAsync(new Uri(address), Ct);
    }

    private static async Task AnswerInPlainTextAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Ct);
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[64], 1, throwOnEndOfStream: false, Ct);
        await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), Ct);
        client.Client.Shutdown(SocketShutdown.Send);
        await stream.ReadAtLeastAsync(new byte[64], 64, throwOnEndOfStream: false, Ct);
    }
}
