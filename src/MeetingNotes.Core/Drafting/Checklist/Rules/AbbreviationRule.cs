using System.Collections.Frozen;
using System.Text.RegularExpressions;
using MeetingNotes.Core.Drafting.Suggestions;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>
/// Short forms that neither the portal nor the note explains (C9): "Exportkreditnämnden (EKN)", "EKN (Exportkreditnämnden)" or
/// "EKN, Exportkreditnämnden," at the first use does. Each once.
/// </summary>
internal sealed partial class AbbreviationRule : CheckRule
{
    /// <summary>An explanation stands within this many characters.</summary>
    private const int Around = 120;

    // What people know better than the words behind it, and units.
    private static readonly FrozenSet<string> Common = Words.Set(
        """
        EU AB FN HB VD TV IT USA UK ID PDF CD DVD OK SMS GPS SJ SVT SR IKEA ICA SAS BB WC AI HTML CSV USB QR RSS VM EM OS
        MW GW TW KW MWH GWH TWH KWH MB GB TB HK DN SVD PM DNR SFS SOU RS HSN
        """);

    public override string Name => "forkortning";

    public override Severity Severity => Severity.Hint;

    public override IEnumerable<Finding> Check(CheckedNote note)
    {
        var known = note.KnownAbbreviations.ToHashSet(StringComparer.Ordinal);
        foreach (var (place, text) in Texts(note))
        {
            foreach (var match in ShortForm().Matches(text).Where(match => !Common.Contains(match.Value) && !Roman().IsMatch(match.Value)))
            {
                if (known.Add(match.Value) && !IsExplained(text, match))
                {
                    yield return Found(
                        place, $"{match.Value} är inte utskrivet.",
                        $"Skriv vad det betyder första gången, med {match.Value} inom parentes efter.", match.Value);
                }
            }
        }
    }

    // Running text first: a heading is the wrong place to explain in, and is seen to only when nothing else uses the word.
    private static IEnumerable<(NotePlace Place, string Text)> Texts(CheckedNote note) =>
    [
        .. InText(note.Lead),
        .. note.Note.Items.Index().Where(item => note.IsSwedish(item.Index)).SelectMany(item => (IEnumerable<(NotePlace, string)>)
        [
            .. InText(note.Texts[item.Index + 1]),
            .. item.Item.FollowUps.Select((line, index) => (new NotePlace(NotePart.FollowUpText, item.Index, index), line.Text)),
        ]),
        .. note.Note.Items.Index().Where(item => note.IsSwedish(item.Index))
            .Select(item => (new NotePlace(NotePart.ItemHeading, item.Index), item.Item.Heading)),
    ];

    private static IEnumerable<(NotePlace Place, string Text)> InText(CheckedText text) =>
        text.Outline.Blocks.Where(block => block.Kind != TextBlockKind.Code).Select(block => (text.Place, block.Text));

    private static bool IsExplained(string text, Match match)
    {
        var end = match.Index + match.Length;
        var (before, after) = (text[Math.Max(0, match.Index - Around)..match.Index], text[end..Math.Min(text.Length, end + Around)]);
        return (LongBefore().IsMatch(before) && after.StartsWith(')'))
            || LongInParentheses().IsMatch(after)
            || StartsAlike(LongAfter().Match(after), match.Value)
            || (after is [',' or '.', ..] && StartsAlike(LongBeforeComma().Match(before), match.Value));
    }

    // An apposition looks like any list of things; the long form nearly always begins with the same letter.
    private static bool StartsAlike(Match apposition, string shortForm) =>
        apposition.Success && char.ToUpperInvariant(apposition.Groups["long"].Value[0]) == shortForm[0];

    // Two to six capitals by themselves; "RUS:s" and "RUS-arbetet" hold one, "18RS912", "RS 2018/12" and "exempel.SE" do not.
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}_.@/&-])[A-ZÅÄÖ]{2,6}(?![\p{L}\p{N}_@/&]|\.\p{L}|[ \u00A0]?[0-9]{2,4}[-/:])",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortForm();

    [GeneratedRegex(@"^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Roman();

    [GeneratedRegex(@"\p{L}{2,}[”""]? \($", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongBefore();

    [GeneratedRegex(@"^ \([^()]*\p{L}{4,}[^()]*\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongInParentheses();

    [GeneratedRegex(
        @"^(, | står för | betyder | är en förkortning för |, alltså |, det vill säga )(?<long>\p{L}[\p{L} -]{4,80})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongAfter();

    [GeneratedRegex(@"(?<long>\p{L}[\p{L}-]{5,80}), $", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongBeforeComma();
}
