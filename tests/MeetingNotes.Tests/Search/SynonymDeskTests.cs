using System.Text;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Search;

public sealed class SynonymDeskTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private SynonymDesk _desk = null!;
    private StaffPerson _administrator = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = _portal.Get<SynonymDesk>();
        _administrator = await _portal.PersonAsync(StaffRole.Administrator);
        await _portal.ImportAsync("2018-04-11-radet.md",
            "---\norgan: Rådet\nmöte: 2018-04-11\npublicerad: 2018-04-12 10:00\n---\n\n## Ett\n\nLandstingens idé.\n\n## Två\n\nRegionernas kafé och fik.\n");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Add_ThenRemove_CountsFromTheNextSearchOnBothWays()
    {
        Assert.Equal(["Ett"], await FindAsync("landsting"));

        Assert.True(await _desk.AddAsync(" landsting ", "region", _administrator, Ct));
        Assert.True(await _desk.AddAsync("landsting", "region", _administrator, Ct));
        Assert.False(await _desk.AddAsync("landsting", "något annat", _administrator, Ct));
        Assert.Equal(["Ett", "Två"], await FindAsync("landsting"));
        Assert.Equal(["Två", "Ett"], await FindAsync("regionen"));

        Assert.True(await _desk.RemoveAsync("landsting", _administrator, Ct));
        Assert.False(await _desk.RemoveAsync("landsting", _administrator, Ct));
        Assert.Equal(["Ett"], await FindAsync("landsting"));
        Assert.Equal("add-synonym,remove-synonym", await _portal.ScalarAsync<string>(
            "SELECT string_agg(action, ',' ORDER BY id) FROM audit_events WHERE person_id IS NOT NULL"));
    }

    [Fact]
    public async Task Add_WordWithAnAccent_IsFoundWithoutIt()
    {
        await _desk.AddAsync("idé", "fik", _administrator, Ct);

        Assert.Equal(["Ett", "Två"], await FindAsync("ide"));
    }

    [Fact]
    public async Task Acts_OfAnEditor_ChangeNothing()
    {
        await _desk.AddAsync("landsting", "region", _administrator, Ct);
        var editor = await _portal.PersonAsync(StaffRole.Editor);
        var before = await _portal.FingerprintAsync();

        Assert.False(await _desk.AddAsync("buss", "kollektivtrafik", editor, Ct));
        Assert.False(await _desk.RemoveAsync("landsting", editor, Ct));
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Fact]
    public async Task Export_ThenImport_KeepsThem()
    {
        await _desk.AddAsync("landsting", "region", _administrator, Ct);
        await _portal.ImportAsync("portal.yaml", "synonymer:\n  buss: kollektivtrafik\n  landsting: regioner\n");

        Assert.Equal([new("buss", "kollektivtrafik"), new("landsting", "regioner")], await _desk.ListAsync(Ct));
        Assert.Contains("synonymer:\n  buss: kollektivtrafik\n  landsting: regioner\n", Encoding.UTF8.GetString((await _portal.ExportAsync())["portal.yaml"]), StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> FindAsync(string typed)
    {
        var search = _portal.Get<ItemSearch>();
        return (await search.SearchAsync(new SearchRequest(search.Read(typed)), Ct)).Hits.Select(hit => hit.Heading);
    }
}
