namespace MeetingNotes.Web.Health;

/// <summary>What the frame asks of the database, without knowing it.</summary>
/// <param name="IsReadyAsync">Whether the database is reachable and migrated.</param>
/// <param name="IsUnavailable">Whether an exception means that the database is away: the answer is then 503, not 500.</param>
public sealed record DatabaseProbe(Func<CancellationToken, Task<bool>> IsReadyAsync, Predicate<Exception> IsUnavailable);
