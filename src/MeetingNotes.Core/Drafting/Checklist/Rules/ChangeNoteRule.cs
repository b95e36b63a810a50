namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>A change that the public is told of has to be told.</summary>
internal sealed class ChangeNoteRule : CheckRule
{
    public override string Name => "andringsnot";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        note is { IsCorrection: true, ChangeNote: { } text } && string.IsNullOrWhiteSpace(text)
        ? [Found(new NotePlace(NotePart.ChangeNote), "Ändringsnoten är tom.", "Skriv en mening om vad som är ändrat, eller välj en mindre rättelse.")]
        : [];
}
