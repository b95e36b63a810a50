using MeetingNotes.Core.Drafting.Suggestions;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Paragraphs that look heavy on a telephone.</summary>
internal sealed class LongParagraphRule : CheckRule
{
    /// <summary>Words.</summary>
    public const int Max = 100;

    public override string Name => "langt-stycke";

    public override Severity Severity => Severity.Hint;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from text in note.Texts
        from block in text.Outline.Prose
        let words = Words.In(block.Text).Count
        where words > Max
        select Found(
            text.Place,
            $"Ett stycke i {Told.Place(text.Place).ToLowerInvariant()} har {words} ord.", "Dela det med en tom rad.", Told.Start(block.Text));
}
