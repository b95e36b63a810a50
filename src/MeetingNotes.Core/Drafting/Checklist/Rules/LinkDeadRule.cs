namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Links that did not answer when they were last asked.</summary>
internal sealed class LinkDeadRule : CheckRule
{
    public override string Name => "dod-lank";

    public override Severity Severity => Severity.Warning;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from link in note.Links.Distinct()
        where note.DeadLinks.ContainsKey(link.Address)
        select Found(
            link.Place,
            $"Länken till {Told.Quoted(link.Address)} fungerar inte: {note.DeadLinks[link.Address]}.", "Rätta adressen, eller ta bort länken.");
}
