using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Core.Search;
using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace MeetingNotes.Web.Api;

/// <summary>An answer of each kind as it may be (DOK.15), made as the real ones are: they cannot grow apart.</summary>
internal sealed class ApiExamples(PortalOptions portal)
{
    private static readonly OpenName SampleBody = new(new Guid("0193f2b8-7c2e-7d34-8f51-4b6c9d0e1f2a"), "regionala-samverkansradet", "Regionala samverkansrådet");
    private static readonly OpenName SampleTopic = new(new Guid("0193f2b8-7c2f-7a10-9b3e-2d4f6a8c0e1b"), "kollektivtrafik", "Kollektivtrafik");
    private static readonly OpenName SampleMatter = new(new Guid("0193f2b8-7c30-7b21-8c4f-3e5a7b9d1f2c"), "nya-busslinjer", "Nya busslinjer");
    private static readonly Guid MeetingId = new("0193f2b8-7c31-7c32-9d5a-4f6b8c0e2a3d");
    private static readonly Guid NoteId = new("0193f2b8-7c32-7d43-8e6b-5a7c9d1f3b4e");
    private static readonly Guid ItemId = new("0193f2b8-7c33-7e54-9f7c-6b8d0e2a4c5f");
    private static readonly Guid FollowUpId = new("0193f2b8-7c34-7f65-8a8d-7c9e1f3b5d6a");
    private static readonly DateOnly HeldOn = new(2018, 4, 11);
    private static readonly DateTimeOffset At = new(2018, 4, 12, 9, 50, 0, TimeSpan.Zero);
    private static readonly Due SampleDue = new() { Written = "juni i år", Reading = "juni 2018", Edtf = "2018-06", Until = new DateOnly(2018, 6, 30) };

    private static readonly OpenItem SampleItem = new()
    {
        Id = ItemId,
        NoteId = NoteId,
        MeetingId = MeetingId,
        BodyId = SampleBody.Id,
        BodySlug = SampleBody.Slug,
        BodyName = SampleBody.Name,
        HeldOn = HeldOn,
        Number = 1,
        Position = 1,
        Anchor = "fler-bussar",
        Heading = "Fler bussar",
        Html = "<p>Rådet talade om fler bussar på landsbygden.</p>\n",
        Text = "Rådet talade om fler bussar på landsbygden.",
        MatterId = SampleMatter.Id,
        MatterSlug = SampleMatter.Slug,
        MatterName = SampleMatter.Name,
        TopicIds = [SampleTopic.Id],
        TopicSlugs = [SampleTopic.Slug],
        TopicNames = [SampleTopic.Name],
        FollowUps = [new SaidFollowUp(FollowUpId, ItemId, "/uppfoljningar/regionala-samverkansradet/ny-tidtabell", "Ny tidtabell", "Kollektivtrafikmyndigheten", SampleDue, false)],
        Answers = [],
        CreatedAt = At,
        ModifiedAt = At,
    };

    public RootAnswer Root => RootAnswer.Of(portal);

    public InfoAnswer Info => InfoAnswer.Of(portal);

    public BodyAnswer Body => BodyAnswer.Of(
        new OpenBody { Id = SampleBody.Id, Slug = SampleBody.Slug, Name = SampleBody.Name, Description = "Regionens och kommunernas gemensamma råd.", FormerNames = [], ModifiedAt = At }, portal);

    public TopicAnswer Topic => TopicAnswer.Of(
        new OpenTopic { Id = SampleTopic.Id, Slug = SampleTopic.Slug, Name = SampleTopic.Name, Synonyms = ["buss", "tåg"], Items = 12, ModifiedAt = At }, portal);

    public MatterAnswer Matter => MatterAnswer.Of(
        new OpenMatter { Id = SampleMatter.Id, Slug = SampleMatter.Slug, Name = SampleMatter.Name, Items = 3, Meetings = 3, LatestOn = HeldOn, ModifiedAt = At }, portal);

    public MeetingAnswer Meeting => MeetingAnswer.Of(
        new OpenMeeting
        {
            Id = MeetingId,
            BodyId = SampleBody.Id,
            BodySlug = SampleBody.Slug,
            BodyName = SampleBody.Name,
            HeldOn = HeldOn,
            Number = 1,
            StartsAt = new TimeOnly(9, 0),
            Place = "Härnösand",
            IsCancelled = false,
            NoteId = NoteId,
            ModifiedAt = At,
        }, portal);

    public NoteAnswer Note => NoteAnswer.Of(
        new OpenNote
        {
            Id = NoteId,
            MeetingId = MeetingId,
            BodyId = SampleBody.Id,
            BodySlug = SampleBody.Slug,
            BodyName = SampleBody.Name,
            HeldOn = HeldOn,
            Number = 1,
            StartsAt = new TimeOnly(9, 0),
            Place = "Härnösand",
            Title = "Noterat från Regionala samverkansrådet 11 april",
            Language = "sv",
            LeadHtml = "<p>Rådet talade om bussar.</p>\n",
            LeadText = "Rådet talade om bussar.",
            Documents = [new DocumentLink { Name = "Handlingar", Url = "https://region.example/handlingar", Status = DocumentStatus.Published }],
            Minutes = [new DocumentLink { Status = DocumentStatus.Coming }],
            NextMeetingOn = new DateOnly(2018, 5, 30),
            PublishedAt = At,
            Corrections = [],
            Items = [SampleItem],
            ModifiedAt = At,
        }, portal);

