namespace MeetingNotes.Core.OpenData;

/// <summary>Something public with an id that never changes.</summary>
public interface IOpenRecord
{
    Guid Id { get; }

    /// <summary>When anything that is told of it changed last; what <c>/api/v1/changes</c> says.</summary>
    DateTimeOffset ModifiedAt { get; }
}
