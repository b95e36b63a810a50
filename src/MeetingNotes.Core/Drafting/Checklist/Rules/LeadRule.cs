namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>A note without a lead tells nobody in a list what it is about.</summary>
internal sealed class LeadRule : CheckRule
{
    public override string Name => "ingress";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note) => string.IsNullOrWhiteSpace(note.Note.Lead)
        ? [Found(new NotePlace(NotePart.Lead), "Ingressen är tom.", "Skriv en eller två meningar om de viktigaste frågorna.")]
        : [];
}
