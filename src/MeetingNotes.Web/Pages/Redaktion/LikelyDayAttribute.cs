using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>A day that a meeting can have: "18" typed for the year is the year 18 to a browser, and would be the address of the note for ever.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LikelyDayAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not DateOnly day || (day >= StaffMeeting.FirstDay && day <= StaffMeeting.LastDay);

    public override string FormatErrorMessage(string name) => $"Skriv en dag mellan {StaffMeeting.FirstDay.Iso()} och {StaffMeeting.LastDay.Iso()}.";
}
