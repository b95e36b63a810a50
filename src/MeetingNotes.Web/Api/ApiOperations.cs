namespace MeetingNotes.Web.Api;

/// <summary>The operations of the API in words, in Swedish and English (DOK.06).</summary>
internal static class ApiOperations
{
    private const string SlugSchema = """{"type":"string","pattern":"^[a-z0-9]+(-[a-z0-9]+)*$","maxLength":80}""";
    private const string StateSchema = """{"type":"string","enum":["open","waiting","missing","done","dropped"]}""";

    private static readonly ApiParameter Limit = new("limit", "Antal på sidan.", "Number on a page.", """{"type":"integer","minimum":1,"maximum":100,"default":20}""", "20");
    private static readonly ApiParameter Page = new("page", "Sidans nummer, från 1.", "Number of the page, from 1.", """{"type":"integer","minimum":1,"maximum":100000,"default":1}""", "1");
    private static readonly ApiParameter After = new(
        "after", "Platsen som sidan börjar efter. Står i links.next; skriv den inte själv.", "The place the page begins after. Taken from links.next; never made by hand.", """{"type":"string"}""",
        "\"eyJJZCI6IjAxOTNmMmI4LTdjMmUtN2QzNC04ZjUxLTRiNmM5ZDBlMWYyYSJ9\"");
    private static readonly ApiParameter BodyFilter = new("body", "Bara från organet med den här kortformen (slug).", "Only of the body with this slug.", SlugSchema, "\"regionala-samverkansradet\"");
    private static readonly ApiParameter Year = new("year", "Bara möten det året.", "Only meetings of that year.", """{"type":"integer","minimum":1800,"maximum":2199}""", "2018");
    private static readonly ApiParameter TopicFilter = new("topic", "Bara om ämnet med den här kortformen.", "Only about the topic with this slug.", SlugSchema, "\"kollektivtrafik\"");
    private static readonly ApiParameter MatterFilter = new("matter", "Bara i ärendet med den här kortformen.", "Only of the matter with this slug.", SlugSchema, "\"regional-utvecklingsstrategi\"");
    private static readonly ApiParameter Status = new("status", "Bara uppföljningar i det läget.", "Only follow-ups in that state.", StateSchema, "\"waiting\"");
    private static readonly ApiParameter Id = new("id", "Det id som aldrig ändras.", "The id that never changes.", """{"type":"string","format":"uuid"}""", "\"0193f2b8-7c2e-7d34-8f51-4b6c9d0e1f2a\"") { IsInPath = true, IsRequired = true };
    private static readonly ApiParameter IdOrSlug = new("id", "Det id som aldrig ändras, eller kortformen i sidans adress.", "The id that never changes, or the slug of the page's address.", """{"type":"string","minLength":1,"maxLength":80}""", "\"regionala-samverkansradet\"") { IsInPath = true, IsRequired = true };
    private static readonly ApiParameter Words = new("q", "Det du söker efter. Samma regler som på söksidan.", "What to search for. The same rules as on the search page.", """{"type":"string"}""", "\"kollektivtrafik\"") { IsRequired = true };

    private static readonly int[] OfList = [400, 404];
    private static readonly int[] OfThing = [404];
    private static readonly int[] OfNoted = [404, 410];

    public static readonly ApiOperation Root = new()
    {
        Id = "getRoot",
        Summary = "Ingång",
        Swedish = "Länkar till allt i API:t. Börja här och följ länkarna.",
        English = "Links to everything in the API. Begin here and follow the links.",
        Answer = typeof(RootAnswer),
        Example = examples => examples.Root,
    };

    public static readonly ApiOperation Info = new()
    {
        Id = "getApiInfo",
        Summary = "Om API:t",
        Swedish = "Namn, version, status och dokumentation.",
        English = "Name, version, status and documentation.",
        Answer = typeof(InfoAnswer),
        Example = examples => examples.Info,
    };

