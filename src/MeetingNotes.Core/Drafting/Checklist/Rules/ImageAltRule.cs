using MeetingNotes.Core.Markdown;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Whoever cannot see an image is told what it shows (A13).</summary>
internal sealed class ImageAltRule : CheckRule
{
    public override string Name => "bildbeskrivning";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from text in note.Texts
        from image in text.Outline.Images
        where image.Alternative.Length == 0 && image.Title != HtmlWriter.Decorative
        select Found(
            text.Place,
            $"Bilden {Told.Quoted(image.Address)} saknar bildbeskrivning.", "Skriv vad bilden visar mellan hakparenteserna: ![beskrivning](bild). Säger den inget som inte står i texten, skriv ![](bild \"dekorativ\").");
}
