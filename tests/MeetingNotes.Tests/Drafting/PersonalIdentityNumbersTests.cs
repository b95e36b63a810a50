using System.Globalization;
using MeetingNotes.Core.Drafting;

namespace MeetingNotes.Tests.Drafting;

/// <summary>All numbers are put together here, with the check digit computed: none is copied from anywhere.</summary>
public sealed class PersonalIdentityNumbersTests
{
    private static readonly Func<Invented, string>[] Notations =
    [
        n => $"{n.Short}{n.Last}",
        n => $"{n.Short}-{n.Last}",
        n => $"{n.Short}+{n.Last}",
        n => $"{n.Short} {n.Last}",
        n => $"{n.Short}\u00A0{n.Last}",
        n => $"{n.Short}–{n.Last}",
        n => $"{n.Short}\u2011{n.Last}",
        n => $"{n.Short}\u2212{n.Last}",
        n => $"{n.Short} - {n.Last}",
        n => $"{n.Short}.{n.Last}",
        n => $"{n.Short}/{n.Last}",
        n => $"{n.Long}{n.Last}",
        n => $"{n.Long}-{n.Last}",
        n => $"{n.Long} {n.Last}",
        n => $"{n.Long}–{n.Last}",
        n => $"{n.Century} {n.Short}-{n.Last}",
        n => $"{n.Century}-{n.Short}-{n.Last}",
        n => $"{n.Long[..4]}-{n.Long[4..6]}-{n.Long[6..]}-{n.Last}",
        n => $"{n.Long[..4]}-{n.Long[4..6]}-{n.Long[6..]} {n.Last}",
        n => $"{n.Long[..4]}.{n.Long[4..6]}.{n.Long[6..]}-{n.Last}",
        n => $"{n.Long[..4]} {n.Long[4..6]} {n.Long[6..]} {n.Last}",
        n => $"{n.Short[..2]} {n.Short[2..4]} {n.Short[4..]}-{n.Last}",
        n => $"{n.Short}\u200B-\u00AD{n.Last}",
        n => $"{n.Short}-\n{n.Last}",
        n => $"{n.Short}—{n.Last}",
        n => $"{n.Short}\t{n.Last}",
        n => $"{n.Short}--{n.Last}",
        n => $"{n.Short}_{n.Last}",
        n => $"{n.Short}·{n.Last}",
        n => $"{n.Short}({n.Last}",
        n => $"{n.Short}-  \r\n{n.Last}",
        n => $"{n.Short}\u2060-\u200D{n.Last}",
        n => $"{n.Century}.{n.Short}.{n.Last}",
        n => string.Join(' ', $"{n.Short}{n.Last}".ToCharArray()),
        n => string.Join(' ', $"{n.Short}-{n.Last}".ToCharArray()),
        n => string.Join(' ', $"{n.Long}{n.Last}".ToCharArray()),
        n => string.Concat($"{n.Short}-{n.Last}".Select(c => char.IsAsciiDigit(c) ? $"{c}\uFE0F\u20E3" : $"{c}")),
        n => Digits($"{n.Short}-{n.Last}", '０'),
        n => Digits($"{n.Long}{n.Last}", '٠'),
    ];

    [Fact]
    public void Find_TenThousandInventedNumbersInEveryNotation_FindsAll()
    {
        var random = new Random(20180411);
        for (var i = 0; i < 10_000; i++)
        {
            var number = Invented.Next(random);
            foreach (var notation in Notations)
            {
                var written = notation(number);
                var text = $"Ärende 3: {written}, boende i Härnösand.";

                var hit = Assert.Single(PersonalIdentityNumbers.Find(text));

                Assert.Equal(written, text.Substring(hit.Index, hit.Length));
            }
        }
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("(pnr{0})")]
    [InlineData("({0})")]
    [InlineData("[{0}]")]
    [InlineData("”{0}”")]
    [InlineData("nr:{0}")]
    [InlineData("nr. {0}")]
    [InlineData("…{0}…")]
    [InlineData("id={0}&x")]
    [InlineData("{0}¹")]
    [InlineData("_{0}_")]
    [InlineData("3 {0}")]
    [InlineData("1.{0}")]
    [InlineData("född {0}.")]
    [InlineData("{0}.pdf")]
    [InlineData("**{0}**")]
    [InlineData("😀{0}")]
    public void Find_WhateverStandsAround_FindsIt(string surroundings)
    {
        var number = Invented.From(new DateOnly(1985, 1, 31), 123);
        var written = $"{number.Short}-{number.Last}";
        var text = string.Format(CultureInfo.InvariantCulture, surroundings, written);

        var hit = Assert.Single(PersonalIdentityNumbers.Find(text));

        Assert.Equal(written, text.Substring(hit.Index, hit.Length));
    }

