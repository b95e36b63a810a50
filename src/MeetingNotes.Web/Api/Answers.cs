using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>Something that another answer names.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Slug">As it stands in addresses now.</param>
/// <param name="Name">In Swedish.</param>
/// <param name="Url">Its page.</param>
/// <param name="Self">Its address in the API.</param>
internal sealed record Reference(Guid Id, string Slug, string Name, string Url, string Self)
{
    public static Reference ToBody(OpenName body, PortalOptions portal) => new(body.Id, body.Slug, body.Name, portal.AbsoluteUrl($"/organ/{body.Slug}"), portal.ApiUrl($"/bodies/{body.Id}"));

    public static Reference ToTopic(OpenName topic, PortalOptions portal) => new(topic.Id, topic.Slug, topic.Name, portal.AbsoluteUrl($"/amnen/{topic.Slug}"), portal.ApiUrl($"/topics/{topic.Id}"));

    public static Reference ToMatter(OpenName matter, PortalOptions portal) => new(matter.Id, matter.Slug, matter.Name, portal.AbsoluteUrl($"/arenden/{matter.Slug}"), portal.ApiUrl($"/matters/{matter.Id}"));
}

/// <summary>A thing without a name of its own.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Self">Its address in the API.</param>
/// <param name="Url">Its page, when it has one.</param>
internal sealed record Link(Guid Id, string Self, string? Url = null);

/// <summary>When something is to happen.</summary>
/// <param name="Written">As it was said.</param>
/// <param name="Reading">The same without knowing when it was said.</param>
/// <param name="Edtf">ISO 8601-2, when it is a time that could be read.</param>
/// <param name="Until">The last day of it, when it has one.</param>
/// <param name="MeetingOn">The meeting that is meant, where it stands in the calendar now.</param>
internal sealed record DueAnswer(string Written, string Reading, string? Edtf, DateOnly? Until, DateOnly? MeetingOn)
{
    public static DueAnswer? Of(Due? due) => due is null ? null : new(due.Written, due.Reading, due.Edtf, due.Until, due.MeetingOn);
}

/// <summary>A council, board or committee.</summary>
internal sealed record BodyAnswer
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public string? Contact { get; init; }
    public DateOnly? DissolvedOn { get; init; }
    public Reference? Successor { get; init; }
    public required IReadOnlyList<string> FormerNames { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }
    public required DateTime ModifiedAt { get; init; }
    public required BodyLinks Links { get; init; }

    public static BodyAnswer Of(OpenBody body, PortalOptions portal) => new()
    {
        Id = body.Id,
        Slug = body.Slug,
        Name = body.Name,
        Description = body.Description,
        Contact = body.Contact,
        DissolvedOn = body.DissolvedOn,
        Successor = body.Successor is { } successor ? Reference.ToBody(successor, portal) : null,
        FormerNames = body.FormerNames,
        Url = portal.AbsoluteUrl($"/organ/{body.Slug}"),
        Self = portal.ApiUrl($"/bodies/{body.Id}"),
        ModifiedAt = body.ModifiedAt.UtcDateTime,
        Links = new BodyLinks(
            portal.ApiUrl($"/meetings?body={body.Slug}"), portal.ApiUrl($"/notes?body={body.Slug}"),
            portal.ApiUrl($"/agenda-items?body={body.Slug}"), portal.ApiUrl($"/follow-ups?body={body.Slug}")),
    };
}

/// <summary>What is of the body.</summary>
internal sealed record BodyLinks(string Meetings, string Notes, string AgendaItems, string FollowUps);

/// <summary>A subject of the short, curated list.</summary>
internal sealed record TopicAnswer
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Synonyms { get; init; }

    /// <summary>Public agenda items about it.</summary>
    public required int ItemCount { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }
    public required DateTime ModifiedAt { get; init; }
    public required ItemLinks Links { get; init; }

    public static TopicAnswer Of(OpenTopic topic, PortalOptions portal) => new()
    {
        Id = topic.Id,
        Slug = topic.Slug,
        Name = topic.Name,
        Synonyms = topic.Synonyms,
        ItemCount = topic.Items,
        Url = portal.AbsoluteUrl($"/amnen/{topic.Slug}"),
        Self = portal.ApiUrl($"/topics/{topic.Id}"),
        ModifiedAt = topic.ModifiedAt.UtcDateTime,
        Links = new ItemLinks(portal.ApiUrl($"/agenda-items?topic={topic.Slug}")),
    };
}

