using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Core.Text;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Api;

/// <summary>Everything public as lists and single things: what the pages show, for programs. Whoever follows the links comes to all of it.</summary>
internal static class ResourceApi
{
    private static readonly (string, FollowUpState)[] States = [.. Enum.GetValues<FollowUpState>().Select(state => (SearchAnswer.ValueOf(state), state))];

    public static void MapResources(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/bodies", BodiesAsync).Describe(ApiOperations.Bodies);
        routes.MapRead("/bodies/{id}", BodyAsync).Describe(ApiOperations.Body);
        routes.MapRead("/meetings", MeetingsAsync).Describe(ApiOperations.Meetings);
        routes.MapRead("/meetings/{id}", MeetingAsync).Describe(ApiOperations.Meeting);
        routes.MapRead("/notes", NotesAsync).Describe(ApiOperations.Notes);
        routes.MapRead("/notes/{id}", NoteAsync).Describe(ApiOperations.Note);
        routes.MapRead("/agenda-items", ItemsAsync).Describe(ApiOperations.Items);
        routes.MapRead("/agenda-items/{id}", ItemAsync).Describe(ApiOperations.Item);
        routes.MapRead("/matters", MattersAsync).Describe(ApiOperations.Matters);
        routes.MapRead("/matters/{id}", MatterAsync).Describe(ApiOperations.Matter);
        routes.MapRead("/topics", TopicsAsync).Describe(ApiOperations.Topics);
        routes.MapRead("/topics/{id}", TopicAsync).Describe(ApiOperations.Topic);
        routes.MapRead("/follow-ups", FollowUpsAsync).Describe(ApiOperations.FollowUps);
        routes.MapRead("/follow-ups/{id}", FollowUpAsync).Describe(ApiOperations.FollowUp);
        routes.MapRead("/dead-links", DeadLinksAsync).Describe(ApiOperations.DeadLinks);
    }

    private static Task<IResult> BodiesAsync(HttpContext context, OpenDataLists lists, OpenDataReader reader, IOptions<PortalOptions> portal, CancellationToken ct) =>
        NumberedAsync(context, "/bodies", lists.BodiesAsync, reader.BodiesAsync, BodyAnswer.Of, portal.Value, ct);

    private static Task<IResult> TopicsAsync(HttpContext context, OpenDataLists lists, OpenDataReader reader, IOptions<PortalOptions> portal, CancellationToken ct) =>
        NumberedAsync(context, "/topics", lists.TopicsAsync, reader.TopicsAsync, TopicAnswer.Of, portal.Value, ct);

    private static async Task<IResult> MattersAsync(HttpContext context, OpenDataLists lists, OpenDataReader reader, IOptions<PortalOptions> portal, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var paging = Paging.Read(parameters, "/matters");
        var after = paging.Place<MatterPlace>(parameters, place => Slug.IsValid(place.Slug));
        return await AnswerAsync(context, parameters, paging, () => lists.MattersAsync(after, paging.Limit + 1, paging.Offset, ct),
            place => place.Id, reader.MattersAsync, MatterAnswer.Of, portal.Value, ct);
    }

    private static Task<IResult> MeetingsAsync(HttpContext context, OpenDataLists lists, OpenDataReader reader, IOptions<PortalOptions> portal, CancellationToken ct) =>
        DatedAsync(context, "/meetings", isOfItems: false, lists.MeetingsAsync, reader.MeetingsAsync, MeetingAnswer.Of, portal.Value, ct);

    private static Task<IResult> NotesAsync(HttpContext context, OpenDataLists lists, OpenDataReader reader, IOptions<PortalOptions> portal, CancellationToken ct) =>
        DatedAsync(context, "/notes", isOfItems: false, lists.NotesAsync, reader.NotesAsync, NoteAnswer.Of, portal.Value, ct);

    private static Task<IResult> ItemsAsync(HttpContext context, OpenDataLists lists, OpenDataReader reader, IOptions<PortalOptions> portal, CancellationToken ct) =>
        DatedAsync(context, "/agenda-items", isOfItems: true, lists.ItemsAsync, reader.ItemsAsync, ItemAnswer.Of, portal.Value, ct);

