namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>An image elsewhere would tell that site who reads the note, and may disappear.</summary>
internal sealed class ImageRemoteRule : CheckRule
{
    public override string Name => "bild-pa-annan-webbplats";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from text in note.Texts
        from image in text.Outline.Images
        where image.IsRemote
        select Found(text.Place, $"Bilden {Told.Quoted(image.Address)} ligger på en annan webbplats.", "Ladda upp bilden till noteringen i stället.");
}
