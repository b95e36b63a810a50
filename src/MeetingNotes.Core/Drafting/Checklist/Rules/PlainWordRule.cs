using MeetingNotes.Core.Drafting.Suggestions;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>Words of offices that have a plainer one. Each once in each text.</summary>
internal sealed class PlainWordRule : CheckRule
{
    private static readonly (string Word, string Plainer)[] OfficeWords =
    [
        ("avseende", "om"), ("gällande", "om"), ("rörande", "om"), ("beträffande", "om"), ("angående", "om"), ("erhålla", "få"),
        ("erhåller", "får"), ("erhållit", "fått"), ("erhöll", "fick"), ("samt", "och"), ("dock", "men"), ("emellertid", "men"),
        ("ej", "inte"), ("såväl", "både"), ("implementera", "införa"), ("implementeras", "införs"), ("implementering", "införande"),
        ("implementeringen", "införandet"), ("enligt ovan", "som sagt"), ("ovanstående", "det här"), ("nedanstående", "det här"),
        ("föreligger", "finns"), ("föreligga", "finnas"), ("inneha", "ha"), ("innehar", "har"), ("tillse", "se till"),
        ("tillser", "ser till"), ("påbörja", "börja"), ("påbörjas", "börjar"), ("i syfte att", "för att"),
        ("med anledning av", "eftersom"), ("på grund av detta", "därför"), ("i enlighet med", "enligt"), ("huruvida", "om"),
        ("därest", "om"), ("vederbörande", "den det gäller"), ("således", "alltså"), ("inkommit", "kommit in"),
        ("inkomma med", "lämna"), ("ombesörja", "ordna"), ("ombesörjer", "ordnar"), ("medelst", "med"), ("jämlikt", "enligt"),
        ("adressera", "ta upp"), ("adresserar", "tar upp"), ("effektuera", "göra"), ("utgör", "är"), ("återfinns", "finns"),
        ("nyttja", "använda"),
    ];

    public override string Name => "kanslisprak";

    public override Severity Severity => Severity.Hint;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from text in note.SwedishTexts
        let words = $" {string.Join(' ', text.Outline.Prose.SelectMany(block => Words.In(block.Text)).Select(word => word.Lower))} "
        from pair in OfficeWords
        where words.Contains($" {pair.Word} ", StringComparison.Ordinal)
        select Found(text.Place, $"”{pair.Word}” är kanslispråk.", $"Skriv hellre ”{pair.Plainer}”, om det passar.", pair.Word);
}
