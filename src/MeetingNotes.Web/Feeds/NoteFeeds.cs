using System.ServiceModel.Syndication;
using MeetingNotes.Core.Bodies;
using MeetingNotes.Core.Matters;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Topics;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Feeds;

/// <summary>What is new, as Atom and as RSS: everything, a body, a topic, a matter. A former address leads to the present one.</summary>
public static class NoteFeeds
{
    public static void MapNoteFeeds(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapOpenData();
        foreach (var format in Enum.GetValues<FeedFormat>())
        {
            var end = FeedWriter.EndOf(format);
            open.MapRead($"/noterat.{end}", (HttpContext context, NoteNews news, IOptions<PortalOptions> portal, CancellationToken ct) =>
                AllAsync(new Request(context, format, news, portal.Value), ct));
            open.MapRead($"/organ/{{organ}}.{end}", (HttpContext context, NoteNews news, IOptions<PortalOptions> portal, BodyReader bodies, string organ, CancellationToken ct) =>
                BodyAsync(new Request(context, format, news, portal.Value), bodies, organ, ct));
            open.MapRead($"/amnen/{{amne}}.{end}", (HttpContext context, NoteNews news, IOptions<PortalOptions> portal, TopicReader topics, string amne, CancellationToken ct) =>
                TopicAsync(new Request(context, format, news, portal.Value), topics, amne, ct));
            open.MapRead($"/arenden/{{arende}}.{end}", (HttpContext context, NoteNews news, IOptions<PortalOptions> portal, MatterReader matters, string arende, CancellationToken ct) =>
                MatterAsync(new Request(context, format, news, portal.Value), matters, arende, ct));
        }
    }

    private static async Task<IResult> AllAsync(Request request, CancellationToken ct) => await request.NotesAsync(
        new FeedHead(request.Portal.AbsoluteUrl("/noterat.atom"), "Noteringar", request.PathOf("/noterat"), "/noterat"), await request.News.NotesAsync(null, ct), ct);

    private static async Task<IResult> BodyAsync(Request request, BodyReader bodies, string organ, CancellationToken ct)
    {
        if (!Slug.IsValid(organ) || await bodies.FindAsync(organ, ct) is not { } body)
        {
            return Results.NotFound();
        }

        var page = $"/organ/{body.Slug}";
        return body.Slug != organ
            ? request.Elsewhere(page)
            : await request.NotesAsync(new FeedHead($"urn:uuid:{body.Id}", body.Name, request.PathOf(page), page), await request.News.NotesAsync(body.Id, ct), ct);
    }

    private static async Task<IResult> TopicAsync(Request request, TopicReader topics, string amne, CancellationToken ct)
    {
        if (!Slug.IsValid(amne) || await topics.FindAsync(amne, ct) is not { } topic)
        {
            return Results.NotFound();
        }

        var page = $"/amnen/{topic.Slug}";
        return topic.Slug != amne
            ? request.Elsewhere(page)
            : await request.ItemsAsync(
                new FeedHead($"urn:uuid:{topic.Id}", $"Ämne: {topic.Name}", request.PathOf(page), page), await request.News.ItemsOfTopicAsync(topic.Id, ct), ct);
    }

    private static async Task<IResult> MatterAsync(Request request, MatterReader matters, string arende, CancellationToken ct)
    {
        if (!Slug.IsValid(arende) || await matters.FindAsync(arende, ct) is not { } matter)
        {
            return Results.NotFound();
        }

        var page = $"/arenden/{matter.Slug}";
        return matter.Slug != arende
            ? request.Elsewhere(page)
            : await request.ItemsAsync(
                new FeedHead($"urn:uuid:{matter.Id}", $"Ärende: {matter.Name}", request.PathOf(page), page), await request.News.ItemsOfMatterAsync(matter.Id, ct), ct);
    }

    /// <summary>One feed asked for. Texts are read only for whoever does not have them.</summary>
    private sealed record Request(HttpContext Context, FeedFormat Format, NoteNews News, PortalOptions Portal)
    {
        public string PathOf(string page) => $"{page}.{FeedWriter.EndOf(Format)}";

        public IResult Elsewhere(string page) => Results.Redirect(PathOf(page), permanent: true);

        public Task<IResult> NotesAsync(FeedHead head, IReadOnlyList<NewsStamp> stamps, CancellationToken ct) => AnswerAsync(
            head, stamps, async ids => [.. (await News.ReadNotesAsync(ids, ct)).Select(note => FeedEntries.Of(note, Portal))]);

        public Task<IResult> ItemsAsync(FeedHead head, IReadOnlyList<NewsStamp> stamps, CancellationToken ct) => AnswerAsync(
            head, stamps, async ids => [.. (await News.ReadItemsAsync(ids, ct)).Select(item => FeedEntries.Of(item, Portal))]);

        private async Task<IResult> AnswerAsync(
            FeedHead head, IReadOnlyList<NewsStamp> stamps, Func<IReadOnlyList<Guid>, Task<IReadOnlyList<SyndicationItem>>> readAsync)
        {
            var tag = ContentTag.Of(Portal, [$"{head}", Portal.Organisation.Name, .. stamps.Select(stamp => $"{stamp.Id} {stamp.State}")]);
            return ConditionalGet.IsUnchanged(Context, tag, stamps is [var first, ..] ? first.PortalChangedAt : null)
                ? Results.StatusCode(StatusCodes.Status304NotModified)
                : FeedWriter.Answer(Format, head, await readAsync([.. stamps.Select(stamp => stamp.Id)]), Portal);
        }
    }
}
