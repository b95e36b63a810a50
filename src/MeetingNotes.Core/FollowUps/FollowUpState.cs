namespace MeetingNotes.Core.FollowUps;

/// <summary>Where a promise stands. Derived from its time and its answers, never typed in.</summary>
public enum FollowUpState
{
    /// <summary>Öppen: its time is not over, or it has none.</summary>
    Open,

    /// <summary>Väntar på besked: its time is over, and no note of a later meeting is published yet.</summary>
    Waiting,

    /// <summary>Besked saknas: a note of a later meeting is published, and it says nothing.</summary>
    Missing,

    /// <summary>Klar: an agenda item of a later note says so.</summary>
    Done,

    /// <summary>Avskriven: an agenda item of a later note says so, and why.</summary>
    Dropped,
}
