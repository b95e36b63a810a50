using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Personnummer and samordningsnummer in any field, as written and as shown (L1, promise 28). Says where, never which.</summary>
internal sealed class PersonalNumberRule : CheckRule
{
    private const string RuleName = "personnummer";

    public override string Name => RuleName;

    public override Severity Severity => Severity.Stop;

    public override IEnumerable<Finding> Check(CheckedNote note) => In(note.Note, note.ChangeNote, note.Texts);

    public override string Passed(CheckedNote note) => "Inga personnummer hittade";

    /// <summary>One finding for each field that holds a number.</summary>
    public static IEnumerable<Finding> In(NoteDocument note, string? changeNote, IReadOnlyList<CheckedText> texts) =>
        from field in NoteFields.PlainIn(note, changeNote).Concat(texts.SelectMany(NoteFields.In))
        where HiddenNumbers.Has(field.Text)
        group field.Text by field.Place into written
        select new Finding
        {
            Rule = RuleName,
            Severity = Severity.Stop,
            Text = $"{Told.Place(written.Key)} innehåller något som ser ut som ett personnummer eller samordningsnummer.",
            Advice = "Ta bort det. Är det något annat kan en kollega godkänna det och skriva varför.",
            Place = written.Key,
            Excerpt = written.Select(HiddenNumbers.Surroundings).OfType<string>().FirstOrDefault(),
        };
}
