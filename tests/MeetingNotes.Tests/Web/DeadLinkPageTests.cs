using System.Net;
using System.Text.Json;
using MeetingNotes.Core.Notes;
using MeetingNotes.Tests.Links;
using MeetingNotes.Tests.Security;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web;

/// <summary>What readers are told of a link that nobody answers at, and how an editor puts a copy there.</summary>
[Collection(WholePortal.Name)]
public sealed class DeadLinkPageTests(EndpointFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeadLink_OnTheNote_SaysWhenAndWhatToAskForAndGivesTheCopy()
    {
        var editor = (await fixture.SignInAsync(Persona.Editor))!;
        var note = await fixture.Db.QuerySingleOrDefaultAsync<Noted>(
            """
            UPDATE notes n
            SET documents = '[{"url": "https://www.example.se/handlingar/18rs1", "registryNumber": "18RS1"}]'
            FROM (SELECT p.id, p.body_slug::text, p.held_on, p.number::int FROM published_notes p WHERE p.body_slug = 'regionstyrelsen' ORDER BY p.held_on LIMIT 1) AS p
            WHERE n.id = p.id
            RETURNING n.id, p.body_slug, p.held_on, p.number
            """, null, Ct);
        var path = NoteAddress.For(note!.BodySlug, note.HeldOn, note.Number);
        await fixture.Db.ExecuteAsync("UPDATE agenda_items SET html = html || '<p><a href=\"https://www.example.se/planer/år?a=1&amp;b=2#sida-3\">planen</a></p>' WHERE note_id = @Id AND position = 1", new { note.Id }, Ct);
        await fixture.Db.ExecuteAsync(
            """
            SELECT gather_links(ARRAY[@Id]::uuid[], now());
            UPDATE outgoing_links l
            SET fault = 'missing', fault_since = '2018-05-01 06:00Z', checked_at = '2018-05-12 06:00Z', failures = 4
            WHERE l.url IN ('https://www.example.se/handlingar/18rs1', 'https://www.example.se/planer/år?a=1&b=2')
            """, new { note.Id }, Ct);

        var page = await WebFixture.ParseAsync(await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, path));
        Assert.Contains("Länken svarade inte den 12 maj 2018. Handlingen har diarienummer 18RS1.", TextOf(page.QuerySelector(".documents")!.TextContent), StringComparison.Ordinal);
        Assert.Contains("Länken till www.example.se svarade inte den 12 maj 2018.", TextOf(page.QuerySelector(".agenda-item")!.TextContent), StringComparison.Ordinal);
        Assert.DoesNotContain("Sparad kopia", page.Body!.TextContent, StringComparison.Ordinal);

        var told = await ToldAsync();
        Assert.Equal(new DateTime(2018, 5, 12, 6, 0, 0, DateTimeKind.Utc), told.GetProperty("checkedAt").GetDateTime());
        Assert.Equal(note.Id, Assert.Single(told.GetProperty("notes").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.False(told.TryGetProperty("copy", out _));

        var desk = await editor.PageAsync("/redaktion/lankar");
        var row = desk.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains("handlingar/18rs1", StringComparison.Ordinal));
        var address = row.QuerySelector("a.button")!.GetAttribute("href")!;
        var refused = await editor.SubmitAsync(address, [], "form.form", new FileField("Input.File", "a.pdf", SmallPdf.Plain("/OpenAction << /S /JavaScript /JS (x) >>")));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("körs av sig självt", (await WebFixture.ParseAsync(refused)).QuerySelector("form.form")!.TextContent, StringComparison.Ordinal);

        var uploaded = await editor.SubmitAsync(address, [], "form.form", new FileField("Input.File", "Handlingar 18RS1.pdf", SmallPdf.Plain()));
        Assert.Equal(HttpStatusCode.Redirect, uploaded.StatusCode);
        page = await WebFixture.ParseAsync(await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, path));
        var copy = await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, page.QuerySelector(".documents a[href^='/kopior/']")!.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, copy.StatusCode);
        Assert.Equal("application/pdf", copy.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment; filename=handlingar-18rs1.pdf", copy.Content.Headers.ContentDisposition?.ToString().Split("; filename*")[0]);
        Assert.Equal(SmallPdf.Plain(), await copy.Content.ReadAsByteArrayAsync(Ct));
        told = (await ToldAsync()).GetProperty("copy");
        Assert.Equal(SmallPdf.Plain().Length, told.GetProperty("bytes").GetInt32());
        Assert.EndsWith(copy.RequestMessage!.RequestUri!.AbsolutePath, told.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    /// <summary>What programs are told of the first document's link.</summary>
    private async Task<JsonElement> ToldAsync()
    {
        var links = new List<JsonElement>();
        for (var next = "/api/v1/dead-links?limit=1"; next is not null;)
        {
            var answer = await WebFixture.SendAsync(fixture.Portal, HttpMethod.Get, next);
            var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;
            links.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("links").TryGetProperty("next", out var address) ? new Uri(address.GetString()!).PathAndQuery : null;
        }

        Assert.True(links.Count >= 2);
        return links.Single(link => link.GetProperty("url").GetString() == "https://www.example.se/handlingar/18rs1");
    }

    private static string TextOf(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed record Noted
    {
        public required Guid Id { get; init; }
        public required string BodySlug { get; init; }
        public required DateOnly HeldOn { get; init; }
        public required int Number { get; init; }
    }
}
