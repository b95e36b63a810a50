using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Links;
using MeetingNotes.Core.Mail;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Watching;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>What there is to do today.</summary>
public sealed class IndexModel(DeskOverview desk, PublishedChecks checks, LinkDesk links, GivenUpMails mails, PortalWatch watch, IOptions<PortalOptions> portal) : StaffPageModel
{
    private const int FollowUpsShown = 6;
    private const int FaultyShown = 10;

    public override string Title => "Redaktion, översikt";

    public override IReadOnlyList<Crumb> Breadcrumbs => [];

    public IReadOnlyList<Draft> Mine { get; private set; } = [];

    public IReadOnlyList<Draft> Others { get; private set; } = [];

    /// <summary>Those that the person may decide about.</summary>
    public IReadOnlyList<Draft> ToReview { get; private set; } = [];

    /// <summary>Those that somebody else has to decide about.</summary>
    public IReadOnlyList<Draft> Sent { get; private set; } = [];

    public IReadOnlyList<Draft> Approved { get; private set; } = [];

    public IReadOnlyList<UnnotedMeeting> Unnoted { get; private set; } = [];

    public IReadOnlyList<RecentNote> Recent { get; private set; } = [];

    public IReadOnlyList<FollowUp> ToAnswer { get; private set; } = [];

    /// <summary>Public notes that something should be mended in.</summary>
    public IReadOnlyList<FaultyNote> Faulty { get; private set; } = [];

    /// <summary>Links of public notes that nobody answers at.</summary>
    public int DeadLinks { get; private set; }

    public bool HasMoreToAnswer { get; private set; }

    /// <summary>Whether to tell that mails become files: only those who can do something about it learn so.</summary>
    public bool KeepsMail => Person.IsAdministrator && !portal.Value.Mail.IsSending;

    /// <summary>Mails that did not arrive; nobody but administrators learns of them.</summary>
    public int GivenUp { get; private set; }

    /// <summary>What is wrong with the portal itself, besides mails; nobody but administrators learns of it.</summary>
    public IEnumerable<string> Alarms => Person.IsAdministrator ? watch.Alarms.Where(alarm => alarm != Watched.GivenUpMails).Select(alarm => alarm.Alarm) : [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var drafts = await desk.DraftsAsync(Person, ct);
        var written = drafts.Where(draft => draft.State == DraftState.Writing).OrderByDescending(draft => draft.SavedAt).ToList();
        Mine = [.. written.Where(draft => draft.OwnerId == Person.Id)];
        Others = [.. written.Where(draft => draft.OwnerId != Person.Id)];
        var submitted = drafts.Where(draft => draft.State == DraftState.Submitted).ToLookup(draft => Person.Is(StaffRole.Editor, draft.BodyId));
        (ToReview, Sent) = ([.. submitted[true]], [.. submitted[false]]);
        Approved = [.. drafts.Where(draft => draft.State is DraftState.Approved or DraftState.Scheduled)];
        Unnoted = await desk.UnnotedAsync(Person, ct);
        Recent = await desk.RecentAsync(Person, ct);
        Faulty = [.. (await checks.ReadAsync(Person, ct)).Take(FaultyShown)];
        DeadLinks = await links.CountAsync(Person, ct);
        GivenUp = Person.IsAdministrator ? await mails.CountAsync(ct) : 0;
        var toAnswer = await desk.ToAnswerAsync(Person, ct);
        (ToAnswer, HasMoreToAnswer) = ([.. toAnswer.Take(FollowUpsShown)], toAnswer.Count > FollowUpsShown);
    }

    /// <summary>The day in one sentence.</summary>
    public string Today
    {
        get
        {
            var parts = new List<string>();
            Add(Mine.Count, "utkast", "utkast");
            Add(ToReview.Count, "granskning", "granskningar");
            Add(Unnoted.Count, "möte utan notering", "möten utan notering");
            return (parts.Count == 0 ? "Inget väntar på dig." : $"{Swedish.Capital(Swedish.List(parts))}.") + " Inget syns utåt förrän någon har godkänt det.";

            void Add(int count, string one, string many)
            {
                if (count > 0)
                {
                    parts.Add(Swedish.Count(count, one, many));
                }
            }
        }
    }
}
