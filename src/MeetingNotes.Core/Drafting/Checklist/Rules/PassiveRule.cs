using System.Text.RegularExpressions;

namespace MeetingNotes.Core.Drafting.Checklist.Rules;

/// <summary>"Beslutades av nämnden": whoever does it is there already, and can stand first. Once in each text.</summary>
internal sealed partial class PassiveRule : CheckRule
{
    public override string Name => "passiv-form";

    public override Severity Severity => Severity.Hint;

    public override IEnumerable<Finding> Check(CheckedNote note) =>
        from text in note.SwedishTexts
        let passive = text.Outline.Prose.Select(block => Passive().Match(block.Text)).FirstOrDefault(match => match.Success)
        where passive is not null
        select Found(text.Place, $"”{Told.Start(passive.Value)}” är passiv form.",
            "Skriv hellre vem som gör vad: ”nämnden beslutade”.", Told.Start(passive.Value));

    // Not verbs that are no passives: "hoppas av", "lyckas av".
    [GeneratedRegex(
        @"\b(?!(?:hoppas|minnas|trivas|andas|lyckas|finnas|fattas)\b)\p{Ll}{3,20}(?:ades|ats|as) av\b",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Passive();
}
