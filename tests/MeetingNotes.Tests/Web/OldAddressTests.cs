using System.Globalization;
using System.Net;
using System.Text;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Redirects;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Tests.Web;

/// <summary>Addresses of the website before this one: over HTTP on Kestrel, with pages kept in memory, and the file they are read from.</summary>
public sealed class OldAddressTests(OldAddressTests.MovedPortal portal) : IClassFixture<OldAddressTests.MovedPortal>
{
    private const string File = """
        # Från den gamla webbplatsen

        /nyheter/2018/noterat-fran-radet/	/noterat/regionala-samverkansradet/2018-04-11#kollektivtrafik
        https://www.gamla.example/Artikel.aspx?id=12	/organ/regionstyrelsen
        /artikel.aspx	/noterat
        /möten/översikt	/moten?organ=regionstyrelsen
        /m%C3%B6ten/a%20b%2fc	/moten
        /latin/gamla%E5r	/arenden
        /sv/protokoll.html	https://handlingar.räksmörgås.example/protokoll?år=2018#§4
        /hela/adressen	http://LOCALHOST:5080/om
        /?p=17	/om
        /kakor	/kontakt
        /redan.json	/oppna-data
        /noterat/gammalt-organ/2009-01-01	/noterat?ar=2009
        # /bortkommenterad	/om
        """;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/nyheter/2018/noterat-fran-radet", "/noterat/regionala-samverkansradet/2018-04-11#kollektivtrafik")]
    [InlineData("/Nyheter/2018/Noterat-fran-radet/?utm_source=mejl", "/noterat/regionala-samverkansradet/2018-04-11#kollektivtrafik")]
    [InlineData("/Artikel.aspx?id=12", "/organ/regionstyrelsen")]
    [InlineData("/artikel.aspx?ID=%312", "/organ/regionstyrelsen")]
    [InlineData("/artikel.aspx?id=13", "/noterat")]
    [InlineData("/artikel.aspx", "/noterat")]
    [InlineData("/artikel.aspx?next=https://evil.example/%0d%0aSet-Cookie:x", "/noterat")]
    [InlineData("/m%C3%B6ten/%C3%96versikt", "/moten?organ=regionstyrelsen")]
    [InlineData("/m%c3%b6ten/%61%20b%2Fc", "/moten")]
    [InlineData("/latin/gamla%e5r", "/arenden")]
    [InlineData("/sv/protokoll.html", "https://handlingar.xn--rksmrgs-5wao1o.example/protokoll?%C3%A5r=2018#%C2%A74")]
    [InlineData("/hela/adressen", "/om")]
    [InlineData("/?p=17", "/om")]
    [InlineData("/redan.json", "/oppna-data")]
    [InlineData("/noterat/gammalt-organ/2009-01-01", "/noterat?ar=2009")]
    public async Task Get_OldAddress_LeadsOnAndIsKeptADay(string path, string location)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Get, HttpMethod.Head])
        {
            var answer = await portal.SendAsync(method, path);

            Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
            Assert.Equal(location, Assert.Single(answer.Headers.GetValues("Location")));
            Assert.Equal("public, max-age=86400", answer.Headers.CacheControl?.ToString());
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ct));
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.True(answer.Headers.Contains("X-Content-Type-Options"));
        }
    }

    [Theory]
    [InlineData("GET", "/kakor", HttpStatusCode.OK)]
    [InlineData("GET", "/kakor?x=1", HttpStatusCode.OK)]
    [InlineData("GET", "/kakor?x=1", HttpStatusCode.Gone, StagedFilter.Gone)]
    [InlineData("GET", "/kakor?x=1", HttpStatusCode.InternalServerError, StagedFilter.Throw)]
    [InlineData("POST", "/kakor", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/", HttpStatusCode.OK)]
    [InlineData("GET", "/?p=18", HttpStatusCode.OK)]
    [InlineData("POST", "/artikel.aspx", HttpStatusCode.NotFound)]
    [InlineData("GET", "/bortkommenterad", HttpStatusCode.NotFound)]
    [InlineData("GET", "/nyheter/2018", HttpStatusCode.NotFound)]
    [InlineData("GET", "//artikel.aspx", HttpStatusCode.NotFound)]
    [InlineData("GET", "/noterat/gammalt-organ/2009-01-02", HttpStatusCode.NotFound)]
    public async Task Request_WithAnAnswerOfThePortal_GetsThat(string method, string path, HttpStatusCode status, string staged = "")
    {
        var answer = await portal.SendAsync(new HttpMethod(method), path, staged);

        Assert.Equal(status, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Location"));
        Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/gammal", "rad 1: skriv den gamla adressen, en tabb och den nya adressen.")]
    [InlineData("/gammal\t", "rad 1: skriv den gamla adressen, en tabb och den nya adressen.")]
    [InlineData("/gammal\t/om\t301", "rad 1: skriv den gamla adressen, en tabb och den nya adressen.")]
    [InlineData("# namn\n\n/gammal /om", "rad 3: skriv den gamla adressen, en tabb och den nya adressen.")]
    [InlineData("gammal\t/om", "rad 1: den gamla adressen ska börja med / eller vara en hel adress med https:// eller http://.")]
    [InlineData("//gamla.example/x\t/om", "rad 1: den gamla adressen ska börja med / eller vara en hel adress med https:// eller http://.")]
    [InlineData("https://\t/om", "rad 1: den gamla adressen ska börja med / eller vara en hel adress med https:// eller http://.")]
    [InlineData("/gammal#del\t/om", "rad 1: den gamla adressen får inte innehålla #. Det som står efter # skickar webbläsaren aldrig.")]
    [InlineData("https://gamla.example\t/om", "rad 1: den gamla adressen är portalens egen startsida.")]
    [InlineData("/?\t/om", "rad 1: den gamla adressen är portalens egen startsida.")]
    [InlineData("/Redaktion/artikel\t/om", "rad 1: adresser som börjar med /redaktion är portalens egna.")]
    [InlineData("/gammal\tom", "rad 1: den nya adressen ska börja med / eller vara en hel adress med https:// eller http://.")]
    [InlineData("/gammal\t//evil.example/", "rad 1: den nya adressen ska börja med / eller vara en hel adress med https:// eller http://.")]
    [InlineData("/gammal\t/\\evil.example/", "rad 1: den nya adressen ska börja med / eller vara en hel adress med https:// eller http://.")]
    [InlineData("/gammal\tjavascript:alert(1)", "rad 1: den nya adressen ska börja med / eller vara en hel adress med https:// eller http://.")]
    [InlineData("/gammal\thttps://namn:hemligt@region.example/", "rad 1: den nya adressen ska börja med / eller vara en hel adress med https:// eller http://.")]
    [InlineData("/gammal\t/om\u0001", "rad 1: den nya adressen ska börja med / eller vara en hel adress med https:// eller http://.")]
    [InlineData("/a\t/om\r\n/A/\t/kontakt", "rad 2: samma gamla adress leder någon annanstans på rad 1.")]
    [InlineData("/a?x=1\t/om\n/a?X=%31\t/kontakt", "rad 2: samma gamla adress leder någon annanstans på rad 1.")]
    [InlineData("/a\t/A/?x=1", "rad 1: adressen leder till sig själv.")]
    [InlineData("/a\thttp://noterat.region.example/a#del", "rad 1: adressen leder till sig själv.", "http://noterat.region.example")]
    [InlineData("/a\thttp://noterat.region.example/a", "rad 1: adressen leder till sig själv.")]
    [InlineData("/a\t/b#del\n/b?y=1\t/om\n/B\t/om", "rad 1: den nya adressen står som gammal på rad 3. Skriv den adress som gäller i dag.")]
    public void Read_WrongLine_IsRefusedByItsNumber(string content, string fault, string site = "https://noterat.region.example") =>
        Assert.Equal([$"Portal:OldAddresses, {fault}"], Faults(Encoding.UTF8.GetBytes(content), site));

    [Fact]
    public void Read_Ring_IsRefusedOnEachLine() => Assert.Equal(
        [
            "Portal:OldAddresses, rad 1: den nya adressen står som gammal på rad 2. Skriv den adress som gäller i dag.",
            "Portal:OldAddresses, rad 2: den nya adressen står som gammal på rad 1. Skriv den adress som gäller i dag.",
        ],
        Faults("/a\t/b\n/b\t/a"u8.ToArray()));

    [Fact]
    public void Read_Latin1_IsRefused() =>
        Assert.Equal(["Portal:OldAddresses, rad 2: något tecken är inte UTF-8. Spara filen som UTF-8."], Faults(Encoding.Latin1.GetBytes("/a\t/om\n/möten\t/moten")));

    [Fact]
    public void Read_ManyFaults_TellsTheFirstAndHowManyMore()
    {
        var faults = Faults(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 100).Select(number => $"fel{number}"))));

        Assert.Equal(21, faults.Count);
        Assert.StartsWith("Portal:OldAddresses, rad 20: ", faults[19], StringComparison.Ordinal);
        Assert.Equal("Portal:OldAddresses: 80 rader till är fel.", faults[20]);
    }

    [Fact]
    public void Read_SameLineTwice_IsNoFault()
    {
        Assert.Equal(1, Read(Encoding.UTF8.GetBytes("/a\t/om\n/A/\thttps://noterat.region.example/om\n")).Count);
        Assert.Equal(0, Read([]).Count);
    }

    [Fact]
    public void Read_HundredsOfThousandsOfLines_FindsEach()
    {
        var content = new StringBuilder();
        for (var number = 0; number < 200_000; number++)
        {
            content.Append(CultureInfo.InvariantCulture, $"/nyheter/arkiv/artikel-{number}.html\t/noterat?sida={number % 100}\r\n");
        }

        var addresses = Read(Encoding.UTF8.GetBytes(content.ToString()));

        Assert.Equal(200_000, addresses.Count);
        Assert.Equal("/noterat?sida=99", addresses.Find("/nyheter/arkiv/artikel-199999.html", QueryString.Empty)?.Location);
        Assert.Null(addresses.Find("/nyheter/arkiv/artikel-200000.html", QueryString.Empty));
    }

    [Fact]
    public void Start_WrongFile_IsRefusedByName()
    {
        using var wrong = portal.With("/gammal\t/gammal\n");
        using var absent = portal.Fixture.With(host => host.UseSetting("Portal:OldAddresses", "finns-inte.tsv"));

        Assert.Equal("Portal:OldAddresses, rad 1: adressen leder till sig själv.", Assert.ThrowsAny<OptionsValidationException>(() => wrong.CreateClient()).Message);
        Assert.Matches("^Portal:OldAddresses: filen .*finns-inte.tsv finns inte eller går inte att läsa.$", Assert.ThrowsAny<OptionsValidationException>(() => absent.CreateClient()).Message);
    }

    private static IReadOnlyList<string> Faults(byte[] content, string site = "https://noterat.region.example") =>
        [.. Assert.Throws<OptionsValidationException>(() => Read(content, site)).Failures];

    private static OldAddresses Read(byte[] content, string site = "https://noterat.region.example")
    {
        var file = Path.GetTempFileName();
        try
        {
            System.IO.File.WriteAllBytes(file, content);
            return OldAddressFile.Read(file, new PortalOptions { PublicBaseUrl = site });
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }

    /// <summary>A portal that came after another website, on Kestrel and a free port. Its file has a mark before it and Windows' ends of lines.</summary>
    public sealed class MovedPortal : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("noterat-old-").FullName;
        private readonly WebApplicationFactory<Program> _portal;
        private readonly HttpClient _client;

        public MovedPortal(WebFixture fixture)
        {
            Fixture = fixture;
            _portal = With(File.ReplaceLineEndings("\r\n"));
            _portal.UseKestrel(0);
            _portal.StartServer();
            _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            {
                BaseAddress = new Uri(_portal.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
            };
        }

        public WebFixture Fixture { get; }

        public WebApplicationFactory<Program> With(string file)
        {
            var path = Path.Combine(_folder, $"{Guid.CreateVersion7():N}.tsv");
            System.IO.File.WriteAllText(path, file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            return Fixture.With(host => host.UseSetting("Portal:OldAddresses", path).UseSetting("Portal:PublicBaseUrl", "http://localhost:5080").UseSetting("Portal:PageCacheMegabytes", "16"));
        }

        public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string staged = "")
        {
            var address = new Uri(_client.BaseAddress + path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            var request = new HttpRequestMessage(method, address);
            request.Headers.Add(StagedFilter.Header, staged);
            return _client.SendAsync(request, Ct);
        }

        public void Dispose()
        {
            _client.Dispose();
            _portal.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
