using System.Text.Json.Serialization;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.OParl;
using MeetingNotes.Core.OpenData;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.OParl;

/// <summary>
/// One sitting: planned, held, cancelled or moved, with the items of its public note. Documents and minutes are no File objects: most are pages of other
/// sites, and of a File the specification promises an address that gives the file itself, which we cannot promise for others. They are told as we know them.
/// </summary>
internal sealed record MeetingObject
{
    public static readonly string TypeName = OParlService.TypeOf("Meeting");

    public required string Id { get; init; }
    public string Type { get; } = TypeName;
    public required string Name { get; init; }

    /// <summary>The words that the specification recommends. It does not turn by the clock alone, which would change nothing in <see cref="Modified"/>.</summary>
    public required string MeetingState { get; init; }
    public required bool Cancelled { get; init; }

    /// <summary>In Stockholm; midnight when the time is not known (<see cref="IsStartTimeKnown"/>). The end never is.</summary>
    public required string Start { get; init; }
    public LocationObject? Location { get; init; }
    public required IReadOnlyList<string> Organization { get; init; }
    public IReadOnlyList<AgendaItemObject>? AgendaItem { get; init; }
    public required string Web { get; init; }
    public required DateTime Created { get; init; }
    public required DateTime Modified { get; init; }

    [JsonPropertyName("noterat:isStartTimeKnown")]
    public required bool IsStartTimeKnown { get; init; }

    [JsonPropertyName("noterat:cancelReason")]
    public string? CancelReason { get; init; }

    [JsonPropertyName("noterat:movedFrom")]
    public DateOnly? MovedFrom { get; init; }

    [JsonPropertyName("noterat:moveReason")]
    public string? MoveReason { get; init; }

    /// <summary>In our own API, where there is more.</summary>
    [JsonPropertyName("noterat:note")]
    public string? Note { get; init; }

    [JsonPropertyName("noterat:documents")]
    public IReadOnlyList<DocumentLink>? Documents { get; init; }

    [JsonPropertyName("noterat:minutes")]
    public IReadOnlyList<DocumentLink>? Minutes { get; init; }

    public static string Url(Guid id, PortalOptions portal) => portal.OParlUrl($"/meetings/{id}");

    /// <param name="entry">In the list.</param>
    /// <param name="meeting">What it is.</param>
    /// <param name="note">About it; <c>null</c> when there is none, or internal objects are to be left out.</param>
    /// <param name="omitInternal">Leaves out what stands in lists of its own, and the links of the note.</param>
    /// <param name="portal">Whose addresses they are.</param>
    public static MeetingObject Of(OParlEntry entry, OpenMeeting meeting, OpenNote? note, bool omitInternal, PortalOptions portal) => new()
    {
        Id = Url(meeting.Id, portal),
        Name = $"{meeting.BodyName} {meeting.HeldOn.Written()}",
        MeetingState = meeting.NoteId is null ? "terminiert" : "durchgeführt",
        Cancelled = meeting.IsCancelled,
        Start = StartOf(meeting).MachineStamp(),
        Location = omitInternal ? null : LocationObject.Of(entry, meeting, portal),
        Organization = [OrganizationObject.Url(meeting.BodyId, portal)],
        AgendaItem = note is { Items.Count: > 0 } ? [.. note.Items.Select(item => AgendaItemObject.Of(item, portal))] : null,
        Web = portal.AbsoluteUrl(meeting.PagePath),
        Created = entry.CreatedAt.UtcDateTime,
        Modified = entry.ModifiedAt.UtcDateTime,
        IsStartTimeKnown = meeting.StartsAt is not null,
        CancelReason = meeting.CancelReason,
        MovedFrom = meeting.MovedFrom,
        MoveReason = meeting.MoveReason,
        Note = meeting.NoteId is { } id ? portal.ApiUrl($"/notes/{id}") : null,
        Documents = note is { Documents.Count: > 0 } ? note.Documents : null,
        Minutes = note is { Minutes.Count: > 0 } ? note.Minutes : null,
    };

    /// <summary>A clock time that there is not, in March, is an hour later.</summary>
    private static DateTimeOffset StartOf(OpenMeeting meeting)
    {
        var local = meeting.HeldOn.ToDateTime(meeting.StartsAt ?? TimeOnly.MinValue);
        return StockholmTime.InstantsOf(local) is [var first, ..] ? first : StockholmTime.InstantsOf(local.AddHours(1))[0];
    }
}
