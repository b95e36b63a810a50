using System.Globalization;
using MeetingNotes.Core.Demo;
using MeetingNotes.Core.Drafting.Checklist;
using MeetingNotes.Core.Notes;
using static MeetingNotes.Tests.Drafting.Checklist.ChecklistNote;

namespace MeetingNotes.Tests.Drafting.Checklist;

/// <summary>Promise 28 in a whole note. All numbers are put together here, with the check digit computed.</summary>
public sealed class PersonalNumberRuleTests
{
    private static readonly string Number = Invented(new Random(1));

    private static readonly Dictionary<string, (Func<NoteDocument, string, NoteDocument> Write, NotePlace Place)> Fields = new()
    {
        ["titel"] = ((note, text) => note with { Title = text }, new(NotePart.Title)),
        ["organ"] = ((note, text) => note with { Body = text }, new(NotePart.Title)),
        ["plats"] = ((note, text) => note with { Place = text }, new(NotePart.MeetingPlace)),
        ["kontakt"] = ((note, text) => note with { Contact = text }, new(NotePart.Contact)),
        ["ingress"] = ((note, text) => note with { Lead = text }, new(NotePart.Lead)),
        ["rubrik"] = ((note, text) => note.Change(1, item => item with { Heading = text }), new(NotePart.ItemHeading, 1)),
        ["ankare"] = ((note, text) => note.Change(1, item => item with { Anchor = text }), new(NotePart.ItemHeading, 1)),
        ["text"] = ((note, text) => note.Change(1, item => item with { Text = text }), new(NotePart.ItemText, 1)),
        ["ämne"] = ((note, text) => note.Change(1, item => item with { Topics = ["Kultur", text] }), new(NotePart.ItemTopics, 1)),
        ["ärende"] = ((note, text) => note.Change(1, item => item with { Matter = text }), new(NotePart.ItemMatter, 1)),
        ["uppföljning"] = ((note, text) => note.Change(0, item => item with { FollowUps = [item.FollowUps[0] with { Text = text }] }), new(NotePart.FollowUpText, 0, 0)),
        ["id"] = ((note, text) => note.Change(0, item => item with { FollowUps = [item.FollowUps[0] with { Slug = text }] }), new(NotePart.FollowUpText, 0, 0)),
        ["svar"] = ((note, text) => WithLine(new FollowUpLine { Text = "a", Answers = new(null, text) }), new(NotePart.FollowUpText, 1, 0)),
        ["tid"] = ((note, text) => note.Change(0, item => item with { FollowUps = [item.FollowUps[0] with { Due = text }] }), new(NotePart.FollowUpDue, 0, 0)),
        ["ansvarig"] = ((note, text) => note.Change(0, item => item with { FollowUps = [item.FollowUps[0] with { Responsible = text }] }), new(NotePart.FollowUpResponsible, 0, 0)),
        ["länknamn"] = ((note, text) => note with { Documents = [new DocumentLink { Name = text }] }, new(NotePart.Documents)),
        ["länkadress"] = ((note, text) => note with { Minutes = [new DocumentLink { Url = text }] }, new(NotePart.Minutes)),
        ["diarienummer"] = ((note, text) => note with { Documents = [new DocumentLink { RegistryNumber = text }] }, new(NotePart.Documents)),
        ["rättelse"] = ((note, text) => note with { Corrections = [new Correction(default, text)] }, new(NotePart.ChangeNote)),
    };

    // {0} is the date, {1} the last four.
    private static readonly string[] Disguises =
    [
        "{0}-{1}", "{0}{1}", "{0}+{1}", "{0} {1}", "{0}\u00A0{1}", "{0}–{1}", "19{0}-{1}", "**{0}**-{1}", "{0}*-*{1}", "{0}\\-{1}",
        "{0}-\n{1}", "{0}-\\\n{1}", "> {0}-\n> {1}", "{0}\u200B-\u200B{1}", "{0}&#45;{1}", "{0}&shy;-&#8203;{1}", "({0}-{1})", "nr:{0}-{1}",
        "`{0}`-{1}", "[{0}](https://a.se)-{1}", "[{0}]{{språk=fi}}-{1}", "~~{0}~~-{1}", "| a | b |\n|---|---|\n| {0} | {1} |",
        "[underlaget](https://a.se/{0}%2D{1}.pdf)", "[underlaget](/a \"{0}&ndash;{1}\")", "![{0}&#45;{1}](bilder/linjer.png)", "![Bild](bilder/{0}-{1}.png)",
        "[underlaget][x]\n\n[x]: https://a.se/{0}-{1}", "- {0}-\n  {1}", "# {0}-{1}", "```\n{0}-{1}\n```", "{0}^-^{1}", "<b>{0}-{1}</b>",
    ];

