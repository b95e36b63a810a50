using MeetingNotes.Core.Drafting.Suggestions;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Sentences that most readers have to read twice.</summary>
internal sealed class LongSentenceRule : CheckRule
{
    /// <summary>Words.</summary>
    public const int Max = 25;

    public override string Name => "lang-mening";

    public override Severity Severity => Severity.Hint;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from text in note.SwedishTexts
        from block in text.Outline.Prose
        from sentence in Sentences.In(block.Text)
        let written = block.Text.Substring(sentence.Start, sentence.Length)
        let words = Words.In(written).Count
        where words > Max
        select Found(
            text.Place,
            $"En mening i {Where(text.Place)} har {words} ord.", "Dela den, om det går. Korta meningar är lättare att läsa.", Told.Start(written));

    private static string Where(NotePlace place) => Told.Place(place).ToLowerInvariant();
}
