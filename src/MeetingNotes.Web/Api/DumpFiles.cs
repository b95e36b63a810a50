using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace MeetingNotes.Web.Api;

/// <summary>
/// Everything public as a file, streamed from one snapshot of the database: as JSON, one thing a line, and as a table with a row for each agenda item.
/// The number of the latest change is the tag of the file, so nothing is read for whoever has it already.
/// </summary>
internal static class DumpFiles
{
    public const string Lines = OpenData.Root + "/dump.jsonl.gz";
    public const string Table = OpenData.Root + "/dump.csv";

    public const string LinesType = "application/gzip";
    public const string TableType = "text/csv";

    /// <summary>Each holds a connection and a snapshot.</summary>
    private const int MostAtOnce = 3;

    private const int BytesBetweenFlushes = 64 * 1024;

    /// <summary>A snapshot that is held keeps the database from clearing up after itself.</summary>
    private static readonly TimeSpan LongestTime = TimeSpan.FromMinutes(30);

    private static readonly SemaphoreSlim Places = new(MostAtOnce);

    private static readonly JsonSerializerOptions Line = new(ApiJson.Options) { WriteIndented = false };

    private static readonly string[] Columns =
    [
        "id", "url", "organ", "organ_id", "motesdatum", "notering", "notering_id", "punkt", "rubrik", "text", "arende", "amnen", "uppfoljningar", "svar", "publicerad", "uppdaterad",
    ];

    /// <summary>Whether an address answers with a stream that must not be gathered in memory.</summary>
    public static bool Holds(PathString path) => path.Equals(Lines, StringComparison.OrdinalIgnoreCase) || path.Equals(Table, StringComparison.OrdinalIgnoreCase);

    public static void MapDumps(this IEndpointRouteBuilder routes)
    {
        routes.MapRead(Lines, (HttpContext context, Database db, TimeProvider clock, IOptions<PortalOptions> portal) =>
            AnswerAsync(context, db, clock, portal.Value, LinesType, WriteLinesAsync));
        routes.MapRead(Table, (HttpContext context, Database db, TimeProvider clock, IOptions<PortalOptions> portal) =>
            AnswerAsync(context, db, clock, portal.Value, TableType + "; charset=utf-8", WriteTableAsync));
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, Database db, TimeProvider clock, PortalOptions portal, string type, Func<Stream, OpenDataDump, PortalOptions, CancellationToken, Task> write)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(LongestTime);
        if (!await Places.WaitAsync(TimeSpan.Zero, time.Token))
        {
            context.Response.Headers.RetryAfter = "60";
            return ApiJson.Problem(context, StatusCodes.Status503ServiceUnavailable, "Många hämtar allt just nu. Försök igen om en minut.");
        }