    public static readonly ApiOperation Bodies = List("listBodies", "Organ", "Organ som har möten, efter namn.", "Bodies that hold meetings, by name.", typeof(ListAnswer<BodyAnswer>), examples => examples.ListOf(examples.Body, "/bodies"), Limit, Page);
    public static readonly ApiOperation Body = One("getBody", "Ett organ", "Organet, med länkar till dess möten, noteringar, punkter och uppföljningar.", "The body, with links to its meetings, notes, agenda items and follow-ups.", typeof(BodyAnswer), examples => examples.Body, IdOrSlug, OfThing);
    public static readonly ApiOperation Meetings = List("listMeetings", "Möten", "Planerade, hållna, inställda och flyttade möten, det senaste först.", "Planned, held, cancelled and moved meetings, the latest first.", typeof(ListAnswer<MeetingAnswer>), examples => examples.ListOf(examples.Meeting, "/meetings"), BodyFilter, Year, Limit, Page, After);
    public static readonly ApiOperation Meeting = One("getMeeting", "Ett möte", "Mötet, med länk till noteringen när det finns en.", "The meeting, with a link to its note when there is one.", typeof(MeetingAnswer), examples => examples.Meeting, Id, OfThing);
    public static readonly ApiOperation Notes = List("listNotes", "Noteringar", "Publicerade noteringar med sina punkter, senaste mötet först.", "Published notes with their agenda items, the latest meeting first.", typeof(ListAnswer<NoteAnswer>), examples => examples.ListOf(examples.Note, "/notes"), BodyFilter, Year, Limit, Page, After);
    public static readonly ApiOperation Note = One("getNote", "En notering", "Noteringen med sina punkter, uppföljningar och svar. En indragen notering svarar 410 med skälet.", "The note with its agenda items, follow-ups and answers. A withdrawn note answers 410 with the reason.", typeof(NoteAnswer), examples => examples.Note, Id, OfNoted);
    public static readonly ApiOperation Items = List("listAgendaItems", "Punkter", "Punkter ur publicerade noteringar, senaste mötet först.", "Agenda items of published notes, the latest meeting first.", typeof(ListAnswer<ItemAnswer>), examples => examples.ListOf(examples.Item, "/agenda-items"), BodyFilter, Year, TopicFilter, MatterFilter, Limit, Page, After);
    public static readonly ApiOperation Item = One("getAgendaItem", "En punkt", "Punkten med sina uppföljningar och svar.", "The agenda item with its follow-ups and answers.", typeof(ItemAnswer), examples => examples.Item, Id, OfNoted);
    public static readonly ApiOperation Matters = List("listMatters", "Ärenden", "Frågor som kommer tillbaka, den senast behandlade först.", "Questions that come back, the latest treated first.", typeof(ListAnswer<MatterAnswer>), examples => examples.ListOf(examples.Matter, "/matters"), Limit, Page, After);
    public static readonly ApiOperation Matter = One("getMatter", "Ett ärende", "Ärendet, med länk till punkterna som har behandlat det.", "The matter, with a link to the agenda items that treated it.", typeof(MatterAnswer), examples => examples.Matter, IdOrSlug, OfThing);
    public static readonly ApiOperation Topics = List("listTopics", "Ämnen", "Ämnen som har punkter, efter namn.", "Topics that have agenda items, by name.", typeof(ListAnswer<TopicAnswer>), examples => examples.ListOf(examples.Topic, "/topics"), Limit, Page);
    public static readonly ApiOperation Topic = One("getTopic", "Ett ämne", "Ämnet med sina synonymer, och länk till dess punkter.", "The topic with its synonyms, and a link to its agenda items.", typeof(TopicAnswer), examples => examples.Topic, IdOrSlug, OfThing);
    public static readonly ApiOperation FollowUps = List("listFollowUps", "Uppföljningar", "Det som någon har sagt ska hända, med läget i dag, senast noterat först.", "What somebody has said will happen, with its state today, the last noted first.", typeof(ListAnswer<FollowUpResourceAnswer>), examples => examples.ListOf(examples.FollowUp, "/follow-ups"), BodyFilter, Status, Limit, Page, After);
    public static readonly ApiOperation FollowUp = One("getFollowUp", "En uppföljning", "Uppföljningen med läget i dag och allt som har sagts om den sedan.", "The follow-up with its state today and everything that has been said about it since.", typeof(FollowUpResourceAnswer), examples => examples.FollowUp, Id, OfNoted);
    public static readonly ApiOperation DeadLinks = List("listDeadLinks", "Döda länkar", "Länkar i publicerade noteringar som ingen svarar på, den senast upptäckta först, med portalens kopia av handlingen när det finns en.", "Links of published notes that nobody answers at, the latest found first, with the portal's copy of the document when there is one.", typeof(ListAnswer<DeadLinkAnswer>), examples => examples.ListOf(examples.DeadLink, "/dead-links"), Limit, Page, After);

