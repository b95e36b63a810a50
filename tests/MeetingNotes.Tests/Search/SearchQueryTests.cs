using MeetingNotes.Core.Search;
using MeetingNotes.Tests.Search.Swedish;

namespace MeetingNotes.Tests.Search;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("buss tåg", "buss, tåg")]
    [InlineData("\"regional utvecklingsstrategi\" -kommun", "=regional utvecklingsstrategi, -kommun")]
    [InlineData("”regional plan” buss", "=regional plan, buss")]
    [InlineData("buss eller tåg", "buss eller tåg")]
    [InlineData("buss ELLER tåg båt", "buss eller tåg, båt")]
    [InlineData("buss eller", "buss")]
    [InlineData("eller buss", "buss")]
    [InlineData("kollektiv*", "kollektiv*")]
    [InlineData("ko* buss", "ko, buss")]
    [InlineData("-buss", "-buss")]
    [InlineData("den 11 april 2018", "11 april 2018")]
    [InlineData("RS 912-2025", "RS 912-2025")]
    [InlineData("§ 26", "§ 26")]
    [InlineData("hälso- och sjukvård", "hälso, sjukvård")]
    [InlineData("buss - tåg", "buss, tåg")]
    [InlineData("e-hälsa", "e-hälsa")]
    [InlineData("\"buss", "buss")]
    [InlineData("\"\" \"och\" -", "")]
    [InlineData("och", "")]
    [InlineData("", "")]
    public void Parse_Typed_IsReadAsMeant(string typed, string clauses) =>
        Assert.Equal(clauses, string.Join(", ", Parse(typed).Clauses.Select(clause => (clause.IsNegated ? "-" : "") + (clause.IsExact ? "=" : "") + clause.Typed)));

    [Fact]
    public void Parse_TooMuch_IsCutAndSaysSo()
    {
        Assert.True(Parse(new string('a', 300)).IsCut);
        Assert.True(Parse(string.Concat(Enumerable.Range(0, 30).Select(number => $"o{number} "))).IsCut);
        Assert.Equal(SearchQuery.MaxTerms, Parse(string.Concat(Enumerable.Range(0, 30).Select(number => $"o{number} "))).Clauses.Count);
        Assert.False(Parse("buss").IsCut);
    }

    [Theory]
    [InlineData("buss -tåg \"en båt\"", 1, "buss \"en båt\"")]
    [InlineData("buss -tåg \"en båt\"", 2, "buss -tåg")]
    [InlineData("buss eller tåg båt", 0, "båt")]
    public void Without_Clause_LeavesTheRest(string typed, int clause, string rest)
    {
        var query = Parse(typed);
        Assert.Equal(rest, query.Without(query.Clauses[clause]));
    }

    private static SearchQuery Parse(string typed) => SearchQuery.Parse(typed, Analysers.WithDictionary);
}