/// <summary>A question that comes back meeting after meeting.</summary>
internal sealed record MatterAnswer
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }

    /// <summary>Public agenda items that treated it, and their meetings.</summary>
    public required int ItemCount { get; init; }
    public required int MeetingCount { get; init; }
    public DateOnly? LatestOn { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }
    public required DateTime ModifiedAt { get; init; }
    public required ItemLinks Links { get; init; }

    public static MatterAnswer Of(OpenMatter matter, PortalOptions portal) => new()
    {
        Id = matter.Id,
        Slug = matter.Slug,
        Name = matter.Name,
        ItemCount = matter.Items,
        MeetingCount = matter.Meetings,
        LatestOn = matter.LatestOn,
        Url = portal.AbsoluteUrl($"/arenden/{matter.Slug}"),
        Self = portal.ApiUrl($"/matters/{matter.Id}"),
        ModifiedAt = matter.ModifiedAt.UtcDateTime,
        Links = new ItemLinks(portal.ApiUrl($"/agenda-items?matter={matter.Slug}")),
    };
}

/// <summary>The agenda items about it.</summary>
internal sealed record ItemLinks(string AgendaItems);

/// <summary>One sitting of a body: planned, held, cancelled or moved.</summary>
internal sealed record MeetingAnswer
{
    public required Guid Id { get; init; }
    public required Reference Body { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>2 for the second meeting of the body on a day.</summary>
    public required int Number { get; init; }

    /// <summary>In Stockholm.</summary>
    public TimeOnly? StartsAt { get; init; }
    public string? Place { get; init; }
    public required bool IsCancelled { get; init; }
    public string? CancelReason { get; init; }
    public DateOnly? MovedFrom { get; init; }
    public string? MoveReason { get; init; }
    public Link? Note { get; init; }

    /// <summary>The page of the note, otherwise the calendar of the body and year.</summary>
    public required string Url { get; init; }
    public required string Self { get; init; }
    public required DateTime ModifiedAt { get; init; }

    public static MeetingAnswer Of(OpenMeeting meeting, PortalOptions portal) => new()
    {
        Id = meeting.Id,
        Body = Reference.ToBody(meeting.Body, portal),
        Date = meeting.HeldOn,
        Number = meeting.Number,
        StartsAt = meeting.StartsAt,
        Place = meeting.Place,
        IsCancelled = meeting.IsCancelled,
        CancelReason = meeting.CancelReason,
        MovedFrom = meeting.MovedFrom,
        MoveReason = meeting.MoveReason,
        Note = meeting.NoteId is { } note ? new Link(note, portal.ApiUrl($"/notes/{note}"), portal.AbsoluteUrl(meeting.Path)) : null,
        Url = portal.AbsoluteUrl(meeting.PagePath),
        Self = portal.ApiUrl($"/meetings/{meeting.Id}"),
        ModifiedAt = meeting.ModifiedAt.UtcDateTime,
    };
}

/// <summary>The post about one meeting.</summary>
internal sealed record NoteAnswer
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required Reference Body { get; init; }
    public required Link Meeting { get; init; }
    public required DateOnly MeetingDate { get; init; }
    public TimeOnly? StartsAt { get; init; }
    public string? Place { get; init; }
    public required DateTime PublishedAt { get; init; }

    /// <summary>When it was last corrected in substance.</summary>
    public DateTime? UpdatedAt { get; init; }

    /// <summary>When anything in this answer changed last, a misspelling too.</summary>
    public required DateTime ModifiedAt { get; init; }
    public required IReadOnlyList<CorrectionAnswer> Corrections { get; init; }
    public required string LeadHtml { get; init; }
    public required string LeadText { get; init; }
    public required IReadOnlyList<ItemAnswer> Items { get; init; }
    public required IReadOnlyList<DocumentLink> Documents { get; init; }
    public required IReadOnlyList<DocumentLink> Minutes { get; init; }
    public DateOnly? NextMeetingOn { get; init; }
    public string? Contact { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }

