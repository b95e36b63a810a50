namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>An answer has to say what became of it.</summary>
internal sealed class OutcomeMissingRule : CheckRule
{
    public override string Name => "svar-utan-utfall";

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from row in note.FollowUps
        where row.Line is { Answers: not null, Outcome: null }
        select Found(
            new NotePlace(NotePart.FollowUpText, row.Item, row.Index), $"Ett svar i {Told.Item(row.Item).ToLowerInvariant()} säger inte hur det gick.",
            "Välj klar, pågår, flyttad eller avskriven.");
}
