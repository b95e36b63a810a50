using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>How drafts stand, in words.</summary>
public static class DraftWords
{
    /// <summary>"Utkast", "Till granskning", "Godkänd", "Schemalagd".</summary>
    public static string State(DraftState state) => state switch
    {
        DraftState.Writing => "Utkast",
        DraftState.Submitted => "Till granskning",
        DraftState.Approved => "Godkänd",
        _ => "Schemalagd",
    };

    /// <summary>"Tillbaka från granskning", "3 av 5 punkter skrivna", "Rättelse, skickad av Alva".</summary>
    public static string Standing(Draft draft)
    {
        var what = draft switch
        {
            { ScheduleFailed: not null } => "Kunde inte publiceras. Öppna och se varför.",
            { State: DraftState.Scheduled } => draft.ApprovedByName is { } scheduler ? $"Godkänd av {scheduler}" : "Schemalagd",
            { State: DraftState.Approved } => draft.ApprovedByName is { } approver ? $"Godkänd av {approver}" : "Godkänd",
            { State: DraftState.Submitted } => draft.SubmittedByName is { } sender ? $"Skickad av {sender}" : "Till granskning",
            { ReturnedAt: not null } => "Tillbaka från granskning",
            _ => Written(draft.Content),
        };
        return draft.IsCorrection ? $"Rättelse. {what}" : what;
    }

    private static string Written(DraftContent content)
    {
        var written = content.Items.Count(item => item.Heading.Trim().Length > 0 && item.Text.Trim().Length + item.FollowUps.Count > 0);
        return content.Items.Count == 0 ? "Inga punkter ännu" : $"{written} av {Swedish.Count(content.Items.Count, "punkt skriven", "punkter skrivna")}";
    }
}
