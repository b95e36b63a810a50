using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes;

/// <summary>What a <c>portal.yaml</c> is refused for, and what is said about what it did.</summary>
public sealed class PortalFileImportTests(PostgresFixture postgres) : IAsyncLifetime
{
    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await Portal.StartAsync(postgres);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData("möten:\n  - organ: radet\n    tid: 2018-06-03\n    inställt: ja\n    skäl: Anna #-# är sjuk\n", 5)]
    [InlineData("organ:\n  - namn: Rådet #-#\n", 2)]
    [InlineData("organ:\n  - namn: Rådet\n    tidigare namn:\n      - Nämnden\n      - Nämnd #-#\n", 5)]
    [InlineData("ärenden:\n  - namn: Anna #-#\n", 2)]
    [InlineData("ärenden:\n  - namn: Anna\n    slug: #-#\n", 3)]
    [InlineData("ämnen:\n  - namn: Trafik\n    synonymer: [buss, \"# #\"]\n", 3)]
    [InlineData("förkortningar:\n  A: Anna #-#\n", 2)]
    [InlineData("organ:\n  - namn: Rådet\n    kontakt: \"Anna #\\u002d#\"\n", 3)]
    [InlineData("organ:\n  - namn: Rådet\n    beskrivning: Anna #\n      #\n", 3)]
    public async Task Import_PersonalIdentityNumber_IsRefusedAtItsLineWithoutRepeatingIt(string file, int line)
    {
        var (day, last) = (InventedNumber()[..6], InventedNumber()[7..]);
        var parts = file.Split('#');

        var result = await _portal.ImportAsync("portal.yaml", $"{parts[0]}{day}{parts[1]}{last}{parts[2]}");

        var problem = Assert.Single(result.Problems);
        Assert.Equal(line, problem.Line);
        Assert.Contains("personnummer", problem.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(last, problem.Reason, StringComparison.Ordinal);
        Assert.Equal(0, await _portal.ScalarAsync<int>("SELECT (SELECT count(*) FROM bodies)::int + (SELECT count(*) FROM matters)::int"));
    }

    [Theory]
    [InlineData("  - slug: a\n    namn: A\n    tidigare slugar: [a]\n", 4, "”a” är ärendets egen slug")]
    [InlineData("  - slug: a\n    namn: A\n    tidigare slugar: [c]\n  - slug: b\n    namn: B\n    tidigare slugar: [c]\n", 7, "”c” är också en tidigare slug till ”A”")]
    [InlineData("  - slug: a\n    namn: A\n    tidigare slugar:\n      - b\n  - slug: b\n    namn: B\n", 4, "”b” är ett eget ärende i filen")]
    public async Task Import_MatterThatCannotHaveBeenAnother_IsRefusedAtItsLine(string matters, int line, string reason)
    {
        var result = await _portal.ImportAsync("portal.yaml", "ärenden:\n" + matters);

        var problem = Assert.Single(result.Problems);
        Assert.Equal(line, problem.Line);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_MattersInARing_AreRefusedAndKept()
    {
        await _portal.ImportAsync("portal.yaml", "ärenden:\n  - namn: A\n  - namn: B\n  - namn: C\n");

        var result = await _portal.ImportAsync(
            "portal.yaml", "ärenden:\n  - namn: A\n    tidigare slugar: [b]\n  - namn: B\n    tidigare slugar: [c]\n  - namn: C\n    tidigare slugar: [a]\n");

        Assert.Equal([3, 5, 7], result.Problems.Select(problem => problem.Line));
        Assert.Equal(3, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM matters"));
    }

    [Fact]
    public async Task Import_JoinedMatters_AreRemarkedOnOnce()
    {
        const string Joined = "ärenden:\n  - slug: fiber\n    namn: Fiber i länet\n    tidigare slugar: [bredband]\n";
        await NoteAsync("2018-04-11", "Ärende: Bredband");
        await NoteAsync("2018-05-11", "Ärende: Bredband");
        await NoteAsync("2018-06-11", "Ärende: Fiber");

        var result = await _portal.ImportAsync("portal.yaml", Joined);
        var again = await _portal.ImportAsync("portal.yaml", Joined);

        Assert.Equal("ärendet ”Bredband” (2 möten) fördes ihop med ”Fiber i länet”.", Assert.Single(result.Remarks));
        Assert.Equal(ImportOutcome.Unchanged, again.Outcome);
        Assert.Empty(again.Remarks);
    }

    [Fact]
    public async Task Export_MatterRenamedAndBack_CanBeImported()
    {
        await _portal.ImportAsync("portal.yaml", "ärenden:\n  - slug: a\n    namn: A\n");
        await _portal.ImportAsync("portal.yaml", "ärenden:\n  - slug: b\n    namn: A\n    tidigare slugar: [a]\n");
        await _portal.ImportAsync("portal.yaml", "ärenden:\n  - slug: a\n    namn: A\n    tidigare slugar: [b]\n");

        await using var other = await Portal.StartAsync(postgres);
        Assert.All(await other.ImportExportAsync(await _portal.ExportAsync()), result => Assert.Equal(ImportOutcome.Changed, result.Outcome));
        Assert.Equal("b", await other.ScalarAsync<string>("SELECT string_agg(slug, ',') FROM matter_former_slugs"));
    }

    private async Task NoteAsync(string day, string item) => Assert.Equal(ImportOutcome.Published, (await _portal.ImportAsync(
        $"{day}-rad.md", $"---\norgan: Rådet\nmöte: {day}\npublicerad: {day} 18:00\n---\n\nInledning.\n\n## A\n\n{item}\n")).Outcome);

    /// <summary>A number that looks real, made here so that none stands in the repository.</summary>
    private static string InventedNumber()
    {
        var digits = "900101239".Select(digit => digit - '0').ToArray();
        var sum = digits.Select((digit, index) => index % 2 == 0 ? (digit * 2 / 10) + (digit * 2 % 10) : digit).Sum();
        return $"900101-239{(10 - (sum % 10)) % 10}";
    }
}
