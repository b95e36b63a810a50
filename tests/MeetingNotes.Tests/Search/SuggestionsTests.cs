using Dapper;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Search.Swedish;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Search;

/// <summary>What is suggested for what has been typed so far.</summary>
public sealed class SuggestionsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Note =
        "---\norgan: Förslagsnämnden för järv\nmöte: 2018-04-11\nrubrik: Protokollsnotis\npublicerad: 2018-04-11 12:00\n---\n\nInledning.\n\n"
        + "## Järvspåret förlängs\n\nÄmne: Järvfrågor\nÄrende: Översyn av järvstammen\n\nEn järvinventering i fjällen. En till järvinventering, sade Édith.\n\n"
        + "## Om järvspåret och älgen\n\nÄmne: Järvfrågor\n\nÄlgar.\n";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await Portal.StartAsync(postgres);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Suggest_BeginningOfWords_GivesEveryKindAndWhereItLeads()
    {
        await _portal.ImportAsync("not.md", Note);

        var found = await ForAsync("järv");

        Assert.Equal(
            [
                (SuggestionKind.Word, "järvinventering", "/sok?q=j%C3%A4rvinventering", 1),
                (SuggestionKind.Word, "järvspåret", "/sok?q=j%C3%A4rvsp%C3%A5ret", 2),
                (SuggestionKind.Topic, "Järvfrågor", "/amnen/jarvfragor", 2),
                (SuggestionKind.Body, "Förslagsnämnden för järv", "/organ/forslagsnamnden-for-jarv", 1),
                (SuggestionKind.Matter, "Översyn av järvstammen", "/arenden/oversyn-av-jarvstammen", 1),
                (SuggestionKind.Heading, "Järvspåret förlängs", "/noterat/forslagsnamnden-for-jarv/2018-04-11#jarvsparet-forlangs", 0),
                (SuggestionKind.Heading, "Om järvspåret och älgen", "/noterat/forslagsnamnden-for-jarv/2018-04-11#om-jarvsparet-och-algen", 0),
            ],
            found.OrderBy(suggestion => suggestion.Kind).ThenBy(suggestion => suggestion.Text, StringComparer.Ordinal)
                .Select(suggestion => (suggestion.Kind, suggestion.Text, suggestion.Path, suggestion.Count)));
        Assert.Equal(found.Select(suggestion => suggestion.Kind).Order(), found.Select(suggestion => suggestion.Kind));
        Assert.Equal(new HeadingSource("Förslagsnämnden för järv", new DateOnly(2018, 4, 11)), found[^1].Source);
    }

    [Theory]
    [InlineData("JÄRVST", "Översyn av järvstammen")]
    [InlineData("ja\u0308rvst", "Översyn av järvstammen")]
    [InlineData("  järvst,", "Översyn av järvstammen")]
    [InlineData("\0järvst%_\\'&|!():*<->", "Översyn av järvstammen")]
    [InlineData("järvst över", "Översyn av järvstammen")]
    [InlineData("översyn av jä", "Översyn av järvstammen")]
    [InlineData("\"järvst", "Översyn av järvstammen")]
    [InlineData("oversyn", null)]
    [InlineData("jarv", null)]
    [InlineData("stammen", null)]
    [InlineData("järvst finns", null)]
    [InlineData("edit", "edith")]
    [InlineData("édith", "edith")]
    [InlineData("älgarna", "Om järvspåret och älgen")]
    [InlineData("om älg", "Om järvspåret och älgen")]
    public async Task Suggest_Typed_IsFoldedAsSearchesAre(string typed, string? expected)
    {
        await _portal.ImportAsync("not.md", Note);

        var texts = (await ForAsync(typed)).Select(suggestion => suggestion.Text).ToList();

        Assert.True(expected is null ? texts.Count == 0 : texts.Contains(expected), string.Join(" | ", texts));
    }

    [Theory]
    [InlineData("")]
    [InlineData("j")]
    [InlineData("- \"")]
    [InlineData("och")]
    [InlineData("\0%_\\'&|!():*<->")]
    [InlineData("😀😀")]
    public async Task Suggest_OddText_GivesNothing(string typed)
    {
        await _portal.ImportAsync("not.md", Note.Replace(" och ", " men ", StringComparison.Ordinal));

        Assert.Empty(await ForAsync(typed));
    }

    [Fact]
    public async Task Suggest_LongOrManyWords_IsAnswered()
    {
        await _portal.ImportAsync("not.md", Note);

        Assert.Empty(await ForAsync(new string('j', 5000)));
        Assert.Empty(await ForAsync(string.Concat(Enumerable.Repeat("järv älg ", 500)) + "finns inte"));
    }

    [Fact]
    public async Task Suggest_WhenThereIsMuch_GivesTenAndSomeOfEveryKind()
    {
        await _portal.ImportAsync("not.md", Note + string.Concat(Enumerable.Range(0, 30).Select(number =>
            $"## Järv{(char)('a' + (number % 26))}ord nummer {number}\n\nÄmne: Järvämne {number}\nÄrende: Järvärende {number}\n\nJärvtal{(char)('a' + (number % 26))}a.\n\n")));

        var found = await ForAsync("järv");

        Assert.Equal(Suggestions.Max, found.Count);
        Assert.Equal(5, found.Select(suggestion => suggestion.Kind).Distinct().Count());
        Assert.Equal(found.Count, found.Select(suggestion => (suggestion.Kind, suggestion.Text)).Distinct().Count());
    }

    [Fact]
    public async Task Suggest_HeadingThatComesBack_IsThereOnceWithItsNewestItem()
    {
        await _portal.ImportAsync("not.md", Note);
        await _portal.ImportAsync("ny.md", Note.Replace("2018-04-11", "2019-05-12", StringComparison.Ordinal));

        var heading = Assert.Single(await ForAsync("järvspåret för"), suggestion => suggestion.Kind == SuggestionKind.Heading);

        Assert.StartsWith("/noterat/forslagsnamnden-for-jarv/2019-05-12#", heading.Path, StringComparison.Ordinal);
    }

    /// <summary>Of what is not public no letter is suggested: a draft, a note that is scheduled, one that was withdrawn.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("publicerad: 2031-01-01 09:00\n")]
    [InlineData("publicerad: 2018-04-11 12:00\n")]
    public async Task Suggest_WhatIsNotPublic_IsNothing(string published)
    {
        await _portal.ImportAsync("not.md", Note.Replace("publicerad: 2018-04-11 12:00\n", published, StringComparison.Ordinal));
        if (published.Contains("2018", StringComparison.Ordinal))
        {
            Assert.NotEmpty(await ForAsync("järv"));
            await _portal.Get<NotePublishing>().WithdrawAsync(await _portal.ScalarAsync<Guid>("SELECT id FROM notes"), "Fel.", Actor.Operator, Ct);
        }

        foreach (var typed in (string[])["järv", "jä", "förslagsn", "över", "om järv", "protokollsnotis", "édith"])
        {
            Assert.Empty(await ForAsync(typed));
        }
    }

    /// <summary>Names are folded by the database, and what is typed by us.</summary>
    [Fact]
    public async Task Folded_InTheDatabase_IsAsTheAnalyserFolds()
    {
        string[] texts =
        [
            "ÅÄÖ åäö", "A\u030Aa\u0308O\u0308", "Éèêë Üùú Çç Ññ ÿ", "Æblegrød", "Straße", "mjuk\u00ADbind\u200Bstreck", "Țară Łódź Čapek", "ǺỂ", "IT-avdelningen", "18RS1", "İstanbul".Replace('İ', 'I'),
        ];

        await using var connection = await _portal.Get<Core.Data.Database>().OpenConnectionAsync(Ct);
        var folded = (await connection.QueryAsync<string>("SELECT folded(text) FROM unnest(@texts) WITH ORDINALITY AS t (text, place) ORDER BY place", new { texts })).ToList();

        Assert.Equal(texts.Select(text => Folding.Fold(text)), folded);
    }

    private Task<IReadOnlyList<Suggestion>> ForAsync(string typed) => _portal.Get<Suggestions>().ForAsync(typed, Ct);
}