    public static TheoryData<string> FieldNames => [.. Fields.Keys];

    [Theory]
    [MemberData(nameof(FieldNames))]
    public void Check_NumberInAField_StopsThereAndNeverRepeatsIt(string field)
    {
        foreach (var number in (string[])[Number, $"{Number[..6]}-{Number[6..]}", $"{Number[..6]}&#45;{Number[6..]}"])
        {
            var note = Fields[field].Write(Good, $"Ärendet om {number} är klart");

            var findings = NoteChecklist.Check(Checked(note));

            Assert.Equal(Fields[field].Place, Assert.Single(findings, finding => finding is { Rule: "personnummer", Severity: Severity.Stop }).Place);
            Assert.Equal(Fields[field].Place, Assert.Single(NoteChecklist.PersonalNumbers(note, null)).Place);
            Assert.All(findings, finding => Assert.DoesNotContain(Number[6..], $"{finding}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void PersonalNumbers_InTheChangeNote_Stops() =>
        Assert.Equal(new NotePlace(NotePart.ChangeNote), Assert.Single(NoteChecklist.PersonalNumbers(Good, $"Tog bort {Number}.")).Place);

    [Fact]
    public void PersonalNumbers_GoodNote_None() => Assert.Empty(NoteChecklist.PersonalNumbers(Good, "Rättade en dag."));

    [Fact]
    public void PersonalNumbers_TenThousandInEveryDisguise_AllStopped()
    {
        var random = new Random(20180411);
        for (var i = 0; i < 10_000; i++)
        {
            var number = Invented(random);
            var text = string.Format(CultureInfo.InvariantCulture, Disguises[i % Disguises.Length], number[..6], number[6..]);

            Assert.True(NoteChecklist.PersonalNumbers(WithText(text), null).Count == 1, Disguises[i % Disguises.Length]);
        }
    }

    /// <summary>A text that is refused is not shown, and is searched as written.</summary>
    [Fact]
    public void PersonalNumbers_InATextThatCannotBeParsed_Stops() =>
        Assert.Single(NoteChecklist.PersonalNumbers(WithText($"{new string('a', 5_000)} {Number}"), null));

    [Fact]
    public void Check_LongSentenceCutWithinANumber_ShowsNoDigitOfIt()
    {
        for (var lead = 40; lead < 75; lead++)
        {
            var text = $"{new string('x', lead)} {Number[..6]}-{Number[6..]} {string.Concat(Enumerable.Repeat("ord ", 30))}";

            Assert.All(NoteChecklist.Check(Checked(WithText(text))), finding => Assert.DoesNotContain(Number[..3], $"{finding.Text} {finding.Advice} {finding.Excerpt}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void PersonalNumbers_AThousandPagesOfProtocol_AtMostOneFalseStop()
    {
        var random = new Random(7);
        var text = new DemoText(random);
        var stops = Enumerable.Range(0, 1_000).Count(page =>
        {
            var topic = DemoVocabulary.Topics[page % DemoVocabulary.Topics.Length];
            return NoteChecklist.PersonalNumbers(WithText(text.Paragraphs(new DemoScene(topic, "regionstyrelsen", Today.AddDays(page)), 400)), null).Count > 0;
        });

        Assert.InRange(stops, 0, 1);
    }

    private static string Invented(Random random)
    {
        var born = new DateOnly(1925, 1, 1).AddDays(random.Next(27_000));
        var nine = string.Create(CultureInfo.InvariantCulture, $"{born:yyMM}{born.Day + (random.Next(4) == 0 ? 60 : 0):00}{random.Next(1000):000}");
        var sum = nine.Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1)).Sum(weighed => (weighed / 10) + (weighed % 10));
        return nine + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
