using MeetingNotes.Core.Meetings;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Web.Pages.Redaktion.Moten;

/// <summary>What the desk says about a meeting.</summary>
internal static class MeetingWords
{
    /// <summary>"kl. 9.00, Härnösand"; <c>null</c> when neither is known.</summary>
    public static string? TimeAndPlace(StaffMeeting meeting) =>
        string.Join(", ", new[] { meeting.StartsAt?.Written(), meeting.Place }.OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>How it stands, in a few words.</summary>
    public static string State(StaffMeeting meeting, DateOnly today) => string.Join(" ", new[]
    {
        meeting switch
        {
            { IsCancelled: true, CancelReason: { } reason } => $"Inställt. {Swedish.Sentence(reason)}",
            { IsCancelled: true } => "Inställt.",
            { HasNote: true } => "Noteringen är publicerad.",
            { DraftId: not null } => "Noteringen skrivs.",
            { IsNoteWithdrawn: true } => "Noteringen är indragen.",
            _ when meeting.HeldOn < today => "Saknar notering.",
            _ => "Planerat.",
        },
        meeting.MovedFrom is { } day ? $"Flyttat från {day.Written()}." : null,
    }.OfType<string>());

    /// <summary>What stops an act, at the field that it is about; empty when it concerns the whole form.</summary>
    public static (string Field, string Text) Fault(MeetingResult result) => result switch
    {
        { Outcome: MeetingOutcome.DayImpossible } => ("Input.On", $"Skriv en dag mellan {StaffMeeting.FirstDay.Iso()} och {StaffMeeting.LastDay.Iso()}."),
        { Outcome: MeetingOutcome.DayTaken, Explanation: { } why } => ("Input.On", why),
        { Outcome: MeetingOutcome.DayTaken } => ("Input.On", "Organet har redan ett möte den dagen. Välj en annan dag. Har organet två möten samma dag, ge det andra nummer 2."),
        { Outcome: MeetingOutcome.BodyDissolved } => ("Input.On", "Organet är upplöst före den dagen."),
        { Outcome: MeetingOutcome.SameDay } => ("Input.On", "Mötet är redan den dagen. Är det bara tiden som ändras, välj Ändra i stället."),
        { Outcome: MeetingOutcome.HasNote } => ("", "Mötet har en publicerad notering, så det hölls. Dra in noteringen först om den är fel."),
        { Outcome: MeetingOutcome.InUse } => ("", "Mötet går inte att ta bort: det har hållits, eller någon har skrivit om det, utlyst det, ställt in det eller flyttat det. Ställ in det eller flytta det i stället."),
        _ => ("Input.On", result.Explanation ?? "Det gick inte."),
    };

    /// <summary>What was done, and that an approval is gone with it.</summary>
    public static string Done(string what, MeetingResult result) =>
        result.IsApprovalTaken ? what + " Utkastet till noteringen var godkänt och behöver godkännas igen." : what;
}
