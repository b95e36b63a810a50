using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MeetingNotes.Core.Drafting;

/// <summary>Where a number stands in the text. Never the number itself, so that it cannot end up in a log.</summary>
public readonly record struct PersonalIdentityNumberHit(int Index, int Length);

/// <summary>
/// Finds personnummer and samordningsnummer however they are written: 10 or 12 digits, whole or in groups, with any dash, plus,
/// space, dot, slash or underscore between, or spaced out digit by digit, in any script's digits. Source of the rule: Skatteverket
/// (date, day + 60, check digit), R28/L1.
/// </summary>
public static partial class PersonalIdentityNumbers
{
    /// <summary>In the order of the text, without overlaps.</summary>
    public static IReadOnlyList<PersonalIdentityNumberHit> Find(string text)
    {
        var hits = new List<PersonalIdentityNumberHit>();
        var (plain, positions) = Simplified(text);
        for (var match = Candidate().Match(plain); match.Success;)
        {
            var isHit = IsPersonal(match) && !FollowsPhoneWord(plain, match);
            if (isHit)
            {
                var start = positions[match.Index];
                hits.Add(new PersonalIdentityNumberHit(start, positions[match.Index + match.Length] - start));
            }

            // Something that was none may still overlap one that is: "3 850101-…".
            match = Candidate().Match(plain, isHit ? match.Index + match.Length : match.Index + 1);
        }

        return hits;
    }

    private static bool IsPersonal(Match match)
    {
        var (year, month, day) = (Number(match, "year"), Number(match, "month"), Number(match, "day"));
        var digits = Digits(match, "year") + Digits(match, "month") + Digits(match, "day") + Digits(match, "last");
        int[] centuries = match.Groups["century"].Success ? [Number(match, "century")] : [19, 20];
        return centuries.Any(century => IsDay((century * 100) + year, month, day > 60 ? day - 60 : day)) && HasCheckDigit(digits);
    }

    private static bool IsDay(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    // The Luhn algorithm over all ten digits.
    private static bool HasCheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var weighed = (digits[i] - '0') * (2 - (i % 2));
            sum += weighed > 9 ? weighed - 9 : weighed;
        }

        return sum % 10 == 0;
    }

    // "Mobil: 0701…" is ten digits too. Only without any separator: nobody writes a phone number with six digits first.
    private static bool FollowsPhoneWord(string plain, Match match) =>
        match.Length == 10 && match.Value[0] == '0' && PhoneWord().IsMatch(plain.AsSpan(0, match.Index));

    private static int Number(Match match, string group) => int.Parse(Digits(match, group), CultureInfo.InvariantCulture);

    // Digits that are spaced out are captured one by one.
    private static string Digits(Match match, string group) => string.Concat(match.Groups[group].Captures);

    // Every digit as 0–9, every dash as -, every white space as a space, nothing invisible; and where each character came from.
    private static (string Plain, List<int> Positions) Simplified(string text)
    {
        var plain = new StringBuilder(text.Length);
        var positions = new List<int>(text.Length + 1);
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
            {
                plain.Append(Simplified(rune));
                positions.Add(position);
            }

            position += rune.Utf16SequenceLength;
        }

        positions.Add(position);
        return (plain.ToString(), positions);
    }

    private static char Simplified(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.DecimalDigitNumber => (char)('0' + (int)Rune.GetNumericValue(rune)),
        UnicodeCategory.DashPunctuation => '-',
        _ when rune.Value == '\u2212' => '-',
        _ when rune.Value == '\uFF0B' => '+',
        _ when Rune.IsWhiteSpace(rune) => ' ',
        _ => rune.IsBmp ? (char)rune.Value : '\uFFFD',
    };

    // Six digits in one, or year, month and day with the same separator twice; then four. Or every digit by itself. Not within a
    // longer number. A full stop with a space after it ends a sentence: "… 2018-04-11. 2019 års budget".
    [GeneratedRegex(
        """
        (?<![0-9])(?<![0-9][-+])
        (?:
          (?:
            (?:(?<century>18|19|20)[ .-]?)?(?<year>[0-9]{2})(?<month>[0-9]{2})(?<day>[0-9]{2})
            (?:[ ]{0,4}(?:-{1,3}|[+/_·])[ ]{0,4}|[.(]|[ ]{1,2})?
          | (?<century>18|19|20)?(?<year>[0-9]{2})(?<separator>[-./ ])(?<month>[0-9]{2})\k<separator>(?<day>[0-9]{2})
            (?:[ ]{0,4}(?:-{1,3}|[+/_·])[ ]{0,4}|[.(]|[ ]{1,2})
          )
          (?<last>[0-9]{4})
        | (?<![0-9][ ])
          (?:(?<century>1)[ ](?<century>[89])[ ]|(?<century>2)[ ](?<century>0)[ ])?
          (?<year>[0-9])[ ](?<year>[0-9])[ ](?<month>[0-9])[ ](?<month>[0-9])[ ](?<day>[0-9])[ ](?<day>[0-9])[ ]?[-+]?[ ]
          (?<last>[0-9])[ ](?<last>[0-9])[ ](?<last>[0-9])[ ](?<last>[0-9])
          (?![ ][0-9])
        )
        (?![0-9])(?![-+.][0-9])
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Candidate();

    [GeneratedRegex(@"\b(tel|telefon|telefonnummer|mobil|mobilnummer|tfn|fax|sms|ring|växel)\b[ .:()]{0,5}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhoneWord();
}