    private static async Task<IResult> FollowUpsAsync(HttpContext context, OpenDataLists lists, OpenDataReader reader, IOptions<PortalOptions> portal, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var body = parameters.Slug("body");
        var state = parameters.Choice("status", States);
        var paging = Paging.Read(parameters, "/follow-ups", new("body", body), new("status", state is { } chosen ? SearchAnswer.ValueOf(chosen) : null));
        var after = paging.Place<IdPlace>(parameters, _ => true);
        return await AnswerAsync(context, parameters, paging,
            () => PlacesAsync(lists.FollowUpsAsync(body, state, after?.Id, paging.Limit + 1, paging.Offset, ct)),
            place => place.Id, reader.FollowUpsAsync, FollowUpResourceAnswer.Of, portal.Value, ct);
    }

    private static async Task<IResult> DeadLinksAsync(HttpContext context, OpenDataLists lists, OpenDataReader reader, IOptions<PortalOptions> portal, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var paging = Paging.Read(parameters, "/dead-links");
        var after = paging.Place<DeadLinkPlace>(parameters, _ => true);
        return await AnswerAsync(context, parameters, paging, () => lists.DeadLinksAsync(after, paging.Limit + 1, paging.Offset, ct),
            place => place.Id, reader.DeadLinksAsync, DeadLinkAnswer.Of, portal.Value, ct);
    }

    private static Task<IResult> BodyAsync(HttpContext context, OpenDataReader reader, IOptions<PortalOptions> portal, string id, CancellationToken ct) =>
        OneAsync(context, reader, id, OpenKind.Body, reader.BodiesAsync, BodyAnswer.Of, portal.Value, ct);

    private static Task<IResult> TopicAsync(HttpContext context, OpenDataReader reader, IOptions<PortalOptions> portal, string id, CancellationToken ct) =>
        OneAsync(context, reader, id, OpenKind.Topic, reader.TopicsAsync, TopicAnswer.Of, portal.Value, ct);

    private static Task<IResult> MatterAsync(HttpContext context, OpenDataReader reader, IOptions<PortalOptions> portal, string id, CancellationToken ct) =>
        OneAsync(context, reader, id, OpenKind.Matter, reader.MattersAsync, MatterAnswer.Of, portal.Value, ct);

    private static Task<IResult> MeetingAsync(HttpContext context, OpenDataReader reader, IOptions<PortalOptions> portal, string id, CancellationToken ct) =>
        OneAsync(context, reader, id, null, reader.MeetingsAsync, MeetingAnswer.Of, portal.Value, ct);

    private static Task<IResult> NoteAsync(HttpContext context, OpenDataReader reader, IOptions<PortalOptions> portal, string id, CancellationToken ct) =>
        OneAsync(context, reader, id, null, reader.NotesAsync, NoteAnswer.Of, portal.Value, ct);

    private static Task<IResult> ItemAsync(HttpContext context, OpenDataReader reader, IOptions<PortalOptions> portal, string id, CancellationToken ct) =>
        OneAsync(context, reader, id, null, reader.ItemsAsync, ItemAnswer.Of, portal.Value, ct);

    private static Task<IResult> FollowUpAsync(HttpContext context, OpenDataReader reader, IOptions<PortalOptions> portal, string id, CancellationToken ct) =>
        OneAsync(context, reader, id, null, reader.FollowUpsAsync, FollowUpResourceAnswer.Of, portal.Value, ct);

