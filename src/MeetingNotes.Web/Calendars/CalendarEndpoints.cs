using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Calendars;

/// <summary>Meetings and due dates for everybody's own calendar. A former address leads to the present one.</summary>
public static class CalendarEndpoints
{
    /// <summary>So far back a calendar reaches.</summary>
    private const int PastDays = 366;

    /// <summary>Events in one calendar: several years of a region's meetings. Programs get slow with more, and so does writing them.</summary>
    private const int MaxEvents = 1000;

    public static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapOpenData();
        open.MapRead("/moten.ics", AllAsync);
        open.MapRead("/organ/{organ}.ics", BodyAsync);
        open.MapRead("/moten/{organ}/{dag}.ics", MeetingAsync);
        open.MapRead("/uppfoljningar.ics", FollowUpsAsync);
    }

    private static async Task<IResult> AllAsync(
        HttpContext context, MeetingCalendar calendar, IOptions<PortalOptions> portal, TimeProvider clock, CancellationToken ct) =>
        CalendarFile.Answer(
            context, portal.Value, "Möten", await calendar.EventsAsync(null, First(clock), clock.TodayInStockholm(), MaxEvents, ct), meeting => Events.Of(meeting, portal.Value));

    private static async Task<IResult> BodyAsync(
        HttpContext context, BodyReader bodies, MeetingCalendar calendar, IOptions<PortalOptions> portal, TimeProvider clock, string organ, CancellationToken ct)
    {
        if (!Slug.IsValid(organ) || await bodies.FindAsync(organ, ct) is not { } body)
        {
            return Results.NotFound();
        }

        return body.Slug != organ
            ? Elsewhere($"/organ/{body.Slug}.ics")
            : CalendarFile.Answer(
                context, portal.Value, body.Name, await calendar.EventsAsync(body.Id, First(clock), clock.TodayInStockholm(), MaxEvents, ct), meeting => Events.Of(meeting, portal.Value));
    }

    private static async Task<IResult> MeetingAsync(
        HttpContext context, MeetingCalendar calendar, IOptions<PortalOptions> portal, string organ, string dag, CancellationToken ct)
    {
        if (!Slug.IsValid(organ) || !NoteAddress.TryParseDay(dag, out var heldOn, out var number)
            || await calendar.FindEventAsync(organ, heldOn, number, ct) is not { } meeting)
        {
            return Results.NotFound();
        }

        return (meeting.BodySlug, meeting.HeldOn, meeting.Number) != (organ, heldOn, number)
            ? Elsewhere(meeting.CalendarPath)
            : CalendarFile.Answer(context, portal.Value, meeting.BodyName, [meeting], one => Events.Of(one, portal.Value));
    }

    private static async Task<IResult> FollowUpsAsync(
        HttpContext context, BodyReader bodies, FollowUpCalendar followUps, IOptions<PortalOptions> portal, TimeProvider clock, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var organ = parameters.Slug("organ");
        if (parameters.Fault is not null)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var body = organ is null ? null : await bodies.FindAsync(organ, ct);
        if (organ is not null && body is null)
        {
            return Results.NotFound();
        }

        return body?.Slug != organ
            ? Elsewhere($"/uppfoljningar.ics?organ={body!.Slug}")
            : CalendarFile.Answer(
                context, portal.Value, body is null ? "Uppföljningar" : $"Uppföljningar: {body.Name}",
                await followUps.ListAsync(body?.Id, First(clock), MaxEvents, ct), one => Events.Of(one, portal.Value));
    }

    private static DateOnly First(TimeProvider clock) => clock.TodayInStockholm().AddDays(-PastDays);

    private static IResult Elsewhere(string path) => Results.Redirect(path, permanent: true);
}
