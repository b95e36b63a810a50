using MeetingNotes.Core.Matters;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Matters;

public sealed class MatterDeskTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private MatterDesk _desk = null!;
    private StaffPerson _editor = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = _portal.Get<MatterDesk>();
        await NoteAsync("2026-11-10", "Bredband i byar");
        await NoteAsync("2026-11-12", "Fiber på landet");
        _editor = await _portal.PersonAsync(StaffRole.Editor, "radet");
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Rename_Matter_KeepsTheAddressAndOldTextsMeanIt()
    {
        Assert.Equal(MatterOutcome.Done, await _desk.RenameAsync("bredband-i-byar", "Bredband i länet", _editor, Ct));
        Assert.Equal(MatterOutcome.Done, await _desk.RenameAsync("bredband-i-byar", "Bredband i länet", _editor, Ct));
        await NoteAsync("2026-11-13", "Bredband i byar");

        var matter = (await _portal.Get<MatterReader>().FindAsync("bredband-i-byar", Ct))!;
        Assert.Equal(("bredband-i-lanet", "Bredband i länet", 2), (matter.Slug, matter.Name, matter.Items));
        Assert.Equal("rename-matter Bredband i byar → Bredband i länet", await AuditAsync());
        Assert.Equal(MatterOutcome.NameTaken, await _desk.RenameAsync("fiber-pa-landet", "Bredband i byar", _editor, Ct));
        Assert.Equal(MatterOutcome.NameTaken, await _desk.RenameAsync("fiber-pa-landet", "bredband i länet", _editor, Ct));
    }

    [Fact]
    public async Task Join_Twice_MovesItemsAndAddressesOnceAsThePortalFileDoes()
    {
        await _desk.RenameAsync("bredband-i-byar", "Bredband", _editor, Ct);

        Assert.Equal(MatterOutcome.Done, await _desk.JoinAsync("bredband", "fiber-pa-landet", _editor, Ct));
        Assert.Equal(MatterOutcome.Done, await _desk.JoinAsync("bredband", "fiber-pa-landet", _editor, Ct));

        foreach (var slug in (string[])["bredband-i-byar", "bredband", "fiber-pa-landet"])
        {
            var matter = (await _portal.Get<MatterReader>().FindAsync(slug, Ct))!;
            Assert.Equal(("fiber-pa-landet", 2, 2), (matter.Slug, matter.Items, matter.Meetings));
        }

        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM audit_events WHERE action = 'join-matters' AND subject = 'Bredband → Fiber på landet'"));
        var export = await _portal.ExportAsync();
        await using var other = await Portal.StartAsync(postgres);
        await other.ImportExportAsync(export);
        Assert.Equal(export, await other.ExportAsync());
    }

    [Fact]
    public async Task Find_ByNameOrAddress_GivesTheMatter()
    {
        Assert.Equal("fiber-pa-landet", (await _desk.FindByNameAsync(" fiber på LANDET ", Ct))?.Slug);
        Assert.Equal("fiber-pa-landet", (await _desk.FindByNameAsync("fiber-pa-landet", Ct))?.Slug);
        Assert.Null(await _desk.FindByNameAsync("Vägar", Ct));
        Assert.Equal("Fiber på landet", Assert.Single((await _desk.ListAsync("FIBER", 1, Ct)).Matters).Name);
    }

    [Fact]
    public async Task Acts_OfAWriter_ChangeNothing()
    {
        var writer = await _portal.PersonAsync(StaffRole.Writer);
        var before = await _portal.FingerprintAsync();

        Assert.Equal(MatterOutcome.NotFound, await _desk.RenameAsync("bredband-i-byar", "Nytt", writer, Ct));
        Assert.Equal(MatterOutcome.NotFound, await _desk.JoinAsync("bredband-i-byar", "fiber-pa-landet", writer, Ct));
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    private Task<string?> AuditAsync() => _portal.ScalarAsync<string>(
        "SELECT string_agg(concat_ws(' ', action, subject), ',' ORDER BY id) FROM audit_events WHERE person_id IS NOT NULL");

    private async Task NoteAsync(string day, string matter) => Assert.Empty((await _portal.ImportAsync(
        $"{day}-radet.md", $"---\norgan: Rådet\nmöte: {day}\npublicerad: 2026-11-13 10:00\n---\n\nRådet möttes.\n\n## A\n\nÄrende: {matter}\n\nText.\n")).Problems);
}
