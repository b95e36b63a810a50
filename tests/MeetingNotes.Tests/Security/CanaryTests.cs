using System.Net;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Security;

/// <summary>
/// Drafts are invisible (promise 6): a word that stands in every field of what is not public, and nowhere else, is looked for on everything that a visitor
/// can reach. Caches never mix people (promise 13).
/// </summary>
[Collection(WholePortal.Name)]
public sealed class CanaryTests(EndpointFixture fixture)
{
    private const string Canary = "Kvastpiplärka";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    /// <summary>Forms that a note has, and versions that somebody may guess at.</summary>
    private static readonly string[] Ends = ["", ".md", ".json", "?version=1", "/1", "/versioner/1", ".md?version=1", ".json?version=1"];

    [Fact]
    public async Task Crawl_OfEverythingPublic_NeverMeetsTheCanary()
    {
        var secrets = await HideAsync();
        var seen = await Crawl.VisitAsync(Crawl.Starts.Concat(secrets), address => WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, address), async (address, response) =>
        {
            foreach (var answer in new[] { response, await WebFixture.SendAsync(fixture.Portal, HttpMethod.Head, address) })
            {
                Assert.False(Holds(await answer.Content.ReadAsStringAsync(Ct)) || Holds(answer.ToString()), $"{answer.RequestMessage!.Method} {address}");
            }
        });

