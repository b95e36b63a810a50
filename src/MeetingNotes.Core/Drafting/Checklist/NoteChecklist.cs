using MeetingNotes.Core.Drafting.Checklist.Rules;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Drafting.Checklist;

/// <summary>
/// What to look at before a note is published. Pure: same note, same findings. Source of the rules: the product's "A live checklist
/// before publishing", L1, L2, A13 and C9.
/// </summary>
public static class NoteChecklist
{
    /// <summary>All rules, in the order that they speak about one place.</summary>
    public static IReadOnlyList<CheckRule> Rules { get; } =
    [
        new PersonalNumberRule(),
        new LeadRule(),
        new NoItemsRule(),
        new HeadingRule(),
        new ItemTextRule(),
        new TopicMissingRule(),
        new TopicUnknownRule(),
        new FollowUpTextRule(),
        new UndatedPromiseRule(),
        new UnreadDueRule(),
        new PastPromiseRule(),
        new WeekendDueRule(),
        new OutcomeMissingRule(),
        new OwnAnswerRule(),
        new NextMeetingMissingRule(),
        new NextMeetingTooEarlyRule(),
        new NextMeetingOtherRule(),
        new RefusedTextRule(),
        new ImageAltRule(),
        new ImageRemoteRule(),
        new ImageUnknownRule(),
        new LinkTextRule(),
        new LinkAddressRule(),
        new LinkDeadRule(),
        new HeadingOrderRule(),
        new HeadingTwiceRule(),
        new TooLongRule(),
        new ChangeNoteRule(),
        new AbbreviationRule(),
        new PlainWordRule(),
        new PassiveRule(),
        new LongSentenceRule(),
        new LongParagraphRule(),
        new LixRule(),
    ];

    /// <summary>The gravest first, then in the order of the note.</summary>
    public static IReadOnlyList<Finding> Check(CheckedNote note) => InOrder(Rules.SelectMany(rule => rule.Check(note)));

    /// <summary>What is fine, one line each, for the panel.</summary>
    /// <param name="note">What was checked.</param>
    /// <param name="findings">What <see cref="Check"/> found.</param>
    public static IReadOnlyList<string> Passed(CheckedNote note, IReadOnlyList<Finding> findings)
    {
        var failed = findings.Select(finding => finding.Rule).ToHashSet(StringComparer.Ordinal);
        return [.. Rules.Where(rule => !failed.Contains(rule.Name)).Select(rule => rule.Passed(note)).OfType<string>()];
    }

    /// <summary>
    /// The stops for numbers of persons alone, in every field, as written and as shown: what publishing asks for once more (L1).
    /// </summary>
    /// <param name="note">What is to be published.</param>
    /// <param name="changeNote">What the public will read about the change; <c>null</c> for none.</param>
    public static IReadOnlyList<Finding> PersonalNumbers(NoteDocument note, string? changeNote) =>
        InOrder(PersonalNumberRule.In(note, changeNote, CheckedText.ReadAll(note)));

    private static IReadOnlyList<Finding> InOrder(IEnumerable<Finding> findings) =>
    [
        .. findings.Select(WithoutNumbers)
            .OrderBy(finding => finding.Severity)
            .ThenBy(finding => IsAfterItems(finding.Place.Part))
            .ThenBy(finding => finding.Place.Item ?? -1)
            .ThenBy(finding => finding.Place.Part is >= NotePart.FollowUpText and <= NotePart.FollowUpResponsible)
            .ThenBy(finding => finding.Place.FollowUp ?? -1)
            .ThenBy(finding => finding.Place.Part),
    ];

    private static bool IsAfterItems(NotePart part) => part >= NotePart.Documents;

    // A finding is kept, shown and mailed: whatever a rule quotes, the number stays in the note.
    private static Finding WithoutNumbers(Finding finding) => finding with
    {
        Text = HiddenNumbers.In(finding.Text),
        Advice = finding.Advice is { } advice ? HiddenNumbers.In(advice) : null,
        Excerpt = finding.Excerpt is { } excerpt ? HiddenNumbers.In(excerpt) : null,
    };
}
