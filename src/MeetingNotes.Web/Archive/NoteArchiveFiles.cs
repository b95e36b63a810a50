using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages.Noterat;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Archive;

/// <summary>
/// What the organisation's archive keeps (L5): for a note, or for all, a zip with the note file, the page, the facts as JSON, every earlier version,
/// the images, and a manifest for <c>sha256sum --check</c>. Opens without the portal.
/// </summary>
public static class NoteArchiveFiles
{
    public static void MapNoteArchives(this IEndpointRouteBuilder routes)
    {
        routes.MapRead("/redaktion/noteringar/{organ}/{dag}/arkiv.zip", OneAsync).RequireAuthorization(StaffSignIn.Staff);
        routes.MapRead("/redaktion/arkiv.zip", AllAsync).RequireAuthorization(StaffSignIn.Editors);
    }

    private static async Task<IResult> OneAsync(
        HttpContext context, NoteReader notes, NoteDesk desk, NoteRecords records, IOptions<PortalOptions> portal, HtmlEncoder encoder, string organ, string dag,
        CancellationToken ct)
    {
        if (!Slug.IsValid(organ) || !NoteAddress.TryParseDay(dag, out var heldOn, out var number)
            || await desk.FindAsync(organ, heldOn, number, context.Staff(), ct) is null
            || await notes.FindAsync(organ, heldOn, number, ct) is not NoteLookup.Found { Note: var note })
        {
            return Results.NotFound();
        }

        return Zip(context, $"{note.HeldOn.Iso()}-{note.BodySlug}.zip", archive => WriteAsync(archive, "", note, records, portal.Value, encoder, ct));
    }

    private static IResult AllAsync(
        HttpContext context, NoteReader notes, NoteRecords records, IOptions<PortalOptions> portal, HtmlEncoder encoder, TimeProvider clock, CancellationToken ct) =>
        Zip(context, $"noterat-{clock.TodayInStockholm().Iso()}.zip", async archive =>
        {
            await foreach (var key in records.ListAsync(ct))
            {
                if (await notes.FindAsync(key.BodySlug, key.HeldOn, key.Number, ct) is NoteLookup.Found { Note: var note })
                {
                    var folder = Path.GetFileNameWithoutExtension(NoteFileWriter.FileName(key.HeldOn, key.BodySlug, key.Number));
                    await WriteAsync(archive, $"{folder}/", note, records, portal.Value, encoder, ct);
                }
            }
        });

    private static async Task WriteAsync(
        ZipArchive archive, string folder, NotePage note, NoteRecords records, PortalOptions portal, HtmlEncoder encoder, CancellationToken ct)
    {
        var manifest = new StringBuilder();
        var versions = await records.VersionsAsync(note.Id, ct);
        await AddAsync("notering.md", Encoding.UTF8.GetBytes(versions[^1].Document));
        await AddAsync("notering.html", Encoding.UTF8.GetBytes(ArchivedPage.Of(note, portal, encoder)));
        await AddAsync("notering.json", JsonSerializer.SerializeToUtf8Bytes(NoteJson.Of(note, portal), ApiJson.Options));
        await AddAsync("versioner.json", JsonSerializer.SerializeToUtf8Bytes(
            versions.Select(version => new { version.Number, version.Kind, CreatedAt = version.CreatedAt.UtcDateTime, version.WrittenBy, version.ApprovedBy }), ApiJson.Options));
        foreach (var version in versions)
        {
            await AddAsync($"versioner/{version.Number}.md", Encoding.UTF8.GetBytes(version.Document));
        }

        foreach (var image in await records.ImagesAsync(note.Id, ct))
        {
            await AddAsync($"bilder/{image.Name}", image.Bytes);
        }

        await WriteEntryAsync("manifest.sha256", Encoding.UTF8.GetBytes(manifest.ToString()));

        async Task AddAsync(string name, byte[] bytes)
        {
            manifest.Append(Convert.ToHexStringLower(SHA256.HashData(bytes))).Append("  ").Append(name).Append('\n');
            await WriteEntryAsync(name, bytes);
        }

        async Task WriteEntryAsync(string name, byte[] bytes)
        {
            await using var entry = await archive.CreateEntry(folder + name).OpenAsync(ct);
            await entry.WriteAsync(bytes, ct);
        }
    }

    private static IResult Zip(HttpContext context, string fileName, Func<ZipArchive, Task> write)
    {
        // The framework's zip writes the end of an entry without waiting, which the server else refuses.
        context.Features.Get<IHttpBodyControlFeature>()?.AllowSynchronousIO = true;
        return Results.Stream(
            async output =>
            {
                await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null);
                await write(archive);
            },
            "application/zip", fileName);
    }
}
