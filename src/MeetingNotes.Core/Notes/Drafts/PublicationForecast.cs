using MeetingNotes.Core.Data;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.FollowUps;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>What publishing a draft would do, found by doing it and taking it back (<see cref="DraftPreview"/>), and comparing with what is there.</summary>
public sealed class PublicationForecast(Database db, DraftPreview preview, FollowerCounts followers)
{
    public async Task<Forecast> ReadAsync(Draft draft, CancellationToken ct)
    {
        if ((await preview.ReadAsync(draft, draft.Content, ct)) is not { Page: { } page })
        {
            return new Forecast();
        }

        var followUps = page.Items.SelectMany(item => item.FollowUps).ToList();
        var topics = page.Items.SelectMany(item => item.Topics).DistinctBy(topic => topic.Slug).ToList();
        var matters = page.Items.Where(item => item.MatterSlug is not null).Select(item => new TopicLink(item.MatterSlug!, item.MatterName!)).DistinctBy(matter => matter.Slug).ToList();
        var known = (await db.QuerySingleOrDefaultAsync<KnownRow>(
            """
            SELECT ARRAY(SELECT f.id FROM follow_ups f WHERE f.id = ANY(@followUps)) AS follow_ups,
                   ARRAY(SELECT t.slug::text FROM topics t WHERE t.slug = ANY(@topics)) AS topics,
                   ARRAY(SELECT m.slug::text FROM matters m WHERE m.slug = ANY(@matters)) AS matters,
                   EXISTS (SELECT 1 FROM meetings m WHERE m.body_id = @BodyId AND m.held_on = @next AND NOT m.is_cancelled) AS has_next_meeting
            """,
            new
            {
                draft.BodyId,
                followUps = followUps.Select(followUp => followUp.Id).ToArray(),
                topics = topics.Select(topic => topic.Slug).ToArray(),
                matters = matters.Select(matter => matter.Slug).ToArray(),
                next = page.NextMeeting?.HeldOn,
            }, ct))!;
        return new Forecast
        {
            Page = page,
            NewFollowUps = [.. followUps.Where(followUp => !known.FollowUps.Contains(followUp.Id))],
            Answers = [.. page.Items.SelectMany(item => item.Answers)],
            Topics = topics,
            NewTopics = [.. topics.Where(topic => !known.Topics.Contains(topic.Slug)).Select(topic => topic.Name)],
            Matters = matters,
            NewMatters = [.. matters.Where(matter => !known.Matters.Contains(matter.Slug)).Select(matter => matter.Name)],
            PlansNextMeeting = page.NextMeeting is not null && !known.HasNextMeeting,
            Followers = await followers.OfNoteAsync(
                draft.BodyId, draft.HeldOn, topics.Select(topic => topic.Slug), matters.Select(matter => matter.Slug),
                page.Items.SelectMany(item => item.Answers).Select(answer => answer.Question?.Path).OfType<string>(), ct),
        };
    }

    private sealed record KnownRow
    {
        public required Guid[] FollowUps { get; init; }
        public required string[] Topics { get; init; }
        public required string[] Matters { get; init; }
        public required bool HasNextMeeting { get; init; }
    }
}

/// <summary>What there will be when a draft is public.</summary>
public sealed record Forecast
{
    /// <summary>The page; <c>null</c> when something must be mended first.</summary>
    public NotePage? Page { get; init; }

    public IReadOnlyList<FollowUp> NewFollowUps { get; init; } = [];

    /// <summary>All that the note says about earlier promises, also what it said before a correction.</summary>
    public IReadOnlyList<GivenAnswer> Answers { get; init; } = [];

    /// <summary>Where it is listed.</summary>
    public IReadOnlyList<TopicLink> Topics { get; init; } = [];

    /// <inheritdoc cref="Topics"/>
    public IReadOnlyList<TopicLink> Matters { get; init; } = [];

    /// <summary>Names that nobody has used before.</summary>
    public IReadOnlyList<string> NewTopics { get; init; } = [];

    /// <inheritdoc cref="NewTopics"/>
    public IReadOnlyList<string> NewMatters { get; init; } = [];

    /// <summary>Whether the calendar gets the next meeting from this note.</summary>
    public bool PlansNextMeeting { get; init; }

    /// <summary>How many get a mail.</summary>
    public FollowerCount Followers { get; init; } = new(0, false);
}
