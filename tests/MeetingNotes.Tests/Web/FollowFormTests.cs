using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using MeetingNotes.Core.Mail;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Serilog.Core;
using Serilog.Events;

namespace MeetingNotes.Tests.Web;

/// <summary>The forms by which somebody without an account follows something.</summary>
public sealed partial class FollowFormTests(WebFixture portal)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "Skriv din e-postadress, till exempel namn@exempel.se.")]
    [InlineData("anna", "Adressen saknar snabel-a (@). Skriv som namn@exempel.se.")]
    [InlineData("anna@", "Adressen saknar något efter snabel-a. Skriv som namn@exempel.se.")]
    [InlineData("@exempel.se", "Adressen saknar något före snabel-a. Skriv som namn@exempel.se.")]
    [InlineData("anna b@exempel.se", "Det ser inte ut som en e-postadress. Skriv som namn@exempel.se, utan mellanslag.")]
    [InlineData("Anna <anna@exempel.se>", "Det ser inte ut som en e-postadress. Skriv som namn@exempel.se, utan mellanslag.")]
    [InlineData("anna@exempel.se\r\nBcc: x@exempel.se", "Det ser inte ut som en e-postadress. Skriv som namn@exempel.se, utan mellanslag.")]
    public async Task Post_WrongAddress_SaysWhatAtTheFieldAndKeepsWhatWasChosen(string address, string message)
    {
        var response = await PostAsync("/prenumerera", new() { ["epost"] = address, ["organ"] = "kulturforum", ["takt"] = "vecka", ["sok"] = "q=buss&organ=kulturforum" });
        var page = await WebFixture.ParseAsync(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(message, page.QuerySelector("#epost-error")?.TextContent);
        Assert.StartsWith("Fel: ", page.Title, StringComparison.Ordinal);
        Assert.Equal(address.ReplaceLineEndings(""), ((IHtmlInputElement)page.QuerySelector("#epost")!).Value.ReplaceLineEndings(""));
        Assert.True(((IHtmlInputElement)page.QuerySelector("input[name=organ][value=kulturforum]")!).IsChecked);
        Assert.True(((IHtmlInputElement)page.QuerySelector("input[name=takt][value=vecka]")!).IsChecked);
        Assert.Equal("q=buss&organ=kulturforum", ((IHtmlInputElement)page.QuerySelector("input[name=sok]")!).Value);
    }

    [Fact]
    public async Task Post_NothingChosen_SaysSo()
    {
        var response = await PostAsync("/prenumerera", new() { ["epost"] = "anna@exempel.se", ["organ"] = "finns-inte" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("Välj minst ett organ eller ett ämne att följa.", (await WebFixture.ParseAsync(response)).QuerySelector("#organ-error")?.TextContent);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://annan.exempel.se")]
    [InlineData("Origin", "null")]
    public async Task Post_FromAnotherSite_IsRefused(string header, string value)
    {
        var response = await PostAsync("/prenumerera", new() { ["epost"] = "anna@exempel.se", ["organ"] = "alla" }, (header, value));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/organ/regionala-samverkansradet", "Följ organet", "Regionala samverkansrådet")]
    [InlineData("/amnen/kollektivtrafik", "Följ ämnet", "Kollektivtrafik")]
    public async Task Follow_OnThePage_LeadsToTheFormWithItChosen(string path, string text, string chosen)
    {
        var link = (await portal.PageAsync(path)).QuerySelectorAll("a").Single(a => a.TextContent.Trim() == text);
        var form = await portal.PageAsync(link.GetAttribute("href")!);

        Assert.Equal(chosen, form.QuerySelector("input[type=checkbox][checked]")!.ParentElement!.TextContent.Trim());
    }

    [Theory]
    [InlineData("buss")]
    [InlineData("finnsintealls")]
    public async Task Follow_OnASearch_LeadsToTheFormWithItChosen(string words)
    {
        var link = (await portal.PageAsync($"/sok?q={words}")).QuerySelectorAll("main a").Single(a => a.TextContent.Trim() == "Följ sökningen med e-post");
        var form = await portal.PageAsync(link.GetAttribute("href")!);

        Assert.Contains($"Sökningen ”{words}”", form.QuerySelector("form.form-rows")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"q={words}", ((IHtmlInputElement)form.QuerySelector("input[name=sok]")!).Value);
    }

    [Fact]
    public async Task Form_WithSomethingChosen_ShowsTheMailAsItWouldBe()
    {
        var letter = (await portal.PageAsync("/prenumerera?amne=kollektivtrafik")).QuerySelector(".letter")!.TextContent;

        Assert.Contains("Du följer ämnet Kollektivtrafik.", letter, StringComparison.Ordinal);
        Assert.Contains("Läs hela noteringen", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutAMailServer_SaysThatNothingIsSent()
    {
        await using var sending = portal.With(host => host.UseSetting("Portal:Mail:Host", "smtp.region.example"));

        Assert.Contains("Just nu skickas inga mejl härifrån.", (await portal.PageAsync("/prenumerera")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("skickas inga mejl", await (await WebFixture.SendAsync(sending, HttpMethod.Get, "/prenumerera")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    /// <summary>From the form to the end, with only what a reader has: the page and the mails.</summary>
    [Fact]
    public async Task Conversation_FromTheFormToLeaving_WorksWithoutCookiesAndLogsNoSecret()
    {
        await using var smtp = new SmtpServer();
        var log = new EventLines();
        await using var own = portal.With(host => host.UseSetting("Serilog:MinimumLevel:Default", "Information").ConfigureTestServices(services =>
        {
            services.AddSingleton<ILogEventSink>(log);
            services.Replace(ServiceDescriptor.Singleton(new MailSettings
            {
                PublicBaseUrl = "http://localhost",
                From = "noterat@region.example",
                Server = new MailServer("127.0.0.1", smtp.Port, MailSecurity.None),
            }));
        }));
        var client = own.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

        var asked = await client.PostAsync("/prenumerera", Form(new() { ["epost"] = "anna@exempel.se", ["organ"] = "kulturforum", ["takt"] = "direkt" }), Ct);
        Assert.Equal("/prenumerera/skickat", asked.Headers.Location?.OriginalString);
        var confirm = Secret().Match(await MailAsync()).Value;

        Assert.Contains("Ja, börja prenumerera", await client.GetStringAsync(confirm, Ct), StringComparison.Ordinal);
        var confirmed = await client.PostAsync(confirm, null, Ct);
        var mine = confirmed.Headers.Location!.OriginalString;
        var page = await WebFixture.ParseAsync(await client.GetAsync(mine, Ct));
        Assert.Equal("Kulturforum", page.QuerySelector(".follows a")!.TextContent);

        var leave = mine.Split('?')[0].Replace("/mina/", "/sluta/", StringComparison.Ordinal);
        Assert.Contains("Då raderas adressen", await client.GetStringAsync(leave, Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(mine, Ct)).StatusCode);

        // As a mail program does it (RFC 8058).
        var left = await client.PostAsync(leave, Form(new() { ["List-Unsubscribe"] = "One-Click" }), Ct);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(mine, Ct)).StatusCode);
        Assert.Contains("Du har slutat prenumerera", await client.GetStringAsync(leave, Ct), StringComparison.Ordinal);
        Assert.Contains(log.Written, line => line.Contains("/prenumerera/sluta/…", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Written, line => line.Contains("exempel.se", StringComparison.Ordinal) || line.Contains(leave.Split('/')[^1], StringComparison.Ordinal));

        async Task<string> MailAsync()
        {
            await own.Services.GetRequiredService<MailWorker>().SendDueAsync(Ct);
            return smtp.Received.Single(mail => mail.Recipients.Contains("anna@exempel.se")).Message.TextBody!;
        }
    }

    private Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Form(fields) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return portal.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false }).SendAsync(request, Ct);
    }

    private static FormUrlEncodedContent Form(Dictionary<string, string> fields) => new(fields);

    private sealed class EventLines : ILogEventSink
    {
        public ConcurrentQueue<string> Written { get; } = new();

        public void Emit(LogEvent logEvent) => Written.Enqueue(logEvent.RenderMessage(CultureInfo.InvariantCulture) + string.Join(' ', logEvent.Properties.Values));
    }

    [GeneratedRegex("/prenumerera/bekrafta/[0-9a-f]{48}", RegexOptions.None, 1000)]
    private static partial Regex Secret();
}
