using System.Net.Mime;
using MeetingNotes.Core.Images;
using MeetingNotes.Core.Links;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Text;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Errors;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace MeetingNotes.Web.Pages.Noterat;

/// <summary>A note as Markdown and JSON, beside its page, and the images of notes.</summary>
public static class NoteFiles
{
    private const string Copies = "/kopior";
    private const string ForEver = "public, max-age=31536000, immutable";

    public static void MapNoteFiles(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapOpenData();
        open.MapRead("/noterat/{organ}/{dag}.md", MarkdownAsync);
        open.MapRead("/noterat/{organ}/{dag}.json", JsonAsync);
        routes.MapRead("/bilder/{hash}/{name}", ImageAsync);
        routes.MapRead(Copies + "/{id:guid}/{name}", CopyAsync);
    }

    private static async Task<IResult> MarkdownAsync(HttpContext context, NoteReader notes, string organ, string dag, CancellationToken ct) =>
        await AnswerAsync(context, notes, organ, dag, ".md", async note =>
        {
            // Of the note alone. Page and JSON also tell of answers, matters and meetings that change on their own.
            context.Response.GetTypedHeaders().LastModified = note.ChangedAt;
            return Results.Text(await notes.FindDocumentAsync(note.BodySlug, note.HeldOn, note.Number, ct), "text/markdown; charset=utf-8");
        }, ct);

    private static async Task<IResult> JsonAsync(
        HttpContext context, NoteReader notes, IOptions<PortalOptions> portal, string organ, string dag, CancellationToken ct) =>
        await AnswerAsync(context, notes, organ, dag, ".json", note =>
            Task.FromResult(ApiJson.Answer(NoteJson.Of(note, portal.Value))), ct);

    /// <summary>Moved, withdrawn and missing as for the page.</summary>
    private static async Task<IResult> AnswerAsync(
        HttpContext context, NoteReader notes, string organ, string dag, string extension, Func<NotePage, Task<IResult>> write, CancellationToken ct)
    {
        if (!Slug.IsValid(organ) || !NoteAddress.TryParseDay(dag, out var heldOn, out var number))
        {
            return Results.NotFound();
        }

        switch (await notes.FindAsync(organ, heldOn, number, ct))
        {
            case NoteLookup.Found found:
                return await write(found.Note);
            case NoteLookup.Moved moved:
                return Results.Redirect(moved.Path + extension, permanent: true);
            case NoteLookup.Withdrawn withdrawn:
                context.Features.Set(new GoneReason(withdrawn.Reason));
                return Results.StatusCode(StatusCodes.Status410Gone);
            default:
                return Results.NotFound();
        }
    }

    /// <summary>Whether it is sent as it is read.</summary>
    internal static bool HoldsCopy(PathString path) => path.StartsWithSegments(Copies);

    /// <summary>A document that has gone from where the note found it. Downloaded, not shown: nothing of it runs at the portal's address.</summary>
    private static async Task<IResult> CopyAsync(HttpContext context, LinkCopies copies, Guid id, string name, CancellationToken ct)
    {
        if (name.Contains('\0', StringComparison.Ordinal) || await copies.FindAsync(id, name, ct) is not { } copy)
        {
            return Results.NotFound();
        }

        if (ConditionalGet.IsUnchanged(context, $"{copy.Length}-{copy.UploadedAt.UtcTicks}", copy.UploadedAt))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var response = context.Response;
        response.ContentType = MediaTypeNames.Application.Pdf;
        response.ContentLength = copy.Length;
        response.GetTypedHeaders().ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name };
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            return Results.Empty;
        }

        try
        {
            await foreach (var piece in copies.ReadAsync(copy, ct))
            {
                await response.Body.WriteAsync(piece, ct);
            }
        }
        catch (InvalidDataException)
        {
            context.Abort();    // what is left to send is of another file
        }

        return Results.Empty;
    }

    private static async Task<IResult> ImageAsync(
        HttpContext context, NoteImages images, DraftImages drafts, string hash, string name, CancellationToken ct)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return Results.NotFound();
        }

        if (await images.FindAsync(hash, name, ct) is { } image)
        {
            context.Response.Headers.CacheControl = ForEver;
            return Results.Bytes(image.Bytes, image.ContentType, entityTag: new($"\"{hash}\""));
        }

        // Not public yet: only for those who write about it, and kept by nobody.
        context.Response.Headers.CacheControl = "no-store";
        await context.AuthenticateAsync(StaffSignIn.Scheme);
        return context.StaffOrVisitor() is { } person && await drafts.FindAsync(hash, name, person, ct) is { } own
            ? Results.Bytes(own.Bytes, own.ContentType)
            : Results.NotFound();
    }
}