    public ItemAnswer Item => ItemAnswer.Of(SampleItem, portal);

    public FollowUpResourceAnswer FollowUp => FollowUpResourceAnswer.Of(
        new OpenFollowUp(
            new FollowUp
            {
                Id = FollowUpId,
                ItemId = ItemId,
                BodySlug = SampleBody.Slug,
                BodyName = SampleBody.Name,
                Slug = "ny-tidtabell",
                Text = "Ny tidtabell",
                Responsible = "Kollektivtrafikmyndigheten",
                Due = SampleDue,
                FirstDue = SampleDue,
                State = FollowUpState.Done,
                HeldOn = HeldOn,
                Number = 1,
                ItemAnchor = "fler-bussar",
                ItemPosition = 1,
                SettledOn = new DateOnly(2018, 5, 30),
            },
            SampleBody.Id, NoteId,
            [new LaterAnswer(FollowUpId, new Guid("0193f2b8-7c35-7a76-9b9e-8d0f2a4c6e7b"), "/noterat/regionala-samverkansradet/2018-05-30#tidtabellen", SampleBody, new DateOnly(2018, 5, 30), "Tidtabellen gäller från augusti.", FollowUpOutcome.Done, null)]),
        portal);

    public DeadLinkAnswer DeadLink => DeadLinkAnswer.Of(
        new OpenDeadLink
        {
            Id = new Guid("0193f2b8-7c36-7b87-8caf-9e1a3b5d7f8c"),
            Url = "https://region.example/handlingar",
            Since = At,
            CheckedAt = At,
            CopyName = "handlingar.pdf",
            CopyBytes = 48213,
            NoteIds = [NoteId],
        }, portal);

    public SearchAnswer Search => new()
    {
        Query = new QueryReading("bussar", false, true, [new ClauseAnswer(ClauseReading.Word, "bussar")]),
        Sort = SearchOrder.Relevance,
        Page = 1,
        Limit = Paging.DefaultLimit,
        PageCount = 1,
        Count = 1,
        IsCountExact = true,
        Hits =
        [
            new SearchHitAnswer
            {
                Url = Item.Url,
                Self = Item.Self,
                Heading = new MarkedText("Fler bussar", [new Mark(5, 6)]),
                Snippet = new MarkedText("Rådet talade om fler bussar på landsbygden.", [new Mark(21, 6)]),
                Body = new Named(SampleBody.Slug, SampleBody.Name, portal.AbsoluteUrl("/organ/regionala-samverkansradet")),
                MeetingDate = HeldOn,
                PublishedAt = At.UtcDateTime,
                Topics = [new Named(SampleTopic.Slug, SampleTopic.Name, portal.AbsoluteUrl("/amnen/kollektivtrafik"))],
                FollowUps = [new MarkedText("Ny tidtabell", [])],
            },
        ],
        Facets = new() { ["year"] = [new FacetAnswer("2018", "2018", 1)] },
        Links = new SearchLinks(portal.ApiUrl("/search?q=bussar"), portal.AbsoluteUrl("/sok?q=bussar"), portal.AbsoluteUrl("/sok.atom?q=bussar"), null, null),
    };

    public SuggestAnswer Suggest => new("kolle", [new SuggestionAnswer(SuggestionKind.Topic, "Kollektivtrafik", "12 punkter", portal.AbsoluteUrl("/amnen/kollektivtrafik"))]);

    public ChangesAnswer Changes => new()
    {
        Changes =
        [
            new ChangeAnswer { Kind = OpenKind.Topic, Id = SampleTopic.Id, Action = ChangeAction.Published, ChangedAt = At.UtcDateTime, Topic = Topic },
            new ChangeAnswer { Kind = OpenKind.Note, Id = NoteId, Action = ChangeAction.Removed, ChangedAt = At.UtcDateTime, Reason = "Noteringen hörde till ett annat möte." },
        ],
        Cursor = ChangesApi.CursorOf(1236),
        HasMore = false,
        Links = new ChangesLinks(portal.ApiUrl($"/changes?since={ChangesApi.CursorOf(1234)}"), portal.ApiUrl($"/changes?since={ChangesApi.CursorOf(1236)}")),
    };

    public ListAnswer<T> ListOf<T>(T item, string path) => new()
    {
        Page = 1,
        Limit = Paging.DefaultLimit,
        Items = [item],
        Links = new ListLinks(portal.ApiUrl(path), portal.ApiUrl(path), portal.ApiUrl(path + "?page=2"), null),
    };

    public static ProblemDetails Problem(int status) => new()
    {
        Type = "about:blank",
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = status switch
        {
            400 => "limit ska vara ett heltal från 1 till 100.",
            404 => "Det finns inget med det id:t, eller så är det borttaget.",
            410 => "Noteringen hörde till ett annat möte.",
            _ => "Just nu når vi inte noteringarna. Försök igen om några sekunder.",
        },
        Instance = OpenData.Root + "/notes",
    };
}