    /// <summary>One thing by its id, or by its slug when it has one of its own (<paramref name="bySlug"/>).</summary>
    private static async Task<IResult> OneAsync<TThing, TAnswer>(
        HttpContext context, OpenDataReader reader, string key, OpenKind? bySlug, Func<IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyList<TThing>>> read,
        Func<TThing, PortalOptions, TAnswer> answer, PortalOptions portal, CancellationToken ct)
        where TAnswer : notnull
    {
        var id = Guid.TryParseExact(key, "D", out var given) ? given
            : bySlug is { } kind && Slug.IsValid(key) ? await reader.FindAsync(kind, key, ct)
            : null;
        if (id is null)
        {
            return ApiJson.Problem(context, StatusCodes.Status404NotFound, "Det finns inget med den adressen. Följ länkarna från listan.");
        }

        if (await read([id.Value], ct) is [var thing])
        {
            if (thing is IOpenRecord { ModifiedAt: var modified })
            {
                context.Response.GetTypedHeaders().LastModified = modified;
            }

            return ApiJson.Answer(answer(thing, portal));
        }

        return bySlug is null && await reader.WithdrawnReasonAsync(id.Value, ct) is { } reason
            ? ApiJson.Problem(context, StatusCodes.Status410Gone, reason)
            : ApiJson.Problem(context, StatusCodes.Status404NotFound, "Det finns inget med det id:t, eller så är det borttaget.");
    }

    /// <summary>A short list: pages by their number alone.</summary>
    private static async Task<IResult> NumberedAsync<TThing, TAnswer>(
        HttpContext context, string path, Func<int, long, CancellationToken, Task<IReadOnlyList<Guid>>> list,
        Func<IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyList<TThing>>> read, Func<TThing, PortalOptions, TAnswer> answer, PortalOptions portal, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var paging = Paging.Read(parameters, path) with { After = null };
        return await AnswerAsync(context, parameters, paging, () => PlacesAsync(list(paging.Limit + 1, paging.Offset, ct)),
            place => place.Id, read, answer, portal, ct, isKeyed: false);
    }

    /// <summary>A list in the order of meetings.</summary>
    private static async Task<IResult> DatedAsync<TThing, TAnswer>(
        HttpContext context, string path, bool isOfItems, Func<OpenFilter, MeetingPlace?, int, long, CancellationToken, Task<IReadOnlyList<MeetingPlace>>> list,
        Func<IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyList<TThing>>> read, Func<TThing, PortalOptions, TAnswer> answer, PortalOptions portal, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var filter = new OpenFilter
        {
            Body = parameters.Slug("body"),
            Year = parameters.Number("year", ListFilter.FirstYear, ListFilter.LastYear),
            Topic = isOfItems ? parameters.Slug("topic") : null,
            Matter = isOfItems ? parameters.Slug("matter") : null,
        };
        var paging = Paging.Read(parameters, path, new("body", filter.Body), new("year", $"{filter.Year}"), new("topic", filter.Topic), new("matter", filter.Matter));
        var after = paging.Place<MeetingPlace>(parameters, _ => true);
        return await AnswerAsync(context, parameters, paging, () => list(filter, after, paging.Limit + 1, paging.Offset, ct),
            place => place.Id, read, answer, portal, ct);
    }

    private static async Task<IResult> AnswerAsync<TPlace, TThing, TAnswer>(
        HttpContext context, Parameters parameters, Paging paging, Func<Task<IReadOnlyList<TPlace>>> list, Func<TPlace, Guid> idOf,
        Func<IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlyList<TThing>>> read, Func<TThing, PortalOptions, TAnswer> answer, PortalOptions portal,
        CancellationToken ct, bool isKeyed = true)
        where TPlace : class
    {
        if (parameters.Fault is { } fault)
        {
            return ApiJson.Problem(context, StatusCodes.Status400BadRequest, fault);
        }

        var places = await list();
        if (places.Count == 0 && paging.Page > 1)
        {
            return ApiJson.Problem(context, StatusCodes.Status404NotFound, "Så många sidor har listan inte.");
        }

        var things = await read([.. places.Take(paging.Limit).Select(idOf)], ct);
        return ApiJson.Answer(paging.Answer<TAnswer>(
            [.. things.Select(thing => answer(thing, portal))], places.Count > paging.Limit, isKeyed && places.Count > 0 ? places[Math.Min(places.Count, paging.Limit) - 1] : null, portal));
    }

    private static async Task<IReadOnlyList<IdPlace>> PlacesAsync(Task<IReadOnlyList<Guid>> ids) => [.. (await ids).Select(id => new IdPlace(id))];

    private sealed record IdPlace(Guid Id);
}
