using MeetingNotes.Core.OParl;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.OParl;

/// <summary>
/// OParl 1.1, for programs that read many portals. Our organ is its Organization, the region or municipality its Body. Whoever begins at the System and
/// follows links comes to all that is public; what we do not publish (people, papers, terms) are lists that are truly empty.
/// </summary>
public static class OParlEndpoints
{
    /// <summary>Kinds of things that the Body must have a list of, and we have nothing of.</summary>
    private static readonly string[] EmptyLists = ["/people", "/papers", "/legislative-terms", "/memberships", "/consultations", "/files"];

    public static void MapOParl(this IEndpointRouteBuilder routes)
    {
        var startedAt = routes.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        startedAt = startedAt > OParlService.Since ? startedAt : OParlService.Since;
        var oparl = routes.MapOpenData().MapGroup(OParlService.Root);
        oparl.MapRead("", (IOptions<PortalOptions> portal) => ApiJson.Answer(SystemObject.Of(portal.Value, startedAt)));
        oparl.MapRead("/bodies", (HttpContext context, IOptions<PortalOptions> portal) => ShortList(context, "/bodies", [BodyObject.Of(portal.Value, startedAt)], portal.Value));
        oparl.MapRead("/body", (IOptions<PortalOptions> portal) => ApiJson.Answer(BodyObject.Of(portal.Value, startedAt)));
        oparl.MapRead("/organizations", OrganizationsAsync);
        oparl.MapRead("/organizations/{id}", OrganizationAsync);
        oparl.MapRead("/organizations/{id}/meetings", MeetingsOfAsync);
        oparl.MapRead("/meetings", MeetingsAsync);
        oparl.MapRead("/meetings/{id}", MeetingAsync);
        oparl.MapRead("/agenda-items", ItemsAsync);
        oparl.MapRead("/agenda-items/{id}", ItemAsync);
        oparl.MapRead("/locations", LocationsAsync);
        oparl.MapRead("/locations/{id}", LocationAsync);
        foreach (var path in EmptyLists)
        {
            oparl.MapRead(path, (HttpContext context, IOptions<PortalOptions> portal) => ShortList(context, path, [], portal.Value));
        }
    }

    private static Task<IResult> OrganizationsAsync(HttpContext context, OParlLists lists, OParlReader reader, CancellationToken ct) =>
        ListAsync(context, "/organizations", lists.OrganizationsAsync, reader.OrganizationsAsync, reader, ct);

    private static Task<IResult> MeetingsAsync(HttpContext context, OParlLists lists, OParlReader reader, CancellationToken ct) =>
        ListAsync(context, "/meetings", lists.MeetingsAsync, reader.MeetingsAsync, reader, ct);

    private static Task<IResult> ItemsAsync(HttpContext context, OParlLists lists, OParlReader reader, CancellationToken ct) =>
        ListAsync(context, "/agenda-items", lists.ItemsAsync, reader.ItemsAsync, reader, ct);

    private static Task<IResult> LocationsAsync(HttpContext context, OParlLists lists, OParlReader reader, CancellationToken ct) =>
        ListAsync(context, "/locations", lists.LocationsAsync, reader.LocationsAsync, reader, ct);

    private static async Task<IResult> MeetingsOfAsync(HttpContext context, OParlLists lists, OParlReader reader, string id, CancellationToken ct) =>
        Guid.TryParseExact(id, "D", out var body) && await lists.OrganizationAsync(body, ct) is not null
            ? await ListAsync(
                context, $"/organizations/{body}/meetings", (filter, after, limit, token) => lists.MeetingsOfAsync(body, filter, after, limit, token), reader.MeetingsAsync, reader, ct)
            : Missing(context);

    private static Task<IResult> OrganizationAsync(HttpContext context, OParlLists lists, OParlReader reader, string id, CancellationToken ct) =>
        OneAsync(context, id, lists.OrganizationAsync, reader.OrganizationsAsync, ct);

    private static Task<IResult> MeetingAsync(HttpContext context, OParlLists lists, OParlReader reader, string id, CancellationToken ct) =>
        OneAsync(context, id, lists.MeetingAsync, reader.MeetingsAsync, ct);

    private static Task<IResult> ItemAsync(HttpContext context, OParlLists lists, OParlReader reader, string id, CancellationToken ct) =>
        OneAsync(context, id, lists.ItemAsync, reader.ItemsAsync, ct);

    private static Task<IResult> LocationAsync(HttpContext context, OParlLists lists, OParlReader reader, string id, CancellationToken ct) =>
        OneAsync(context, id, lists.LocationAsync, reader.LocationsAsync, ct);

    private static async Task<IResult> OneAsync(
        HttpContext context, string key, Func<Guid, CancellationToken, Task<OParlEntry?>> find,
        Func<IReadOnlyList<OParlEntry>, bool, CancellationToken, Task<IReadOnlyList<object>>> read, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var omitInternal = parameters.Flag("omit_internal") ?? false;
        if (parameters.Fault is { } fault)
        {
            return OParlError.Answer(context, StatusCodes.Status400BadRequest, fault);
        }

        if (!Guid.TryParseExact(key, "D", out var id) || await find(id, ct) is not { } entry || await read([entry], omitInternal, ct) is not [var thing])
        {
            return Missing(context);
        }

        context.Response.GetTypedHeaders().LastModified = entry.ModifiedAt;
        return ApiJson.Answer(thing);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, string path, Func<OParlFilter, OParlPlace?, int, CancellationToken, Task<IReadOnlyList<OParlEntry>>> list,
        Func<IReadOnlyList<OParlEntry>, bool, CancellationToken, Task<IReadOnlyList<object>>> read, OParlReader reader, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var query = OParlQuery.Read(parameters, path);
        if (parameters.Fault is { } fault)
        {
            return OParlError.Answer(context, StatusCodes.Status400BadRequest, fault);
        }

        var entries = await list(query.Filter, query.After, query.Limit + 1, ct);
        List<OParlEntry> page = [.. entries.Take(query.Limit)];
        return ApiJson.Answer(query.Page(await read(page, query.OmitInternal, ct), entries.Count > query.Limit ? page[^1] : null, reader.Portal));
    }

    /// <summary>A list that never has a second page.</summary>
    private static IResult ShortList(HttpContext context, string path, IReadOnlyList<BodyObject> bodies, PortalOptions portal)
    {
        var parameters = new Parameters(context.Request.Query);
        var query = OParlQuery.Read(parameters, path);
        return parameters.Fault is { } fault
            ? OParlError.Answer(context, StatusCodes.Status400BadRequest, fault)
            : ApiJson.Answer(query.Page([.. bodies.Where(body => query.After is null && query.Filter.Holds(body.Created, body.Modified))], null, portal));
    }

    private static IResult Missing(HttpContext context) =>
        OParlError.Answer(context, StatusCodes.Status404NotFound, "Det finns inget med den adressen, och har aldrig funnits. Följ länkarna från listan.");
}
