namespace MeetingNotes.Core.Watching;

/// <summary>How the portal is doing, as the database tells at one moment. Times are seconds; nothing that waits is 0.</summary>
public sealed record Measures
{
    /// <summary>How late the scheduled publication is that should have been first.</summary>
    public required double ScheduleDelay { get; init; }

    /// <summary>How long the mail has waited that has waited longest.</summary>
    public required double MailAge { get; init; }

    /// <summary>Mails that the portal has given up.</summary>
    public required double GivenUpMails { get; init; }

    /// <summary>For how long something that followers should be told of has not become mail.</summary>
    public required double NoticeDelay { get; init; }

    /// <summary>How far behind the slowest replica is; <c>null</c> when none can be seen.</summary>
    public double? ReplicaLag { get; init; }

    /// <summary>Replicas that the database keeps its log for and that do not fetch it.</summary>
    public required double ReplicasAway { get; init; }
}
