namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Headings within a text go down one step at a time, and none is above the first (A3).</summary>
internal sealed class HeadingOrderRule : CheckRule
{
    public override string Name => "rubrikordning";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from text in note.Texts
        let headings = text.Outline.Blocks.Where(block => block.Kind == TextBlockKind.Heading).ToList()
        from pair in headings.Zip(headings.Skip(1))
        where pair.Second.HeadingLevel > pair.First.HeadingLevel + 1 || pair.Second.HeadingLevel < headings[0].HeadingLevel
        select Found(
            text.Place, $"Rubriken {Told.Quoted(pair.Second.Text)} hoppar över en nivå.", "Använd ### för en underrubrik och #### för en rubrik under den.",
            Told.Start(pair.Second.Text));
}
