using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Caching;

namespace MeetingNotes.Web.Pages;

public sealed class IndexModel(
    NoteArchive archive, MeetingCalendar calendar, FollowUpReader followUps, CoverageReader coverage, TimeProvider clock) : PublicPageModel
{
    private const int LatestNotes = 4;
    private const int NextMeetings = 5;
    private const int LatestFollowUps = 3;

    public override string Title => "Startsida";

    public override string Description => "Korta noteringar på klarspråk från mötena. Sök punkt för punkt och se vad som hände sedan.";

    public override string CanonicalPath => "/";

    public override PageSources Sources => PageSources.Anything;

    public override bool HasOwnSearch => true;

    public override FeedLink Feed => FeedLink.All;

    public DateOnly Today { get; } = clock.TodayInStockholm();

    public IReadOnlyList<NoteCard> Notes { get; private set; } = [];

    public IReadOnlyList<CalendarMeeting> Meetings { get; private set; } = [];

    public IReadOnlyList<FollowUp> Waiting { get; private set; } = [];

    public IReadOnlyList<FollowUp> Answered { get; private set; } = [];

    public Coverage Coverage { get; private set; } = new([]);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Notes = await archive.LatestAsync(LatestNotes, ct);
        Meetings = await calendar.UpcomingAsync(null, null, Today, NextMeetings, ct);
        (Waiting, Answered) = await followUps.NewsAsync(LatestFollowUps, ct);
        Coverage = await coverage.ReadAsync(ct);
    }
}
