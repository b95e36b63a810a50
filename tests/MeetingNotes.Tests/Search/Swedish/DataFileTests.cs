using MeetingNotes.Core.Search.Swedish;

namespace MeetingNotes.Tests.Search.Swedish;

/// <summary>The data files are written by hand: what is easily done wrong in them.</summary>
public sealed class DataFileTests
{
    [Fact]
    public void CouncilWords_EachLine_IsAWordOnceWithItsClass()
    {
        var rows = DataFile.Rows("council-words.tsv").ToList();

        Assert.All(rows, row => Assert.Equal(4, row.Length));
        Assert.All(rows, row => Assert.Equal(Folding.Fold(row[0].ToLowerInvariant()), Folding.Fold(row[0])));
        Assert.All(rows, row => Assert.True(row[1] is "n" or "a" or "v" or "x"));
        Assert.Empty(rows.GroupBy(row => row[0]).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Exceptions_EachLine_SaysThePartsAndWhy()
    {
        var rows = DataFile.Rows("exceptions.tsv").ToList();

        Assert.All(rows, row => Assert.True(row is [_, "-", { Length: > 0 }] || row is [_, var parts, { Length: > 0 }] && parts.Contains('+', StringComparison.Ordinal)));
        Assert.Empty(rows.GroupBy(row => row[0]).Where(group => group.Count() > 1).Select(group => group.Key));
    }
}
