namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>What the renderer refuses cannot be published. Images have rules of their own, which see all of them.</summary>
internal sealed class RefusedTextRule : CheckRule
{
    public override string Name => "texten-gar-inte-att-visa";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from text in note.Texts
        where text.Refusal is not null && !text.Outline.Images.Any(image => image.Alternative.Length == 0 || image.IsRemote || !image.IsKnown)
        select Found(text.Place, text.Refusal!);
}
