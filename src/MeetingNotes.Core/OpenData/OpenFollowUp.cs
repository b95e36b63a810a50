using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.OpenData;

/// <summary>A follow-up as it stands today, with everything that was said about it since, oldest first.</summary>
public sealed record OpenFollowUp(FollowUp FollowUp, Guid BodyId, Guid NoteId, IReadOnlyList<LaterAnswer> Answers);

/// <summary>What an item of a later note said about a follow-up.</summary>
public sealed record LaterAnswer(Guid FollowUpId, Guid ItemId, string ItemPath, OpenName Body, DateOnly HeldOn, string Text, FollowUpOutcome Outcome, Due? Due);
