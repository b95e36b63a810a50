using MeetingNotes.Core.Links;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeetingNotes.Tests.Links;

public sealed class LinkCheckingTests(PostgresFixture postgres)
{
    private const string Body = "radet";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_LinksInTextAndDocuments_AreGatheredOnce()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var (desk, editor) = await StartAsync(portal);
        await desk.PublishedAsync(editor, Body, Content("Se [planen](https://a.exempel.se/plan?x=1&y=2#sida-3) och https://b.exempel.se/. Ring [oss](tel:0611123) eller läs [mer](/om).", "https://c.exempel.se/handlingar", "https://b.exempel.se/"));
        Assert.Equal("https://a.exempel.se/plan?x=1&y=2 https://b.exempel.se/ https://c.exempel.se/handlingar", await UrlsAsync(portal));
    }

    [Fact]
    public async Task Publish_ALinkTakenAway_IsForgottenWithItsCopy()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        var note = await desk.PublishedAsync(editor, Body, Content($"Se [planen]({site.Address}/plan)."));
        site.Answer("/plan", 404);
        await DieAsync(portal);
        var link = Assert.Single(await portal.Get<LinkDesk>().ListAsync(editor, 1, Ct));
        Assert.True(await portal.Get<LinkDesk>().AddCopyAsync(link.Id, "Plan.pdf", SmallPdf.Plain(), editor, Ct));

        var correction = await desk.CorrectionAsync(note, editor, "Planen är borta.");
        await desk.DecideAsync(correction, editor, changeNote: "Länken är borttagen.");
        var checking = Checking(portal);
        portal.Clock.Advance(TimeSpan.FromMinutes(10));
        await checking.CheckDueAsync(Ct);
        Assert.Null(await UrlsAsync(portal));
        Assert.Equal(0, await portal.ScalarAsync<int>("SELECT count(*)::int FROM link_copies"));
    }

    [Fact]
    public async Task Check_FailsThreeTimesInARow_IsToldUntilItAnswersAgain()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        await desk.PublishedAsync(editor, Body, Content($"Se [planen]({site.Address}/plan#a).", $"{site.Address}/handlingar"));
        site.Answer("/plan", 404);

        Assert.Equal(2, await Checking(portal).CheckDueAsync(Ct));
        Assert.Equal(0, await Checking(portal).CheckDueAsync(Ct));
        portal.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await Checking(portal).CheckDueAsync(Ct));
        Assert.Empty(await DeadAsync(desk));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await Checking(portal).CheckDueAsync(Ct));

        var dead = Assert.Single(await DeadAsync(desk));
        Assert.Equal((site.Address + "/plan", portal.Clock.GetUtcNow(), null), (dead.Url, dead.CheckedAt, dead.CopyPath));
        Assert.Equal(LinkFault.Missing, Assert.Single(await portal.Get<LinkDesk>().ListAsync(editor, 1, Ct)).Fault);

        site.Answer("/plan", 200);
        portal.Clock.Advance(TimeSpan.FromDays(3));
        await Checking(portal).CheckDueAsync(Ct);
        Assert.Empty(await DeadAsync(desk));
        Assert.Equal(0, await portal.Get<LinkDesk>().CountAsync(editor, Ct));
    }

    [Fact]
    public async Task Check_AWithdrawnNote_AsksNobody()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        var note = await desk.PublishedAsync(editor, Body, Content($"Se [planen]({site.Address}/plan)."));
        Assert.True(await portal.Get<NoteDesk>().WithdrawAsync(note, "Fel.", editor, Ct));
        Assert.Equal(0, await Checking(portal).CheckDueAsync(Ct));
        Assert.Empty(site.Asked);
    }

    [Fact]
    public async Task Check_TwoInstances_TakeTurns()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        await desk.PublishedAsync(editor, Body, Content($"Se [planen]({site.Address}/plan) och [bilagan]({site.Address}/bilaga)."));
        await using var other = await portal.AnotherInstanceAsync();
        var checkedLinks = await Task.WhenAll(Checking(portal).CheckDueAsync(Ct), Checking(other).CheckDueAsync(Ct));
        Assert.Equal(2, checkedLinks.Sum());
        Assert.Equal(2, site.Asked.Count);
    }

    [Fact]
    public async Task Check_NobodyAnswersAnywhere_BlamesNoLink()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var (desk, editor) = await StartAsync(portal);
        await desk.PublishedAsync(editor, Body, Content(string.Join(' ', Enumerable.Range(1, 6).Select(host => $"[plan](http://127.0.0.{host}:1/)"))));
        await Checking(portal, allow: [.. Enumerable.Range(1, 6).Select(host => $"127.0.0.{host}")]).CheckDueAsync(Ct);
        Assert.Equal(0, await portal.ScalarAsync<int>("SELECT count(*)::int FROM outgoing_links WHERE fault IS NOT NULL"));
        Assert.Equal(0, await portal.ScalarAsync<int>("SELECT count(*)::int FROM outgoing_links WHERE next_check_at < '2026-11-24 09:00Z'"));
    }

    /// <summary>A small portal leads to few hosts: silence is believed when somebody else who answered before still does.</summary>
    [Fact]
    public async Task Check_OneHostIsSilent_IsBelievedWhenAnotherAnswers()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        await desk.PublishedAsync(editor, Body, Content("Se [planen](http://127.0.0.7:1/plan)."));
        string[] allow = ["127.0.0.1", "127.0.0.7"];
        await Checking(portal, allow).CheckDueAsync(Ct);
        Assert.Equal(0, await portal.ScalarAsync<int>("SELECT failures FROM outgoing_links"));

        await desk.PublishedAsync(editor, Body, Content($"Se [bilagan]({site.Address}/bilaga)."), heldOn: DeskData.Day.AddDays(-1));
        for (var check = 0; check < 4; check++)
        {
            await Checking(portal, allow).CheckDueAsync(Ct);
            portal.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal("http://127.0.0.7:1/plan", Assert.Single(await portal.Get<LinkDesk>().ListAsync(editor, 1, Ct)).Url);
        await site.DisposeAsync();
        await portal.Db.ExecuteAsync("UPDATE outgoing_links SET fault = NULL, fault_since = NULL, failures = 0, next_check_at = 'epoch' WHERE url LIKE '%/plan'", null, Ct);
        Assert.Equal(1, await Checking(portal, allow).CheckDueAsync(Ct));
        Assert.Equal(0, await portal.ScalarAsync<int>("SELECT sum(failures)::int FROM outgoing_links"));
    }

    [Fact]
    public async Task Check_ManyLinksOfASilentHost_WaitsForThreeOfThem()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        var other = site.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await desk.PublishedAsync(editor, Body, Content(string.Join(' ', Enumerable.Range(1, 8).Select(number => $"[plan {number}]({site.Address}/{number})")) + $" [svar]({other}/svar)"));
        foreach (var number in Enumerable.Range(1, 8))
        {
            site.Answers[$"/{number}"] = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        var checking = new LinkChecking(portal.Db, new LinkCheckSettings { IsOn = true, Allow = ["127.0.0.1", "localhost"], PublicBaseUrl = "https://noterat.region.example", Patience = TimeSpan.FromSeconds(1) }, portal.Clock, NullLogger<LinkChecking>.Instance);
        await checking.CheckDueAsync(Ct);
        Assert.Equal(3, site.Asked.Select(asked => asked.Path).Where(path => path != "/svar").Distinct().Count());
        Assert.Equal(8, await portal.ScalarAsync<int>("SELECT count(*)::int FROM outgoing_links WHERE fault = 'silent' AND failures = 1"));
    }

    /// <summary>Uri takes names that IDN does not. One of them once ended every round.</summary>
    [Fact]
    public async Task Check_ANameThatNoServerCanHave_IsBrokenAndStopsNothing()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        await desk.PublishedAsync(editor, Body, Content($"Se [bilagan]({site.Address}/bilaga).", "https://exempel\u2100.se/a", $"https://{new string('å', 59)}.se/"));
        site.Answer("/bilaga", 302, "https://exempel%E2%84%80.se/");
        Assert.Equal(3, await Checking(portal).CheckDueAsync(Ct));
        Assert.Equal(3, await portal.ScalarAsync<int>("SELECT count(*)::int FROM outgoing_links WHERE fault = 'broken'"));
    }

    [Fact]
    public async Task Check_DeniedSince_TellsNothingThatWasFoundBefore()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        await desk.PublishedAsync(editor, Body, Content($"Se [planen]({site.Address}/plan)."));
        site.Answer("/plan", 404);
        await DieAsync(portal);
        Assert.Single(await DeadAsync(desk));
        portal.Clock.Advance(TimeSpan.FromDays(3));
        var settings = new LinkCheckSettings { IsOn = true, Allow = [], Deny = ["127.0.0.1"] };
        await new LinkChecking(portal.Db, settings, portal.Clock, NullLogger<LinkChecking>.Instance).CheckDueAsync(Ct);
        Assert.Empty(await DeadAsync(desk));
    }

    [Fact]
    public async Task Draft_WithALinkKnownToBeDead_IsWarnedOf()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        var note = await desk.PublishedAsync(editor, Body, Content($"Se [planen]({site.Address}/plan#sida-3)."));
        site.Answer("/plan", 404);
        await DieAsync(portal);
        var correction = await desk.CorrectionAsync(note, editor, $"Se [planen]({site.Address}/plan#sida-3).");
        var findings = (await portal.Get<DraftChecks>().CheckAsync(correction, correction.Content, null, Ct)).Findings;
        Assert.Contains("sidan finns inte", Assert.Single(findings, finding => finding.Rule == "dod-lank").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AnAddressOfAClosedNetwork_IsToldAtTheDeskAndNotToReaders()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var (desk, editor) = await StartAsync(portal);
        await desk.PublishedAsync(editor, Body, Content("Se [planen](http://10.0.0.7/plan)."));
        await Checking(portal, allow: []).CheckDueAsync(Ct);
        var link = Assert.Single(await portal.Get<LinkDesk>().ListAsync(editor, 1, Ct));
        Assert.Equal(LinkFault.Private, link.Fault);
        Assert.Empty(await DeadAsync(desk));

        Assert.True(await portal.Get<LinkDesk>().AddCopyAsync(link.Id, "a.pdf", SmallPdf.Plain(), editor, Ct));
        Assert.True(Assert.Single(await DeadAsync(desk)) is { IsClosed: true, CopyPath: not null });
    }

    [Fact]
    public async Task Trust_ADeadLink_LeavesItAloneForNinetyDays()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        await desk.PublishedAsync(editor, Body, Content($"Se [planen]({site.Address}/plan)."));
        site.Answer("/plan", 404);
        await DieAsync(portal);
        var link = Assert.Single(await portal.Get<LinkDesk>().ListAsync(editor, 1, Ct));
        Assert.True(await portal.Get<LinkDesk>().TrustAsync(link.Id, editor, Ct));
        Assert.Empty(await DeadAsync(desk));
        portal.Clock.Advance(TimeSpan.FromDays(89));
        Assert.Equal(0, await Checking(portal).CheckDueAsync(Ct));
        portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await Checking(portal).CheckDueAsync(Ct));
        Assert.Equal(1, await desk.AuditAsync("trust-link"));
    }

    [Fact]
    public async Task Copy_OfAnotherBodysNote_IsForItsEditorsOnly()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await using var site = await LinkedSite.StartAsync();
        var (desk, editor) = await StartAsync(portal);
        await desk.BodyAsync("styrelsen");
        await desk.PublishedAsync(editor, Body, Content($"Se [planen]({site.Address}/plan)."));
        site.Answer("/plan", 404);
        await DieAsync(portal);
        var link = Assert.Single(await portal.Get<LinkDesk>().ListAsync(editor, 1, Ct));
        foreach (var other in new[] { await portal.PersonAsync(StaffRole.Editor, "styrelsen"), await portal.PersonAsync(StaffRole.Writer, Body) })
        {
            Assert.False(await portal.Get<LinkDesk>().AddCopyAsync(link.Id, "a.pdf", SmallPdf.Plain(), other, Ct));
            Assert.False(await portal.Get<LinkDesk>().TrustAsync(link.Id, other, Ct));
            Assert.False(await portal.Get<LinkDesk>().RecheckAsync(link.Id, other, Ct));
        }

        Assert.True(await portal.Get<LinkDesk>().AddCopyAsync(link.Id, "Planen för 2018.PDF", SmallPdf.Plain(), editor, Ct));
        var dead = Assert.Single(await DeadAsync(desk));
        Assert.Equal(($"/kopior/{link.Id}/planen-for-2018.pdf", SmallPdf.Plain().Length), (dead.CopyPath, dead.CopyBytes));
        Assert.NotNull(await portal.Get<LinkCopies>().FindAsync(link.Id, "planen-for-2018.pdf", Ct));
        Assert.Null(await portal.Get<LinkCopies>().FindAsync(link.Id, "annat.pdf", Ct));

        site.Answer("/plan", 200);
        Assert.True(await portal.Get<LinkDesk>().RecheckAsync(link.Id, editor, Ct));
        await Checking(portal).CheckDueAsync(Ct);
        Assert.Null(await portal.Get<LinkCopies>().FindAsync(link.Id, "planen-for-2018.pdf", Ct));
    }

    /// <summary>Three checks that fail, far enough apart.</summary>
    private static async Task DieAsync(Portal portal)
    {
        for (var check = 0; check < 3; check++)
        {
            Assert.True(await Checking(portal).CheckDueAsync(Ct) > 0);
            portal.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    private static LinkChecking Checking(Portal portal, IReadOnlyList<string>? allow = null) =>
        new(portal.Db, new LinkCheckSettings { IsOn = true, Allow = allow ?? ["127.0.0.1"] }, portal.Clock, NullLogger<LinkChecking>.Instance);

    private static async Task<(DeskData Desk, StaffPerson Editor)> StartAsync(Portal portal)
    {
        var desk = new DeskData(portal);
        await desk.BodyAsync(Body);
        return (desk, await portal.PersonAsync(StaffRole.Editor));
    }

    private static DraftContent Content(string text, params string[] documents) =>
        DeskData.Content(text) with { Documents = [.. documents.Select(url => new DocumentLink { Url = url })] };

    private static async Task<IReadOnlyList<DeadLink>> DeadAsync(DeskData desk) => Assert.IsType<NoteLookup.Found>(await desk.PageAsync(Body)).Note.DeadLinks;

    private static Task<string?> UrlsAsync(Portal portal) => portal.ScalarAsync<string>("SELECT string_agg(url, ' ' ORDER BY url) FROM outgoing_links");
}