    public static NoteAnswer Of(OpenNote note, PortalOptions portal) => new()
    {
        Id = note.Id,
        Title = note.Title,
        Language = note.Language,
        Body = Reference.ToBody(note.Body, portal),
        Meeting = new Link(note.MeetingId, portal.ApiUrl($"/meetings/{note.MeetingId}")),
        MeetingDate = note.HeldOn,
        StartsAt = note.StartsAt,
        Place = note.Place,
        PublishedAt = note.PublishedAt.UtcDateTime,
        UpdatedAt = note.Corrections.Count > 0 ? note.Corrections[^1].At.UtcDateTime : null,
        ModifiedAt = note.ModifiedAt.UtcDateTime,
        Corrections = [.. note.Corrections.Select(correction => new CorrectionAnswer(correction.At.UtcDateTime, correction.Text))],
        LeadHtml = portal.WithAbsoluteImages(note.LeadHtml),
        LeadText = note.LeadText,
        Items = [.. note.Items.Select(item => ItemAnswer.Of(item, portal))],
        Documents = note.Documents,
        Minutes = note.Minutes,
        NextMeetingOn = note.NextMeetingOn,
        Contact = note.Contact,
        Url = portal.AbsoluteUrl(note.Path),
        Self = portal.ApiUrl($"/notes/{note.Id}"),
    };
}

/// <summary>What was changed in substance, and when.</summary>
internal sealed record CorrectionAnswer(DateTime At, string Text);

/// <summary>One headed section of a note.</summary>
internal sealed record ItemAnswer
{
    public required Guid Id { get; init; }
    public required int Position { get; init; }
    public required string Heading { get; init; }

    /// <summary>When it is another than the note's.</summary>
    public string? Language { get; init; }
    public required string Html { get; init; }
    public required string Text { get; init; }
    public required Reference Body { get; init; }
    public required DateOnly MeetingDate { get; init; }
    public required Link Note { get; init; }
    public Reference? Matter { get; init; }
    public required IReadOnlyList<Reference> Topics { get; init; }
    public required IReadOnlyList<SaidFollowUpAnswer> FollowUps { get; init; }
    public required IReadOnlyList<GivenAnswerAnswer> Answers { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }

    public static ItemAnswer Of(OpenItem item, PortalOptions portal) => new()
    {
        Id = item.Id,
        Position = item.Position,
        Heading = item.Heading,
        Language = item.Language,
        Html = portal.WithAbsoluteImages(item.Html),
        Text = item.Text,
        Body = Reference.ToBody(item.Body, portal),
        MeetingDate = item.HeldOn,
        Note = new Link(item.NoteId, portal.ApiUrl($"/notes/{item.NoteId}"), portal.AbsoluteUrl(NoteAddress.For(item.BodySlug, item.HeldOn, item.Number))),
        Matter = item.Matter is { } matter ? Reference.ToMatter(matter, portal) : null,
        Topics = [.. item.Topics.Select(topic => Reference.ToTopic(topic, portal))],
        FollowUps = [.. item.FollowUps.Select(followUp => SaidFollowUpAnswer.Of(followUp, portal))],
        Answers = [.. item.Answers.Select(answer => GivenAnswerAnswer.Of(answer, portal))],
        Url = portal.AbsoluteUrl(item.Path),
        Self = portal.ApiUrl($"/agenda-items/{item.Id}"),
    };
}

/// <summary>Something said to happen, as it was said; follow <see cref="Self"/> to what became of it.</summary>
internal sealed record SaidFollowUpAnswer
{
    public required Guid Id { get; init; }
    public required string Text { get; init; }
    public string? Responsible { get; init; }
    public DueAnswer? Due { get; init; }

    /// <summary>It was done when it was said.</summary>
    public required bool IsBornDone { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }

    public static SaidFollowUpAnswer Of(SaidFollowUp followUp, PortalOptions portal) => new()
    {
        Id = followUp.Id,
        Text = followUp.Text,
        Responsible = followUp.Responsible,
        Due = DueAnswer.Of(followUp.Due),
        IsBornDone = followUp.IsBornDone,
        Url = portal.AbsoluteUrl(followUp.Path),
        Self = portal.ApiUrl($"/follow-ups/{followUp.Id}"),
    };
}

/// <summary>What the item says about a follow-up of an earlier meeting.</summary>
internal sealed record GivenAnswerAnswer
{
    public required string Text { get; init; }
    public required FollowUpOutcome Outcome { get; init; }

