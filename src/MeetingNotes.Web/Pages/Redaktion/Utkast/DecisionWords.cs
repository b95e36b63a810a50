using MeetingNotes.Core.Drafting.Checklist;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>Why a decision could not be carried out, and what to do; each at the field that it is about.</summary>
public static class DecisionWords
{
    public static IReadOnlyList<(string Field, string Text)> Faults(DecisionResult result) => result.Outcome switch
    {
        DecisionOutcome.Changed => [("", "Någon har ändrat texten sedan du öppnade sidan. Läs den igen innan du bestämmer dig.")],
        DecisionOutcome.Stale => [("", "Noteringen har fått en nyare version sedan rättelsen påbörjades. Släng rättelsen och börja om från den publicerade texten.")],
        DecisionOutcome.Withdrawn => [("", "Noteringen är indragen. Återinför den innan du publicerar rättelsen.")],
        DecisionOutcome.NotAttested => [("Input.IsAttested", "Kontrollera texten och kryssa i rutan. Ditt namn sparas med versionen.")],
        DecisionOutcome.NeedsSecondPerson => [("", NeedsSecondPerson)],
        DecisionOutcome.TooLate => [("Input.Time", "Tiden har redan varit. Välj en senare tid, eller publicera nu.")],
        DecisionOutcome.HasPersonalNumbers => [("", "Texten innehåller något som ser ut som ett personnummer. Ta bort det, eller låt någon som inte har skrivit texten avgöra om det får stå kvar.")],
        _ => [.. result.Findings.Select(OfFinding), .. result.Problems.Select(problem => ("", problem))],
    };

    public const string NeedsSecondPerson = "Organet kräver att någon annan än den som skrivit godkänner noteringen, och du har skrivit i den. Be en kollega granska den.";

    public static string Fault(ReviewOutcome outcome) => outcome switch
    {
        ReviewOutcome.Changed => "Någon har ändrat texten sedan du öppnade sidan. Läs den igen.",
        _ => "Det går inte längre. Noteringen har ett annat läge än när du öppnade sidan.",
    };

    private static (string Field, string Text) OfFinding(Finding finding) =>
        (finding.Place.Part == NotePart.ChangeNote ? "Input.ChangeNote" : "", finding.Advice is { } advice ? $"{finding.Text} {advice}" : finding.Text);
}
