using MeetingNotes.Core.Abbreviations;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Abbreviations;

public sealed class AbbreviationDeskTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private AbbreviationDesk _desk = null!;
    private StaffPerson _administrator = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = _portal.Get<AbbreviationDesk>();
        _administrator = await _portal.PersonAsync(StaffRole.Administrator);
        await _portal.ImportAsync("2026-11-10-radet.md", "---\norgan: Rådet\nmöte: 2026-11-10\npublicerad: 2026-11-11 10:00\n---\n\nSKR svarade.\n");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Change_OfTheList_IsSeenInTheNotesThatHoldTheWord()
    {
        Assert.True(await _desk.AddAsync(" SKR ", "Sveriges Kommuner", _administrator, Ct));
        Assert.True(await _desk.AddAsync("SKR", "Sveriges Kommuner", _administrator, Ct));
        Assert.False(await _desk.AddAsync("SKR", "Något annat", _administrator, Ct));
        Assert.Contains("Sveriges Kommuner", await LeadAsync(), StringComparison.Ordinal);

        Assert.True(await _desk.ChangeAsync("SKR", "Sveriges Kommuner och Regioner", _administrator, Ct));
        Assert.Contains("Kommuner och Regioner", await LeadAsync(), StringComparison.Ordinal);

        Assert.True(await _desk.RemoveAsync("SKR", _administrator, Ct));
        Assert.False(await _desk.RemoveAsync("SKR", _administrator, Ct));
        Assert.DoesNotContain("Sveriges", await LeadAsync(), StringComparison.Ordinal);
        Assert.Equal("add-abbreviation,change-abbreviation,remove-abbreviation", await _portal.ScalarAsync<string>(
            "SELECT string_agg(action, ',' ORDER BY id) FROM audit_events WHERE person_id IS NOT NULL"));
    }

    [Fact]
    public async Task Acts_OfAnEditor_ChangeNothing()
    {
        await _desk.AddAsync("SKR", "Sveriges Kommuner och Regioner", _administrator, Ct);
        var editor = await _portal.PersonAsync(StaffRole.Editor);
        var before = await _portal.FingerprintAsync();

        Assert.False(await _desk.AddAsync("KF", "Kommunfullmäktige", editor, Ct));
        Assert.False(await _desk.ChangeAsync("SKR", "Något annat", editor, Ct));
        Assert.False(await _desk.RemoveAsync("SKR", editor, Ct));
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    private async Task<string?> LeadAsync()
    {
        await _portal.Get<NoteRerendering>().RunAsync(Ct);
        return await _portal.ScalarAsync<string>("SELECT lead_html FROM notes");
    }
}