        try
        {
            await using var dump = await OpenDataDump.BeginAsync(db, clock, time.Token);
            var response = context.Response;
            response.Headers.CacheControl = "public, max-age=0, must-revalidate";
            var headers = response.GetTypedHeaders();
            headers.ETag = TagOf(dump.Latest, portal);
            headers.LastModified = dump.Latest?.ChangedAt;
            if (HasIt(context.Request.GetTypedHeaders(), headers))
            {
                return Results.StatusCode(StatusCodes.Status304NotModified);
            }

            response.ContentType = type;
            if (HttpMethods.IsGet(context.Request.Method))
            {
                await write(response.Body, dump, portal, time.Token);
            }

            return Results.Empty;
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            // Whoever read it has left, or is so slow that the rest would never come: the file ends in the middle, and is seen to.
            context.Abort();
            return Results.Empty;
        }
        finally
        {
            Places.Release();
        }
    }

    /// <summary>Bodies, topics, matters, meetings and notes, each <c>{"kind": …, "body": {…}}</c> as in the log of changes.</summary>
    private static async Task WriteLinesAsync(Stream output, OpenDataDump dump, PortalOptions portal, CancellationToken ct)
    {
        await using var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        using var buffer = new MemoryStream();
        await foreach (var body in dump.BodiesAsync(ct))
        {
            await AddAsync(new DumpLine { Kind = OpenKind.Body, Body = BodyAnswer.Of(body, portal) });
        }

        await foreach (var topic in dump.TopicsAsync(ct))
        {
            await AddAsync(new DumpLine { Kind = OpenKind.Topic, Topic = TopicAnswer.Of(topic, portal) });
        }

        await foreach (var matter in dump.MattersAsync(ct))
        {
            await AddAsync(new DumpLine { Kind = OpenKind.Matter, Matter = MatterAnswer.Of(matter, portal) });
        }

        await foreach (var meeting in dump.MeetingsAsync(ct))
        {
            await AddAsync(new DumpLine { Kind = OpenKind.Meeting, Meeting = MeetingAnswer.Of(meeting, portal) });
        }

        await foreach (var note in dump.NotesAsync(ct))
        {
            await AddAsync(new DumpLine { Kind = OpenKind.Note, Note = NoteAnswer.Of(note, portal) });
        }

        await SendAsync(buffer, gzip, ct);

        async Task AddAsync(DumpLine line)
        {
            JsonSerializer.Serialize(buffer, line, Line);
            buffer.WriteByte((byte)'\n');
            if (buffer.Length > BytesBetweenFlushes)
            {
                await SendAsync(buffer, gzip, ct);
            }
        }
    }

    /// <summary>RFC 4180, with a byte order mark: without one Excel takes å for Ã¥.</summary>
    private static async Task WriteTableAsync(Stream output, OpenDataDump dump, PortalOptions portal, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        buffer.Write(Encoding.UTF8.Preamble);
        WriteRow(buffer, Columns);
        await foreach (var note in dump.NotesAsync(ct))
        {
            foreach (var item in note.Items)
            {
                WriteRow(buffer, [
                    item.Id.ToString(), portal.AbsoluteUrl(item.Path), item.BodyName, item.BodyId.ToString(), item.HeldOn.Iso(), note.Title, note.Id.ToString(),
                    item.Position.ToString(CultureInfo.InvariantCulture), item.Heading, item.Text, item.Matter?.Name ?? "", string.Join("; ", item.Topics.Select(topic => topic.Name)),
                    string.Join("\n", item.FollowUps.Select(followUp => followUp.Due is { } due ? $"{followUp.Text} ({due.Written})" : followUp.Text)),
                    string.Join("\n", item.Answers.Select(answer => $"{Pages.Swedish.Outcome(answer.Outcome)}: {answer.Text}")),
                    Stamp(note.PublishedAt), note.Corrections.Count > 0 ? Stamp(note.Corrections[^1].At) : "",
                ]);
            }

            if (buffer.Length > BytesBetweenFlushes)
            {
                await SendAsync(buffer, output, ct);
            }
        }

        await SendAsync(buffer, output, ct);

        static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private static void WriteRow(MemoryStream buffer, IReadOnlyList<string> fields) =>
        buffer.Write(Encoding.UTF8.GetBytes(string.Join(',', fields.Select(Csv.Field)) + "\r\n"));

    private static async Task SendAsync(MemoryStream buffer, Stream output, CancellationToken ct)
    {
        await output.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), ct);
        buffer.SetLength(0);
    }

    private static EntityTagHeaderValue TagOf(LatestChange? latest, PortalOptions portal)
    {
        var addresses = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(portal.PublicBaseUrl)).AsSpan(0, 4));
        return new EntityTagHeaderValue($"\"{latest?.Number ?? 0}-{ApiInfo.Version}-{addresses}\"", isWeak: true);
    }

    private static bool HasIt(Microsoft.AspNetCore.Http.Headers.RequestHeaders asked, Microsoft.AspNetCore.Http.Headers.ResponseHeaders answer) =>
        asked.IfNoneMatch is { Count: > 0 } tags
            ? tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(answer.ETag, useStrongComparison: false))
            : asked.IfModifiedSince is { } since && answer.LastModified is { } modified && modified <= since;
}

/// <summary>A line of the dump: the same fields as a change, without what became of it.</summary>
internal sealed record DumpLine
{
    public required OpenKind Kind { get; init; }
    public BodyAnswer? Body { get; init; }
    public TopicAnswer? Topic { get; init; }
    public MatterAnswer? Matter { get; init; }
    public MeetingAnswer? Meeting { get; init; }
    public NoteAnswer? Note { get; init; }
}