    public static readonly ApiOperation Search = new()
    {
        Id = "search",
        Summary = "Sök",
        Swedish = "Sök bland alla punkter. Svarar det som söksidan visar. Högst 10 000 träffar räknas; är de fler är isCountExact falskt.",
        English = "Search all agenda items. Answers what the search page shows. At most 10,000 hits are counted; when there are more, isCountExact is false.",
        Parameters =
        [
            Words, BodyFilter, Year, TopicFilter, Status,
            new("sort", "Bäst träff först eller senaste möte först.", "Best match or latest meeting first.", """{"type":"string","enum":["relevance","newest"],"default":"relevance"}""", "\"newest\""),
            Page, Limit,
            new("asOf", "Bara det som var publicerat då; står i länkarna till nästa sida.", "Only what was published then; found in the links to the next page.", """{"type":"string","format":"date-time"}""", "\"2026-11-26T12:00:00Z\""),
        ],
        Answer = typeof(SearchAnswer),
        Example = examples => examples.Search,
        Refusals = OfList,
    };

    public static readonly ApiOperation Suggest = new()
    {
        Id = "suggest",
        Summary = "Sökförslag",
        Swedish = "Förslag medan någon skriver. format=opensearch ger samma förslag så som webbläsare vill ha dem, som application/x-suggestions+json.",
        English = "Suggestions while somebody types. format=opensearch gives the same as browsers want them, as application/x-suggestions+json.",
        Parameters = [Words, new("format", "Hur svaret ska se ut.", "The form of the answer.", """{"type":"string","enum":["json","opensearch"],"default":"json"}""", "\"json\"")],
        Answer = typeof(SuggestAnswer),
        Example = examples => examples.Suggest,
        Refusals = [400],
    };

    public static readonly ApiOperation Changes = new()
    {
        Id = "listChanges",
        Summary = "Ändringar",
        Swedish = "Vad som har ändrats sedan sist, äldst först: organ, ämnen, ärenden, möten och noteringar så som de är nu, och vad som är borta. Börja utan since, spara cursor och fråga med den nästa gång. Varje sak står en gång, vid sin senaste ändring.",
        English = "What has changed since the last time, oldest first: bodies, topics, matters, meetings and notes as they are now, and what is gone. Begin without since, keep cursor and ask with it the next time. Each thing stands once, at its latest change.",
        Parameters =
        [
            new("since", "cursor från förra svaret. Utelämnad: från början.", "cursor of the last answer. Left out: from the beginning.", """{"type":"string"}""", $"\"{ChangesApi.CursorOf(1234)}\""),
            Limit,
        ],
        Answer = typeof(ChangesAnswer),
        Example = examples => examples.Changes,
        Refusals = [400, 410],
    };

    private static ApiOperation List(string id, string summary, string swedish, string english, Type answer, Func<ApiExamples, object> example, params ApiParameter[] parameters) => new()
    {
        Id = id,
        Summary = summary,
        Swedish = swedish,
        English = english,
        Answer = answer,
        Example = example,
        Parameters = parameters,
        Refusals = OfList,
    };

    private static ApiOperation One(string id, string summary, string swedish, string english, Type answer, Func<ApiExamples, object> example, ApiParameter key, int[] refusals) => new()
    {
        Id = id,
        Summary = summary,
        Swedish = swedish,
        English = english,
        Answer = answer,
        Example = example,
        Parameters = [key],
        Refusals = refusals,
    };
}
