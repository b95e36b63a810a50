using System.Net;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Tests.Web.Redaktion;
using MeetingNotes.Web.Calendars;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Calendars;

/// <summary>Calendars as other programs read them (D3). The clock stands at 24 November 2026.</summary>
public sealed class CalendarTests(WebFixture web)
{
    private const string Site = "http://localhost:5080";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateOnly December = new(2026, 12, 9);
    private static readonly DateOnly Later = new(2026, 12, 16);

    [Theory]
    [InlineData("/moten.ics", "Möten")]
    [InlineData("/organ/regionala-samverkansradet.ics", "Regionala samverkansrådet")]
    [InlineData("/organ/hallbarhetsradet.ics", "Hållbarhetsrådet")]
    [InlineData("/moten/regionala-samverkansradet/2018-04-11.ics", "Regionala samverkansrådet")]
    [InlineData("/moten/regionstyrelsen/2018-09-25-2.ics", "Regionstyrelsen")]
    [InlineData("/uppfoljningar.ics", "Uppföljningar")]
    [InlineData("/uppfoljningar.ics?organ=regionstyrelsen", "Uppföljningar: Regionstyrelsen")]
    public async Task Calendar_OfTheSamples_IsUnderstoodByBothLibraries(string path, string name)
    {
        var response = await web.GetAsync(path);
        var calendar = await ReadCalendar.OfAsync(await response.Content.ReadAsStringAsync(Ct));

        Assert.Equal("text/calendar; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.StartsWith(name + " - ", calendar.Name, StringComparison.Ordinal);
        Assert.All(calendar.Events, one => Assert.StartsWith(Site + "/", one.Url, StringComparison.Ordinal));
        Assert.Equal(["Europe/Stockholm"], calendar.Zones);
    }

    [Theory]
    [InlineData("/moten.ics")]
    [InlineData("/organ/regionstyrelsen.ics")]
    [InlineData("/uppfoljningar.ics")]
    public async Task Calendar_AskedForAgain_IsNotModified(string path)
    {
        var first = await web.GetAsync(path);
        var head = await web.SendAsync(HttpMethod.Head, path);
        var again = await web.SendAsync(HttpMethod.Get, path, ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(first.Headers.ETag, head.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("public, must-revalidate, max-age=0", again.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("/organ/samverkansradet.ics", "/organ/regionala-samverkansradet.ics")]
    [InlineData("/moten/samverkansradet/2018-04-11.ics", "/moten/regionala-samverkansradet/2018-04-11.ics")]
    [InlineData("/moten/regionala-samverkansradet/2018-09-12.ics", "/moten/regionala-samverkansradet/2018-10-17.ics")]
    [InlineData("/uppfoljningar.ics?organ=samverkansradet", "/uppfoljningar.ics?organ=regionala-samverkansradet")]
    public async Task Calendar_AtAFormerAddress_RedirectsForEver(string former, string present)
    {
        var response = await web.GetAsync(former);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(present, response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/organ/finns-inte.ics", HttpStatusCode.NotFound)]
    [InlineData("/organ/%ff.ics", HttpStatusCode.NotFound)]
    [InlineData("/moten/regionstyrelsen/2018-02-30.ics", HttpStatusCode.NotFound)]
    [InlineData("/moten/regionstyrelsen/2018-04-11.ics", HttpStatusCode.NotFound)]
    [InlineData("/moten/finns-inte/2018-04-11.ics", HttpStatusCode.NotFound)]
    [InlineData("/uppfoljningar.ics?organ=finns-inte", HttpStatusCode.NotFound)]
    [InlineData("/uppfoljningar.ics?organ=%00", HttpStatusCode.BadRequest)]
    [InlineData("/uppfoljningar.ics?organ=a&organ=b", HttpStatusCode.BadRequest)]
    public async Task Calendar_OfWhatIsNotThere_IsRefused(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await web.GetAsync(path)).StatusCode);

    [Fact]
    public async Task Meeting_PlannedChangedCancelledAndMoved_KeepsItsUidAndItsSequenceRises()
    {
        var (desk, writer) = await OpenAsync();
        var id = await PlanAsync(desk, writer, December);
        var planned = await OneAsync(desk, December);

        await Meetings.ChangeAsync(id, new TimeOnly(9, 30), "Sal A; Hus B, plan 3 \\ norra", writer, Ct);
        var changed = await OneAsync(desk, December);
        await Meetings.ChangeAsync(id, new TimeOnly(9, 30), "Sal A; Hus B, plan 3 \\ norra", writer, Ct);
        var same = await OneAsync(desk, December);
        await Meetings.CancelAsync(id, "För få kan komma; vi hörs.", writer, Ct);
        var cancelled = await OneAsync(desk, December);
        await Meetings.ReinstateAsync(id, writer, Ct);
        var stands = await OneAsync(desk, December);
        await Meetings.MoveAsync(id, Later, new TimeOnly(13, 0), "Salen var upptagen.", writer, Ct);
        var moved = await OneAsync(desk, Later);

        Assert.Equal($"{id}", planned.Uid);
        Assert.All(new[] { changed, same, cancelled, stands, moved }, one => Assert.Equal(planned.Uid, one.Uid));
        Assert.Equal([0, 1, 1, 2, 3, 4], new[] { planned, changed, same, cancelled, stands, moved }.Select(one => one.Sequence));
        Assert.Equal(changed, same);
        Assert.True(moved.Changed >= planned.Changed && moved.Stamp >= planned.Stamp);

        Assert.Equal((true, "2026-12-09", "CONFIRMED", null), (planned.IsAllDay, planned.Day, planned.Status, planned.Location));
        Assert.Contains("Tid och plats meddelas i kallelsen.", planned.Description, StringComparison.Ordinal);
        Assert.Equal((false, "Europe/Stockholm", "Sal A; Hus B, plan 3 \\ norra"), (changed.IsAllDay, changed.Zone, changed.Location));
        Assert.Equal(new DateTimeOffset(2026, 12, 9, 8, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds(), changed.Instant);
        Assert.Equal(("CANCELLED", $"Inställt: {desk.Name}"), (cancelled.Status, cancelled.Summary));
        Assert.Contains("Mötet är inställt. För få kan komma; vi hörs.", cancelled.Description, StringComparison.Ordinal);
        Assert.Equal(("CONFIRMED", desk.Name), (stands.Status, stands.Summary));
        Assert.Equal(("2026-12-16", "CONFIRMED"), (moved.Day, moved.Status));
        Assert.Contains("Mötet är flyttat från den 9 december 2026. Salen var upptagen.", moved.Description, StringComparison.Ordinal);
        Assert.Equal($"/moten/{desk.Slug}/2026-12-16.ics", (await web.GetAsync($"/moten/{desk.Slug}/2026-12-09.ics")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task Meeting_InADistantYear_HasItsHourInStockholm()
    {
        var (desk, writer) = await OpenAsync();
        var day = new DateOnly(2099, 2, 3);
        await Meetings.PlanAsync(writer, desk.Slug, new MeetingPlan(day, 1, new TimeOnly(9, 0), null), Ct);

        Assert.Equal(new DateTimeOffset(2099, 2, 3, 8, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), (await OneAsync(desk, day)).Instant);
    }

    [Fact]
    public async Task Meeting_WithANote_LeadsThereAndNoLongerWhenItIsWithdrawn()
    {
        var (desk, writer) = await OpenAsync();
        var signe = await desk.EditorAsync();
        var path = (await desk.PublishedAsync(signe)).Replace("/redaktion/noteringar/", "/noterat/", StringComparison.Ordinal).Split('?')[0];
        var day = DateOnly.Parse(path.Split('/')[^1], null);
        var with = await OneAsync(desk, day);
        var note = Assert.IsType<NoteLookup.Found>(await web.Services.GetRequiredService<NoteReader>().FindAsync(desk.Slug, day, 1, Ct)).Note;

        await web.Services.GetRequiredService<NotePublishing>().WithdrawAsync(note.Id, "Fel möte.", Actor.Operator, Ct);
        var without = await OneAsync(desk, day);

        Assert.Equal(Site + path, with.Url);
        Assert.Contains($"Läs noteringen från mötet: {Site}{path}", with.Description, StringComparison.Ordinal);
        Assert.Equal($"{Site}/organ/{desk.Slug}", without.Url);
        Assert.DoesNotContain(path, without.Description, StringComparison.Ordinal);
        Assert.Equal((with.Uid, with.Sequence), (without.Uid, without.Sequence));
    }

    [Fact]
    public async Task Meetings_OfEveryBody_AreThoseOfTheCalendarPageAndOfAYearBack()
    {
        var events = (await ReadAsync("/moten.ics")).Events;
        var today = web.Clock.TodayInStockholm();

        Assert.Contains(events, one => one.Summary == "Inställt: Regionstyrelsen" && one is { Status: "CANCELLED", Day: "2026-10-13" });
        Assert.Contains(events, one => one.Day == "2026-12-03" && one.Description.Contains("flyttat från den 25 november 2026", StringComparison.Ordinal));
        Assert.All(events, one => Assert.True(DateOnly.Parse(one.Day, null) >= today.AddDays(-366), one.Day));
        Assert.All(events.Where(one => one.Instant is not null), one => Assert.Equal(
            one.Day, DateTimeOffset.FromUnixTimeSeconds(one.Instant!.Value).ToStockholm().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task FollowUps_WithADay_LieOnTheLastOfItWithTheirWordsAndState()
    {
        var events = (await ReadAsync("/uppfoljningar.ics?organ=regionala-samverkansradet")).Events.ToDictionary(one => one.Url.Split('/')[^1]);

        var meeting = events["halvtid-siffror"];
        Assert.Equal(("2026-04-22", true), (meeting.Day, meeting.IsAllDay));
        Assert.Contains("Skulle hända: nästa möte (22 april 2026).", meeting.Description, StringComparison.Ordinal);
        Assert.Contains("Läge: Klar.", meeting.Description, StringComparison.Ordinal);
        Assert.Contains($"{Site}/noterat/regionala-samverkansradet/2026-01-28#", meeting.Description, StringComparison.Ordinal);
        Assert.EndsWith("(klar)", meeting.Summary, StringComparison.Ordinal);
        Assert.Contains("Skulle hända: fredag 6 februari, det vill säga 6 februari 2026.", events["halvtid-enkat"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUp_OfTheNextMeeting_FollowsItAndAnUndatedOneIsLeftOut()
    {
        var (desk, writer) = await OpenAsync();
        var id = await PlanAsync(desk, writer, December);
        var text = DecisionDesk.Text();
        await desk.PublishedAsync(await desk.EditorAsync(), text with
        {
            Items = [text.Items[0] with { FollowUps = [new() { Text = "Bussarna redovisas", Due = "nästa möte" }, new() { Text = "Utan tid alls" }, new() { Text = "Våren", Due = "våren 2027" }] }],
        });
        var before = (await ReadAsync("/uppfoljningar.ics?organ=" + desk.Slug)).Events;

        await Meetings.MoveAsync(id, Later, null, "Salen var upptagen.", writer, Ct);
        var after = (await ReadAsync("/uppfoljningar.ics?organ=" + desk.Slug)).Events;

        Assert.Equal(["2026-12-09 Bussarna redovisas (öppen)", "2027-05-31 Våren (öppen)"], before.Select(one => $"{one.Day} {one.Summary}"));
        Assert.Equal(["2026-12-16 Bussarna redovisas (öppen)", "2027-05-31 Våren (öppen)"], after.Select(one => $"{one.Day} {one.Summary}"));
        Assert.Equal(before.Select(one => one.Uid), after.Select(one => one.Uid));
        Assert.Equal([before[0].Sequence + 1, before[1].Sequence], after.Select(one => one.Sequence));
    }

    [Fact]
    public async Task Meeting_OfADissolvedBody_StaysInItsCalendar()
    {
        var (desk, writer) = await OpenAsync();
        await PlanAsync(desk, writer, new DateOnly(2026, 10, 1));
        await desk.Db.ExecuteAsync("UPDATE bodies SET dissolved_on = '2026-10-31' WHERE id = @BodyId", new { desk.BodyId }, Ct);

        Assert.Single((await ReadAsync($"/organ/{desk.Slug}.ics")).Events);
    }

    [Fact]
    public void Text_WithWhatACalendarCannotHold_LosesThat() =>
        Assert.Equal("a\nb\uFFFDc😀", CalendarFile.Text("a\u0001\u007f\r\nb\ud800c😀\u0000"));

    private MeetingDesk Meetings => web.Services.GetRequiredService<MeetingDesk>();

    private async Task<(DecisionDesk Desk, StaffPerson Writer)> OpenAsync()
    {
        var desk = await DecisionDesk.OpenAsync(web);
        return (desk, await desk.PersonAsync(await desk.WriterAsync()));
    }

    private async Task<Guid> PlanAsync(DecisionDesk desk, StaffPerson writer, DateOnly day) =>
        (await Meetings.PlanAsync(writer, desk.Slug, new MeetingPlan(day, 1, null, null), Ct)).Id;

    private async Task<ReadCalendar> ReadAsync(string path) => await ReadCalendar.OfAsync(await (await web.GetAsync(path)).Content.ReadAsStringAsync(Ct));

    /// <summary>The meeting of a day: the same in its own file, its body's calendar and everybody's.</summary>
    private async Task<ReadEvent> OneAsync(DecisionDesk desk, DateOnly day)
    {
        var own = Assert.Single((await ReadAsync($"/moten/{desk.Slug}/{day.Iso()}.ics")).Events);
        Assert.Equal(own, Assert.Single((await ReadAsync($"/organ/{desk.Slug}.ics")).Events));
        Assert.Contains(own, (await ReadAsync("/moten.ics")).Events);
        return own;
    }
}