    /// <summary>The new time that it set.</summary>
    public DueAnswer? Due { get; init; }
    public required Link FollowUp { get; init; }

    public static GivenAnswerAnswer Of(SaidAnswer answer, PortalOptions portal) => new()
    {
        Text = answer.Text,
        Outcome = answer.Outcome,
        Due = DueAnswer.Of(answer.Due),
        FollowUp = new Link(answer.FollowUpId, portal.ApiUrl($"/follow-ups/{answer.FollowUpId}")),
    };
}

/// <summary>A follow-up as it stands today.</summary>
internal sealed record FollowUpResourceAnswer
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Text { get; init; }
    public string? Responsible { get; init; }

    /// <summary>Its time now, and as it was said the first time.</summary>
    public DueAnswer? Due { get; init; }
    public DueAnswer? FirstDue { get; init; }

    /// <summary>Today in Stockholm.</summary>
    public required FollowUpState State { get; init; }

    /// <summary>The meeting that said it is done or dropped.</summary>
    public DateOnly? SettledOn { get; init; }
    public required Reference Body { get; init; }
    public required DateOnly MeetingDate { get; init; }
    public required Link Note { get; init; }
    public required Link Item { get; init; }

    /// <summary>What was said about it at later meetings, oldest first.</summary>
    public required IReadOnlyList<LaterAnswerAnswer> Answers { get; init; }
    public required string Url { get; init; }
    public required string Self { get; init; }

    public static FollowUpResourceAnswer Of(OpenFollowUp open, PortalOptions portal)
    {
        var followUp = open.FollowUp;
        return new FollowUpResourceAnswer
        {
            Id = followUp.Id,
            Slug = followUp.Slug,
            Text = followUp.Text,
            Responsible = followUp.Responsible,
            Due = DueAnswer.Of(followUp.Due),
            FirstDue = DueAnswer.Of(followUp.FirstDue),
            State = followUp.State,
            SettledOn = followUp.SettledOn,
            Body = Reference.ToBody(new OpenName(open.BodyId, followUp.BodySlug, followUp.BodyName), portal),
            MeetingDate = followUp.HeldOn,
            Note = new Link(open.NoteId, portal.ApiUrl($"/notes/{open.NoteId}"), portal.AbsoluteUrl(NoteAddress.For(followUp.BodySlug, followUp.HeldOn, followUp.Number))),
            Item = new Link(followUp.ItemId, portal.ApiUrl($"/agenda-items/{followUp.ItemId}"), portal.AbsoluteUrl(followUp.SourcePath)),
            Answers = [.. open.Answers.Select(answer => LaterAnswerAnswer.Of(answer, portal))],
            Url = portal.AbsoluteUrl(followUp.Path),
            Self = portal.ApiUrl($"/follow-ups/{followUp.Id}"),
        };
    }
}

/// <summary>What an item of a later note said.</summary>
internal sealed record LaterAnswerAnswer
{
    public required string Text { get; init; }
    public required FollowUpOutcome Outcome { get; init; }
    public DueAnswer? Due { get; init; }
    public required Reference Body { get; init; }
    public required DateOnly MeetingDate { get; init; }
    public required Link Item { get; init; }

    public static LaterAnswerAnswer Of(LaterAnswer answer, PortalOptions portal) => new()
    {
        Text = answer.Text,
        Outcome = answer.Outcome,
        Due = DueAnswer.Of(answer.Due),
        Body = Reference.ToBody(answer.Body, portal),
        MeetingDate = answer.HeldOn,
        Item = new Link(answer.ItemId, portal.ApiUrl($"/agenda-items/{answer.ItemId}"), portal.AbsoluteUrl(answer.ItemPath)),
    };
}

/// <summary>A page of a list.</summary>
internal sealed record ListAnswer<T>
{
    /// <summary>From 1.</summary>
    public required int Page { get; init; }

    /// <summary>At most so many on a page.</summary>
    public required int Limit { get; init; }
    public required IReadOnlyList<T> Items { get; init; }
    public required ListLinks Links { get; init; }
}

/// <param name="Self">This page.</param>
/// <param name="First">The first page.</param>
/// <param name="Next">The page after this one.</param>
/// <param name="Prev">The page before; left out so deep in a list that it could not be found by its number.</param>
internal sealed record ListLinks(string Self, string First, string? Next, string? Prev);
