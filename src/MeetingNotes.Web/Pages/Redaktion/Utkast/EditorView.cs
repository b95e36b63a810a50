using System.Globalization;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Everything that the editor shows of one draft.</summary>
public sealed record EditorView(
    Draft Draft, DraftContent Content, EditorAid Aid, CheckedDraft Checks, IReadOnlyList<PresentPerson> Others, StaffPerson Person, string? OpenKey)
{
    public bool IsEditor => Person.Is(StaffRole.Editor, Draft.BodyId);

    /// <summary>The next meeting as the note says, or as the calendar does.</summary>
    public DateOnly? NextMeetingOn => Content.NextMeetingOn ?? Aid.PlannedNextOn;

    /// <summary>Promises of earlier meetings that this note says nothing about yet.</summary>
    public IReadOnlyList<Core.FollowUps.CarriedFollowUp> Open => [.. Aid.Carried.Where(carried => carried.FollowUp.SettledOn is null && AnswerTo(carried) is null)];

    /// <summary>Those that it answers, with the place of the item that does.</summary>
    public IReadOnlyList<(Core.FollowUps.CarriedFollowUp Carried, int Position, FollowUpLine Line)> Answered =>
        [.. Aid.Carried.Select(carried => (carried, AnswerTo(carried))).Where(pair => pair.Item2 is not null).Select(pair => (pair.carried, pair.Item2!.Value.Position, pair.Item2.Value.Line))];

    /// <summary>"21.14".</summary>
    public static string Clock(DateTimeOffset at) => at.ToStockholm().ToString("H.mm", CultureInfo.InvariantCulture);

    /// <summary>What has to be done to an item before it is ready; <c>null</c> when nothing.</summary>
    public static string? Lacks(DraftItem item) =>
        item.Heading.Trim().Length == 0 ? "Saknar rubrik"
        : item.Text.Trim().Length == 0 && item.FollowUps.Count == 0 ? "Saknar text"
        : item.Topics.Count == 0 ? "Saknar ämne"
        : null;

    /// <summary>The item that was asked for, else the first that is not ready.</summary>
    public bool IsOpen(DraftItem item) => item.Key == (Content.Items.Any(other => other.Key == OpenKey) ? OpenKey : Content.Items.FirstOrDefault(other => Lacks(other) is not null)?.Key);

    public DueExplanation? Explain(string? due) => DueExplanation.Of(due, Draft.HeldOn, Draft.BodyName, NextMeetingOn);

    /// <summary>The topic's name when it was written as a slug.</summary>
    public string TopicName(string written) =>
        Aid.Topics.FirstOrDefault(topic => topic.Slug == written || string.Equals(topic.Name, written, StringComparison.OrdinalIgnoreCase))?.Name ?? written;

    /// <summary>What a line answers, in the words of the meeting that said it.</summary>
    public Core.FollowUps.FollowUp? Question(FollowUpReference reference) =>
        Aid.Carried.FirstOrDefault(carried => carried.FollowUp.Slug == reference.Slug && carried.FollowUp.BodySlug == (reference.BodySlug ?? Draft.BodySlug))?.FollowUp;

    private (int Position, FollowUpLine Line)? AnswerTo(Core.FollowUps.CarriedFollowUp carried)
    {
        foreach (var (item, index) in Content.Items.Select((item, index) => (item, index)))
        {
            if (item.FollowUps.FirstOrDefault(line => line.Answers is { } answers && answers.Slug == carried.FollowUp.Slug && (answers.BodySlug ?? Draft.BodySlug) == carried.FollowUp.BodySlug) is { } line)
            {
                return (index + 1, line);
            }
        }

        return null;
    }
}
