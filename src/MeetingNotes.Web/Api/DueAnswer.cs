using MeetingNotes.Core.FollowUps;

namespace MeetingNotes.Web.Api;

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
