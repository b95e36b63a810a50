using System.Globalization;
using System.Text;
using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.DueDates;

public sealed class DueDateTests
{
    private static readonly DateOnly Wednesday = new(2018, 4, 11);

    public static TheoryData<string, string> Rows { get; } =
        [.. DuePhraseTable.Cases.Select(row => (row.SaidOn.ToString("O", CultureInfo.InvariantCulture), row.Phrase))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Read_Phrase_ReadsAsTheTableSays(string saidOn, string phrase)
    {
        var day = DateOnly.ParseExact(saidOn, "O", CultureInfo.InvariantCulture);
        var row = DuePhraseTable.Cases.Single(row => row.SaidOn == day && row.Phrase == phrase);

        var due = DueDate.Read(phrase, day);

        Assert.Equal(row, new DueCase(row.SaidOn, due.Written, due.Kind, due.Edtf, due.First, due.Last, due.Reading));
    }

    [Fact]
    public void Table_Cases_AreManyAndOneEach()
    {
        Assert.True(DuePhraseTable.Cases.Count >= 300);
        Assert.True(DuePhraseTable.Cases.Count(row => row.Kind == DueKind.Unread) >= 40);
        Assert.Equal(DuePhraseTable.Cases.Count, DuePhraseTable.Cases.Select(row => (row.SaidOn, row.Phrase)).Distinct().Count());
    }

    [Theory]
    [InlineData("den 12 juni", DuePrecision.Day)]
    [InlineData("vecka 24", DuePrecision.Week)]
    [InlineData("juni i år", DuePrecision.Month)]
    [InlineData("om sex månader", DuePrecision.Month)]
    [InlineData("kvartal 3", DuePrecision.Quarter)]
    [InlineData("hösten 2018", DuePrecision.Season)]
    [InlineData("andra halvåret", DuePrecision.HalfYear)]
    [InlineData("i år", DuePrecision.Year)]
    [InlineData("2019–2030", DuePrecision.Span)]
    [InlineData("senast den 31 maj", DuePrecision.Span)]
    [InlineData("i slutet av juni", DuePrecision.Span)]
    [InlineData("årsskiftet", DuePrecision.Span)]
    [InlineData("nästa möte", null)]
    [InlineData("löpande", null)]
    [InlineData("snart", null)]
    public void Read_Phrase_SaysItsPrecision(string phrase, DuePrecision? precision) =>
        Assert.Equal(precision, DueDate.Read(phrase, Wednesday).Precision);

    [Theory]
    [InlineData("nästa möte", null)]
    [InlineData("rådets nästa möte", null)]
    [InlineData("vid nämndens möte i juni", null)]
    [InlineData("till nästa fullmäktige", "fullmäktige")]
    [InlineData("på nästa regionstyrelse", "regionstyrelsen")]
    [InlineData("vid nästa möte i Regionala samverkansrådet", "samverkansrådet")]
    [InlineData("Regionala samverkansrådets möte den 30 maj", "samverkansrådet")]
    [InlineData("nästa möte i regionala transportgruppen", "transportgruppen")]
    [InlineData("kulturforumets nästa möte", "kulturforum")]
    [InlineData("på regionfullmäktige i november", "regionfullmäktige")]
    public void Read_Meeting_NamesTheOtherBody(string phrase, string? body)
    {
        var due = DueDate.Read(phrase, Wednesday);

        Assert.Equal((DueKind.Meeting, body), (due.Kind, due.MeetingOf));
    }

    [Theory]
    [InlineData("nästa samråd")]
    [InlineData("nästa forum")]
    [InlineData("nästa grupp")]
    public void Read_WhatOnlySoundsLikeABody_StaysUnread(string phrase) =>
        Assert.Equal(DueKind.Unread, DueDate.Read(phrase, Wednesday).Kind);

    [Theory]
    [InlineData("2018-04-11", MandateEnd.Board, "2018-12-31")]
    [InlineData("2018-04-11", MandateEnd.Assembly, "2018-10-14")]
    [InlineData("2018-10-14", MandateEnd.Assembly, "2018-10-14")]
    [InlineData("2018-10-15", MandateEnd.Assembly, "2022-10-14")]
    [InlineData("2018-10-15", MandateEnd.Board, "2018-12-31")]
    [InlineData("2018-12-31", MandateEnd.Board, "2018-12-31")]
    [InlineData("2019-01-01", MandateEnd.Board, "2022-12-31")]
    [InlineData("2011-01-01", MandateEnd.Assembly, "2014-10-14")]
    [InlineData("2026-11-10", MandateEnd.Board, "2026-12-31")]
    [InlineData("2027-02-01", MandateEnd.Assembly, "2030-10-14")]
    public void Read_MandatePeriod_EndsWithTheOneThatSits(string saidOn, MandateEnd mandate, string end)
    {
        var (day, last) = (DateOnly.Parse(saidOn, CultureInfo.InvariantCulture), DateOnly.Parse(end, CultureInfo.InvariantCulture));

        foreach (var phrase in (string[])["under mandatperioden", "mandatperioden ut", "inom mandatperioden", "vid mandatperiodens slut", "denna mandatperiod"])
        {
            var due = DueDate.Read(phrase, day, mandate);

            Assert.Equal((DueKind.Dated, day, last), (due.Kind, due.First, due.Last));
            Assert.Equal(due with { Written = due.Reading }, DueDate.Read(due.Reading, day, mandate));
        }
    }

    [Fact]
    public void Read_MandatePeriodBeforeTheRule_StaysUnread()
    {
        Assert.Equal(DueKind.Unread, DueDate.Read("under mandatperioden", new DateOnly(2010, 12, 31)).Kind);
        Assert.Equal(DueKind.Unread, DueDate.Read("under mandatperioden", new DateOnly(2199, 1, 1)).Kind);
        Assert.Equal(DueKind.Unread, DueDate.Read("till mandatperiodens slut den 3 maj 2022", Wednesday).Kind);
    }

    [Theory]
    [InlineData("i\u00A0juni\u202F2018")]
    [InlineData("i juni\t 2018\r\n")]
    [InlineData("ju\u00ADni 2018")]
    [InlineData("\uFEFFjuni 2018")]
    [InlineData("Juni 2018!")]
    public void Read_OddSpacesAndInvisibles_ReadsTheSame(string written)
    {
        var due = DueDate.Read(written, Wednesday);

        Assert.Equal(("2018-06", written), (due.Edtf, due.Written));
    }

    [Theory]
    [InlineData("i vår")]
    [InlineData("på måndag")]
    [InlineData("nästa möte")]
    [InlineData("första halvåret nästa år")]
    [InlineData("så snart som möjligt")]
    public void Read_DecomposedLetters_ReadsTheSame(string phrase)
    {
        var decomposed = phrase.Normalize(NormalizationForm.FormD);

        Assert.NotEqual(phrase, decomposed);
        Assert.NotEqual(DueKind.Unread, DueDate.Read(phrase, Wednesday).Kind);
        Assert.Equal(DueDate.Read(phrase, Wednesday) with { Written = "" }, DueDate.Read(decomposed, Wednesday) with { Written = "" });
    }

    [Theory]
    [InlineData('-')]
    [InlineData('–')]
    [InlineData('—')]
    [InlineData('\u2011')]
    [InlineData('\u2212')]
    public void Read_AnyDash_IsATill(char dash) =>
        Assert.Equal("2019/2030", DueDate.Read($"2019{dash}2030", Wednesday).Edtf);

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("en-US")]
    public void Read_AnyCulture_ReadsTheSame(string name)
    {
        var here = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(name);
            foreach (var row in DuePhraseTable.Cases)
            {
                var due = DueDate.Read(row.Phrase.ToUpperInvariant(), row.SaidOn);

                Assert.Equal((row.Edtf, row.First, row.Last), (due.Edtf, due.First, due.Last));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    [Fact]
    public void Read_Seeds_ReadsEveryDue()
    {
        var read = 0;
        foreach (var file in Directory.EnumerateFiles(Repository.Seeds, "*.md"))
        {
            var note = NoteFileReader.Read(File.ReadAllText(file));
            foreach (var due in note.Items.SelectMany(item => item.FollowUps).Select(line => line.Due).OfType<string>())
            {
                Assert.True(DueDate.Read(due, note.MeetingOn).Kind != DueKind.Unread, $"{Path.GetFileName(file)}: {due}");
                read++;
            }
        }

        Assert.True(read > 100);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("1799-12-31")]
    [InlineData("2200-01-01")]
    [InlineData("9999-12-31")]
    public void Read_SaidInAYearThatWeDoNotRead_StaysUnread(string saidOn)
    {
        var day = DateOnly.ParseExact(saidOn, "yyyy-MM-dd", CultureInfo.InvariantCulture);

        Assert.All(DuePhraseTable.Phrases, phrase => Assert.Equal(DueKind.Unread, DueDate.Read(phrase, day).Kind));
    }
}
