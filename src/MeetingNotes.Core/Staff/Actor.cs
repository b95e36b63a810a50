namespace MeetingNotes.Core.Staff;

/// <summary>Who did something, in the audit log: a person by name at the time, or a program.</summary>
public sealed record Actor(string Name, Guid? PersonId)
{
    public static readonly Actor Import = new("import", null);

    public static readonly Actor Schedule = new("schedule", null);

    /// <summary>Whoever has a shell on the server and runs a verb there.</summary>
    public static readonly Actor Operator = new("operator", null);
}
