using System.Globalization;
using CsCheck;
using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Tests.DueDates;

/// <summary>What holds for every phrase on every day, and for every text.</summary>
public sealed class DuePropertyTests
{
    private const int Count = 5000;

    private static readonly string[] Junk =
    [
        " ", "  ", "\n", "\n\n", "\u00A0", "-", "–", "/", ".", ",", ":", "(", ")", "eller", "och", "till", "från", "mellan", "senast", "före", "inom", "om", "i", "den",
        "2018", "12", "6", "99999999999", "juni", "vår", "våren", "torsdag", "vecka", "kvartal", "nästa", "möte", "mandatperioden", "slutet av", "kl.", "e\u0301", "\u0301",
        "\uD83D", "\uDE00", "😀", "\uFFFE", "\0", "\u200B", "a", "ord", "%", "_",
    ];

    private static readonly string[] DeadlineWords = ["senast", "inom", "före", "innan", "t.o.m.", "till och med", "fram till", "till mandat"];

    private static readonly string[] Weekdays = ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"];

    private static readonly Gen<DateOnly> Day = Gen.Int[0, 142_000].Select(days => new DateOnly(1802, 1, 1).AddDays(days));

    // Half the days are near each other, where a rule about "in progress" shows.
    private static readonly Gen<DateOnly> SaidOn = Gen.OneOf(Day, Gen.Int[0, 1500].Select(days => new DateOnly(2018, 1, 1).AddDays(days)));

    private static readonly Gen<string> Phrase = OneOf(DuePhraseTable.Phrases);

    private static readonly Gen<MandateEnd> Mandate = Gen.Enum<MandateEnd>();

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf(Phrase, OneOf(Junk)).Array[0, 12].Select(parts => string.Concat(parts)),
        Gen.OneOf(Phrase, OneOf(Junk)).Array[0, 12].Select(parts => string.Join(' ', parts)),
        Gen.String);

    [Fact]
    public void Read_AnyPhraseAnyDay_IsWhole() =>
        Gen.Select(Gen.OneOf(Phrase, Text), SaidOn, Mandate).Sample((phrase, saidOn, mandate) =>
        {
            var due = DueDate.Read(phrase, saidOn, mandate);
            Assert.Equal(phrase, due.Written);
            switch (due.Kind)
            {
                case DueKind.Dated:
                    Assert.True(due.First <= due.Last);
                    Assert.NotNull(due.Precision);
                    Assert.InRange(due.Edtf!.Length, 4, 40);
                    Assert.True(Edtf.TryRange(due.Edtf, out var first, out var last));
                    Assert.Equal((due.First, due.Last), (first, last));
                    Assert.InRange(due.Reading.Length, 4, 200);
                    break;
                case DueKind.Meeting:
                    Assert.NotNull(due.First);
                    Assert.True(due.Last is null || due.First <= due.Last);
                    Assert.Null(due.Edtf);
                    break;
                default:
                    Assert.Equal((null, null, null, null), (due.First, due.Last, due.Edtf, due.Precision));
                    Assert.Equal(due.Kind == DueKind.Unread, due.Reading == due.Written && due.Kind == DueKind.Unread);
                    break;
            }
        }, iter: Count);

    [Fact]
    public void Read_ItsOwnReading_ReadsTheSame() =>
        Gen.Select(Phrase, SaidOn, Mandate).Sample((phrase, saidOn, mandate) =>
        {
            var due = DueDate.Read(phrase, saidOn, mandate);

            var again = DueDate.Read(due.Reading, saidOn, mandate);

            Assert.Equal(due with { Written = due.Reading }, again with { Precision = due.Precision });
        }, iter: Count);

    [Fact]
    public void Read_ItsOwnReadingOnAnotherDay_EndsTheSame() =>
        Gen.Select(Phrase, SaidOn, SaidOn, Mandate).Sample((phrase, saidOn, other, mandate) =>
        {
            var due = DueDate.Read(phrase, saidOn, mandate);
            if (due.Kind is not (DueKind.Dated or DueKind.Meeting))
            {
                return;
            }

            var again = DueDate.Read(due.Reading, other, mandate);

            Assert.Equal((due.Kind, due.Last, due.MeetingOf, due.Reading), (again.Kind, again.Last, again.MeetingOf, again.Reading));
            if (!IsDeadline(due.Reading))
            {
                Assert.Equal(due.Edtf, again.Edtf);
            }
        }, iter: Count);

    [Fact]
    public void Read_PhraseWithoutYear_IsNeverOverBeforeItWasSaid() =>
        Gen.Select(OneOf([.. DuePhraseTable.Phrases.Where(HasNoYear)]), SaidOn, Mandate).Sample((phrase, saidOn, mandate) =>
            Assert.False(DueDate.Read(phrase, saidOn, mandate).Last < saidOn, phrase), iter: Count);

    [Fact]
    public void Read_Deadline_StartsOnTheDayItWasSaid() =>
        Gen.Select(OneOf([.. DuePhraseTable.Phrases.Where(IsDeadline)]), SaidOn).Sample((phrase, saidOn) =>
        {
            var due = DueDate.Read(phrase, saidOn);
            if (due.Kind == DueKind.Dated)
            {
                Assert.Equal(due.Last >= saidOn ? saidOn : due.Last, due.First);
            }
        }, iter: Count);

    [Fact]
    public void Read_DayMonthAndYear_IsThatDayOrUnread() =>
        Gen.Select(SaidOn, Gen.Int[0, 40], Gen.Int[1, 12], Gen.Int[1700, 2300], Gen.Enum<DayOfWeek>().Nullable()).Sample((saidOn, day, month, year, weekday) =>
        {
            var isDay = year is >= 1800 and <= 2199 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
                && (weekday is null || new DateOnly(year, month, day).DayOfWeek == weekday);
            var names = new CultureInfo("sv-SE").DateTimeFormat.MonthNames;
            var phrase = string.Create(
                CultureInfo.InvariantCulture, $"{(weekday is null ? "den" : Weekdays[(int)weekday])} {day} {names[month - 1]} {year}");

            Assert.Equal(isDay ? new DateOnly(year, month, day) : (DateOnly?)null, DueDate.Read(phrase, saidOn).First);
        }, iter: Count);

    [Fact]
    public void FindIn_AnyText_FindsWhatReadReads() =>
        Gen.Select(Text, SaidOn, Mandate).Sample((text, saidOn, mandate) =>
        {
            var end = 0;
            foreach (var found in DuePhrases.FindIn(text, saidOn, mandate))
            {
                Assert.True(found.Start >= end && found.Length > 0 && found.Start + found.Length <= text.Length);
                Assert.NotEqual(DueKind.Unread, found.Due.Kind);
                Assert.Equal(DueDate.Read(text.Substring(found.Start, found.Length), saidOn, mandate), found.Due);
                end = found.Start + found.Length;
            }
        }, iter: Count);

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(pick => texts[pick]);

    private static bool IsDeadline(string phrase) =>
        DeadlineWords.Any(word => phrase.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        && !phrase.Contains("möte", StringComparison.Ordinal);

    private static bool HasNoYear(string phrase) =>
        !phrase.Contains("i år", StringComparison.Ordinal) && !phrase.Any(char.IsAsciiDigit);
}