        Assert.InRange(seen, 150, 2000);
    }

    [Theory]
    [InlineData("/sok?q=")]
    [InlineData("/noterat?q=")]
    [InlineData("/arenden?q=")]
    [InlineData("/uppfoljningar?q=")]
    [InlineData("/api/v1/search?q=")]
    [InlineData("/api/v1/suggest?q=")]
    [InlineData("/sok.atom?q=")]
    [InlineData("/sok.rss?q=")]
    public async Task Search_ForTheCanary_IsAsForAWordThatNobodyHasWritten(string address)
    {
        await HideAsync();
        const string Nothing = "Kvastpiplurka";

        var canary = await (await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, address + Uri.EscapeDataString(Canary))).Content.ReadAsStringAsync(Ct);
        var nothing = await (await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, address + Nothing)).Content.ReadAsStringAsync(Ct);

        Assert.Equal(Neutral(nothing, Nothing), Neutral(canary, Canary));
    }

    /// <summary>The oracle finds the word where it may be.</summary>
    [Fact]
    public async Task Canary_WhereItMayBe_IsFound()
    {
        var id = await DraftAsync();
        await StaffClient.WithRightsAsync(fixture.Portal, Canary);
        var maj = (await fixture.SignInAsync(Persona.Administrator))!;

        Assert.True(Holds(await (await maj.GetAsync("/redaktion/personer")).Content.ReadAsStringAsync(Ct)));
        Assert.True(Holds((await fixture.Portal.Services.GetRequiredService<DraftDesk>().FindAsync(id, Everybody, Ct))!.Content.Write()));
    }

    [Fact]
    public async Task Draft_OfAnotherBody_AnswersAsOneThatDoesNotExist()
    {
        var (there, nowhere) = (await DraftAsync(), Guid.CreateVersion7());
        var arvid = (await fixture.SignInAsync(Persona.WriterOfAnotherBody))!;
        foreach (var row in EndpointTable.Rows.Where(row => row is { Verb: "GET", Who: Who.WritersOfTheBody } && row.Address.Contains("{draft}", StringComparison.Ordinal)))
        {
            var (one, other) = (await AnswerAsync(there), await AnswerAsync(nowhere));
            Assert.Equal(HttpStatusCode.NotFound, one.Status);
            Assert.Equal(other, one);

            async Task<(HttpStatusCode Status, string Text)> AnswerAsync(Guid id)
            {
                var response = await arvid.GetAsync(row.Address.Replace("{draft}", $"{id}", StringComparison.Ordinal));
                var page = await WebFixture.ParseAsync(response);
                return (response.StatusCode, page.QuerySelector("main")!.InnerHtml.Replace($"{id}", "", StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/noterat")]
    [InlineData("/sok?q=buss")]
    [InlineData("/organ/kulturforum")]
    [InlineData("/kakor")]
    public async Task PublicPage_BeforeAndAfterAndWithASession_IsTheSameBytesWithoutACookie(string address)
    {
        var before = await BytesAsync(await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, address));
        var signe = (await fixture.SignInAsync(Persona.Editor))!;
        await signe.GetAsync("/redaktion");

        var own = await signe.GetAsync(address);

        Assert.False(own.Headers.Contains("Set-Cookie"));
        Assert.True(own.Headers.CacheControl!.Public);
        Assert.Equal(before, await BytesAsync(own));
        Assert.Equal(before, await BytesAsync(await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, address)));
    }

    private static StaffPerson Everybody => new() { Id = Guid.Empty, Name = "Alla", Grants = [new Grant(StaffRole.Administrator, null)] };

    /// <summary>The word in a draft, its comment, a scheduled note, an earlier version and a name; addresses that somebody may guess.</summary>
    private async Task<List<string>> HideAsync()
    {
        var id = await DraftAsync();
        await StaffClient.WithRightsAsync(fixture.Portal, Canary);
        await fixture.Db.ExecuteAsync(
            "INSERT INTO draft_comments (id, draft_id, person_id, text, written_at) SELECT @comment, @id, owner_id, @Canary, now() FROM note_drafts WHERE id = @id",
            new { comment = Guid.CreateVersion7(), id, Canary }, Ct);
        await ImportAsync("2026-11-02", "publicerad: 2031-01-01 09:00\n", Canary);
        await ImportAsync("2026-11-01", "publicerad: 2026-11-02 09:00\n", Canary);
        await ImportAsync("2026-11-01", "publicerad: 2026-11-02 09:00\n", "Annat");
        return
        [
            .. Enumerable.Range(2, Canary.Length - 2).Select(length => "/api/v1/suggest?q=" + Uri.EscapeDataString(Canary[..length])),
            $"/redaktion/utkast/{id}", $"/redaktion/utkast/{id}/lank", $"/redaktion/utkast/{id}/bilder", $"/forhandsvisning/{id}", $"/noterat/kulturforum/{id}",
            "/moten/kulturforum/2026-11-01.ics", "/moten/kulturforum/2026-11-02.ics",
            .. Ends.SelectMany(end => new[] { $"/noterat/kulturforum/2026-11-01{end}", $"/noterat/kulturforum/2026-11-02{end}" }),
        ];
    }

    private async Task<Guid> DraftAsync() => await fixture.DraftAsync(new DraftContent
    {
        Title = $"{Canary} i rubriken",
        Lead = $"{Canary} i ingressen.",
        Contact = Canary,
        Items = [new DraftItem { Key = "p1", Heading = $"{Canary} i punkten", Text = $"Om {Canary}.", Topics = [Canary], Matter = Canary }],
        Documents = [new DocumentLink { Name = Canary, Url = "https://www.example.se/" + Canary }],
        Declined = [Canary],
    });

    private async Task ImportAsync(string day, string published, string word)
    {
        var folder = Directory.CreateTempSubdirectory("noterat-canary-");
        try
        {
            var path = Path.Combine(folder.FullName, $"{day}-kulturforum.md");
            await File.WriteAllTextAsync(path, $"---\norgan: Kulturforum\nmöte: {day}\n{published}---\n\n{word} i ingressen.\n\n## En punkt om kultur\n\nÄmne: Kultur\n\nText om {word}.\n", Ct);
            await fixture.Portal.Services.GetRequiredService<NoteImport>().ImportAsync([path], true, result => Assert.NotEqual(ImportOutcome.Refused, result.Outcome), Ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Holds(string text) =>
        WebUtility.HtmlDecode(Uri.UnescapeDataString(text)).Contains(Canary, StringComparison.OrdinalIgnoreCase)
        || text.Contains("kvastpiplarka", StringComparison.OrdinalIgnoreCase) || text.Contains("kvastpipl\\u00e4rka", StringComparison.OrdinalIgnoreCase);

    private static string Neutral(string html, string word) =>
        new[] { word, WebUtility.HtmlEncode(word), Uri.EscapeDataString(word), Uri.EscapeDataString(Uri.EscapeDataString(word)) }
            .Aggregate(html, (text, written) => text.Replace(written, "", StringComparison.Ordinal));

    private static Task<byte[]> BytesAsync(HttpResponseMessage response) => response.Content.ReadAsByteArrayAsync(Ct);
}