    [Fact]
    public void Find_TwoWithASlashBetween_FindsBoth()
    {
        var (one, two) = (Invented.From(new DateOnly(1985, 1, 31), 123), Invented.From(new DateOnly(1990, 12, 1), 456));

        Assert.Equal(2, PersonalIdentityNumbers.Find($"{one.Short}-{one.Last}/{two.Short}-{two.Last}").Count);
    }

    [Fact]
    public void Find_CoordinationNumber_FindsIt()
    {
        var digits = WithCheckDigit("850191" + "123");

        Assert.Single(PersonalIdentityNumbers.Find($"Samordningsnummer {digits[..6]}-{digits[6..]}"));
    }

    [Fact]
    public void Find_LeapDay_OnlyInALeapYear()
    {
        var digits = WithCheckDigit("000229" + "123");

        Assert.Single(PersonalIdentityNumbers.Find("20" + digits));
        Assert.Empty(PersonalIdentityNumbers.Find("19" + digits));
    }

    [Theory]
    [InlineData("850230123", "ingen sådan dag")]
    [InlineData("851301123", "ingen sådan månad")]
    [InlineData("850192123", "dag 92")]
    [InlineData("850160123", "dag 60")]
    [InlineData("552001123", "organisationsnummer")]
    [InlineData("556012345", "organisationsnummer")]
    public void Find_CheckDigitButNoDate_IsNone(string nine, string why)
    {
        var digits = WithCheckDigit(nine);

        Assert.True(PersonalIdentityNumbers.Find($"Nr {digits[..6]}-{digits[6..]}").Count == 0, why);
        Assert.Empty(PersonalIdentityNumbers.Find(digits));
    }

    [Fact]
    public void Find_WrongCheckDigit_IsNone()
    {
        var number = Invented.From(new DateOnly(1985, 1, 31), 123);
        var wrong = (number.Last[3] - '0' + 1) % 10;

        Assert.Empty(PersonalIdentityNumbers.Find($"{number.Short}-{number.Last[..3]}{wrong}"));
    }

    [Theory]
    [InlineData("1{0}")]
    [InlineData("{0}1")]
    [InlineData("00{0}")]
    [InlineData("12-{0}")]
    [InlineData("{0}-12")]
    [InlineData("{0}.5")]
    public void Find_PartOfALongerNumber_IsNone(string surroundings)
    {
        var number = Invented.From(new DateOnly(1985, 1, 31), 123);

        Assert.Empty(PersonalIdentityNumbers.Find(string.Format(CultureInfo.InvariantCulture, surroundings, number.Short + number.Last)));
    }

    [Theory]
    [InlineData("tel. ")]
    [InlineData("Telefon: ")]
    [InlineData("mobil ")]
    [InlineData("(sms) ")]
    public void Find_PhoneNumberAfterItsWord_IsNone(string word) =>
        Assert.Empty(PersonalIdentityNumbers.Find(word + WithCheckDigit("070123" + "456")));

    [Theory]
    [InlineData("Mötet hölls 2018-04-11 kl. 09.00–11.30 i Härnösand.")]
    [InlineData("Publicerad 2018-04-12 11:50, ändrad 2018-04-13 09:40.")]
    [InlineData("Perioden 2018-04-11–2018-12-31 och 2019–2030.")]
    [InlineData("Dnr RS/2018-00411, HSN 2018-0412, 18RS1234, KTM 18/00123.")]
    [InlineData("Växel 0611-80 12 34, mobil 070-123 45 67, +46 70 123 45 67.")]
    [InlineData("Bankgiro 123-4567, OCR 12345678901234567, IBAN SE35 5000 0000 0549 1000 0003.")]
    [InlineData("Budget 1 250 000 000 kronor, varav 850 101 123 kronor i år.")]
    [InlineData("ISBN 978-91-7000-150-0, postnummer 871 85, koordinater 62.6323 17.9379.")]
    [InlineData("EAN 7350101123458, streckkod 8501011234562, GLN 7340101123456.")]
    [InlineData("SWEREF 99 TM: 6932150, 617890 och N 62 37 56, O 17 56 16.")]
    [InlineData("Plusgiro 12 34 56-7, clearing 8327-9, konto 123 456 789-0.")]
    [InlineData("Beslutet togs 2018-04-11. 2019 års budget är klar.")]
    [InlineData("Röster: 8 5 0 1 0 1 3 1 2 3 7 4 5.")]
    [InlineData("")]
    public void Find_OrdinaryNumbers_AreNone(string text) => Assert.Empty(PersonalIdentityNumbers.Find(text));

