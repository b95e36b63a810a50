namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>An image that the note does not have cannot be shown.</summary>
internal sealed class ImageUnknownRule : CheckRule
{
    public override string Name => "bild-saknas";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from text in note.Texts
        from image in text.Outline.Images
        where !image.IsRemote && !image.IsKnown
        select Found(text.Place, $"Bilden {Told.Quoted(image.Address)} finns inte bland noteringens bilder.", "Ladda upp den, eller rätta namnet.");
}
