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

    /// <summary>A number that looks real, made here so that none stands in the repository.</summary>
    private static string InventedNumber()
    {
        var digits = "900101239".Select(digit => digit - '0').ToArray();
        var sum = digits.Select((digit, index) => index % 2 == 0 ? (digit * 2 / 10) + (digit * 2 % 10) : digit).Sum();
        return $"900101-239{(10 - (sum % 10)) % 10}";
    }
}
