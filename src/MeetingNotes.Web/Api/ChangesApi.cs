using System.Buffers.Text;
using System.Globalization;
using System.Text;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Api;

/// <summary>
/// <c>/api/v1/changes</c>: what has changed since the last time. Whoever begins without <c>since</c> and goes on with the cursor has what the dump has.
/// </summary>
internal static class ChangesApi
{
    public const int MaxLimit = 100;

    private const string CursorPrefix = "c1:";

    public static void MapChanges(this IEndpointRouteBuilder routes) => routes.MapRead("/changes", AnswerAsync).Describe(ApiOperations.Changes);

    public static string CursorOf(long number) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{CursorPrefix}{number}")));

    private static async Task<IResult> AnswerAsync(HttpContext context, ChangeLog log, IOptions<PortalOptions> portal, CancellationToken ct)
    {
        var parameters = new Parameters(context.Request.Query);
        var limit = parameters.Number("limit", 1, MaxLimit) ?? Paging.DefaultLimit;
        var since = 0L;
        if (parameters.Text("since") is { } cursor && !TryRead(cursor, out since))
        {
            parameters.Refuse("since ska vara värdet i cursor från ett tidigare svar. Utelämna det för att börja från början.");
        }

        if (parameters.Fault is { } fault)
        {
            return ApiJson.Problem(context, StatusCodes.Status400BadRequest, fault);
        }

        var changes = await log.SinceAsync(since, limit + 1, ct);
        if (changes.Count == 0 && since > ((await log.LatestAsync(ct))?.Number ?? 0))
        {
            // The portal has been restored from a copy that is older than what the reader has seen.
            return ApiJson.Problem(context, StatusCodes.Status410Gone, "Så långt har loggen inte kommit: portalen har återställts. Börja om utan since, och ersätt det du har.");
        }

        var page = changes.Take(limit).ToList();
        var next = CursorOf(page.Count > 0 ? page[^1].Number : since);
        return ApiJson.Answer(new ChangesAnswer
        {
            Changes = [.. page.Select(change => ChangeAnswer.Of(change, portal.Value))],
            Cursor = next,
            HasMore = changes.Count > limit,
            Links = new ChangesLinks(Url(since > 0 ? CursorOf(since) : null), Url(next)),
        });

        string Url(string? cursor) => portal.Value.ApiUrl(QueryHelpers.AddQueryString("/changes", new KeyValuePair<string, string?>[]
        {
            new("since", cursor), new("limit", limit != Paging.DefaultLimit ? $"{limit}" : null),
        }.Where(field => field.Value is not null)));
    }

    private static bool TryRead(string cursor, out long number)
    {
        number = 0;
        return Base64Url.IsValid(cursor) && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) is var text
            && text.StartsWith(CursorPrefix, StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(CursorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>A part of the log.</summary>
internal sealed record ChangesAnswer
{
    /// <summary>Oldest first; each thing stands once, at its latest change.</summary>
    public required IReadOnlyList<ChangeAnswer> Changes { get; init; }

    /// <summary>For <c>since</c> the next time.</summary>
    public required string Cursor { get; init; }

    /// <summary>Whether there is more already.</summary>
    public required bool HasMore { get; init; }
    public required ChangesLinks Links { get; init; }
}

/// <param name="Self">This part.</param>
/// <param name="Next">The part after it; there is always one, also when it is empty still.</param>
internal sealed record ChangesLinks(string Self, string Next);

/// <summary>One thing and what it is now. Of <see cref="Body"/>, <see cref="Topic"/>, <see cref="Matter"/>, <see cref="Meeting"/> and <see cref="Note"/> there is one, or none when it is gone.</summary>
internal sealed record ChangeAnswer
{
    public required OpenKind Kind { get; init; }
    public required Guid Id { get; init; }
    public required ChangeAction Action { get; init; }
    public required DateTime ChangedAt { get; init; }

    /// <summary>Why a note is gone.</summary>
    public string? Reason { get; init; }
    public BodyAnswer? Body { get; init; }
    public TopicAnswer? Topic { get; init; }
    public MatterAnswer? Matter { get; init; }
    public MeetingAnswer? Meeting { get; init; }
    public NoteAnswer? Note { get; init; }

    public static ChangeAnswer Of(PublicChange change, PortalOptions portal) => new()
    {
        Kind = change.Kind,
        Id = change.Id,
        Action = change.Thing is null ? ChangeAction.Removed : ChangeAction.Published,
        ChangedAt = change.ChangedAt.UtcDateTime,
        Reason = change.Thing is null ? change.Reason : null,
        Body = change.Thing is OpenBody body ? BodyAnswer.Of(body, portal) : null,
        Topic = change.Thing is OpenTopic topic ? TopicAnswer.Of(topic, portal) : null,
        Matter = change.Thing is OpenMatter matter ? MatterAnswer.Of(matter, portal) : null,
        Meeting = change.Thing is OpenMeeting meeting ? MeetingAnswer.Of(meeting, portal) : null,
        Note = change.Thing is OpenNote note ? NoteAnswer.Of(note, portal) : null,
    };
}

internal enum ChangeAction
{
    /// <summary>New, or other than before: keep this.</summary>
    Published,

    /// <summary>Not public any longer: take it away.</summary>
    Removed,
}