    [Fact]
    public void Find_AThousandPagesOfProtocol_AtMostOneFalseStop()
    {
        var random = new Random(1);
        var stops = Enumerable.Range(0, 1_000).Count(_ => PersonalIdentityNumbers.Find(Page(random)).Count > 0);

        Assert.InRange(stops, 0, 1);
    }

    [Theory]
    [InlineData("1")]
    [InlineData(" ")]
    [InlineData("850101 ")]
    [InlineData("19-")]
    [InlineData("85-01-01  ")]
    [InlineData("8 5 0 1 0 1 - ")]
    [InlineData("850101    -    ")]
    public void Find_LongText_IsQuick(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        PersonalIdentityNumbers.Find(text);

        Assert.InRange(clock.ElapsedMilliseconds, 0, 5_000);
    }

    [Fact]
    public void ToString_OfAHit_HoldsNoNumber() =>
        Assert.Equal("PersonalIdentityNumberHit { Index = 5, Length = 11 }", new PersonalIdentityNumberHit(5, 11).ToString());

    // What stands on a page of minutes: dates, times, sums, phone numbers, registry, organisation and account numbers.
    private static string Page(Random random) => string.Join(' ', Enumerable.Range(0, 12).Select(_ =>
    {
        var day = new DateOnly(2010 + random.Next(16), 1 + random.Next(12), 1 + random.Next(28));
        return random.Next(9) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"Mötet {day:yyyy-MM-dd} kl. {random.Next(8, 18):00}.{random.Next(60):00}."),
            1 => string.Create(CultureInfo.InvariantCulture, $"Protokoll justerat {day:yyMMdd}, § {random.Next(1, 200)}."),
            2 => string.Create(CultureInfo.InvariantCulture, $"Dnr RS {day.Year}/{random.Next(10_000):00000} och {day.Year}-{random.Next(10_000):0000}."),
            3 => string.Create(CultureInfo.InvariantCulture, $"Kostnaden är {random.Next(1, 999)} {random.Next(1000):000} {random.Next(1000):000} kronor."),
            4 => string.Create(CultureInfo.InvariantCulture, $"Telefon 0{random.Next(10, 99)}-{random.Next(100, 999)} {random.Next(10, 99)} {random.Next(10, 99)}."),
            5 => string.Create(CultureInfo.InvariantCulture, $"Organisationsnummer {random.Next(20, 99)}{random.Next(20, 99)}{random.Next(20, 99)}-{random.Next(1000, 9999)}."),
            6 => string.Create(CultureInfo.InvariantCulture, $"Perioden {day:yyyy-MM-dd}–{day.AddYears(1):yyyy-MM-dd} med {random.Next(1, 5000)} resor."),
            7 => string.Create(CultureInfo.InvariantCulture, $"Mobil 07{random.Next(10)}{random.Next(1_000_000, 9_999_999)}."),
            _ => string.Create(CultureInfo.InvariantCulture, $"Plusgiro {random.Next(100, 999)} {random.Next(10, 99)} {random.Next(10, 99)}-{random.Next(10)}, faktura {random.Next(10_000_000, 99_999_999)}."),
        };
    }));

    private static string Digits(string text, char zero) => string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)(zero + c - '0') : c));

    private static string WithCheckDigit(string nine)
    {
        var sum = nine.Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1)).Sum(weighed => weighed / 10 + weighed % 10);
        return nine + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }

    private sealed record Invented(string Century, string Short, string Last)
    {
        public string Long => Century + Short;

        public static Invented Next(Random random) => From(
            DateOnly.FromDayNumber(random.Next(new DateOnly(1900, 1, 1).DayNumber, new DateOnly(2025, 12, 31).DayNumber)),
            random.Next(1000), coordination: random.Next(4) == 0);

        public static Invented From(DateOnly born, int serial, bool coordination = false)
        {
            var date = string.Create(CultureInfo.InvariantCulture, $"{born:yyMM}{born.Day + (coordination ? 60 : 0):00}");
            var digits = WithCheckDigit(string.Create(CultureInfo.InvariantCulture, $"{date}{serial:000}"));
            return new Invented(born.Year / 100 == 19 ? "19" : "20", date, digits[6..]);
        }
    }
}
