namespace MeetingNotes.Core.OpenData;

/// <summary>What the id of something stands for, beside it.</summary>
public sealed record OpenName(Guid Id, string Slug, string Name);
