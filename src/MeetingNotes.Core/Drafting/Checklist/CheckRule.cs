namespace MeetingNotes.Core.Drafting.Checklist;

/// <summary>One thing to look at before publishing. Knows no clock and no database: all it may know is in the note it is given.</summary>
public abstract class CheckRule
{
    /// <summary>Short, stable and in Swedish: "personnummer". Kept with what was found.</summary>
    public abstract string Name { get; }

    public abstract Severity Severity { get; }

    public abstract IEnumerable<Finding> Check(CheckedNote note);

    /// <summary>What to say when nothing was found; <c>null</c> for nothing.</summary>
    public virtual string? Passed(CheckedNote note) => null;

    /// <summary>A finding of this rule.</summary>
    protected Finding Found(NotePlace place, string text, string? advice = null, string? excerpt = null) =>
        new() { Rule = Name, Severity = Severity, Text = text, Advice = advice, Place = place, Excerpt = excerpt };
}
