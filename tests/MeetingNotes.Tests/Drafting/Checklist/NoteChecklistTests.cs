using MeetingNotes.Core.Drafting.Checklist;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes;
using static MeetingNotes.Tests.Drafting.Checklist.ChecklistNote;

namespace MeetingNotes.Tests.Drafting.Checklist;

public sealed class NoteChecklistTests
{
    private static readonly FollowUpReference Older = new(null, "aldre");

    // Rule, what is spoiled, whether the rule speaks. Rules of words have their own tests.
    private static readonly (string Rule, string What, bool Speaks, Func<CheckedNote> Note)[] Table =
    [
        ("ingress", "tom", true, () => Checked(Good with { Lead = " \n" })),
        ("ingress", "finns", false, () => Checked(Good)),
        ("inga-punkter", "inga", true, () => Checked(Good with { Items = [] })),
        ("inga-punkter", "två", false, () => Checked(Good)),
        ("punktrubrik", "tom", true, () => Checked(Good.Change(1, item => item with { Heading = " " }))),
        ("punktrubrik", "finns", false, () => Checked(Good)),
        ("punkttext", "tom", true, () => Checked(WithText("\n"))),
        ("punkttext", "finns", false, () => Checked(Good)),
        ("amne-saknas", "inget", true, () => Checked(Good.Change(0, item => item with { Topics = [] }))),
        ("amne-saknas", "tomt", true, () => Checked(Good.Change(0, item => item with { Topics = [""] }))),
        ("amne-saknas", "finns", false, () => Checked(Good)),
        ("okant-amne", "påhittat", true, () => Checked(Good.Change(0, item => item with { Topics = ["Rymden"] }))),
        ("okant-amne", "som slug", false, () => Checked(Good.Change(0, item => item with { Topics = ["kollektivtrafik", "Näringsliv"] }))),
        ("okant-amne", "ingen lista", false, () => Checked(Good.Change(0, item => item with { Topics = ["Rymden"] })) with { KnownTopics = null }),
        ("uppfoljningstext", "tom", true, () => Checked(WithLine(new FollowUpLine { Text = "" }))),
        ("uppfoljningstext", "finns", false, () => Checked(Good)),
        ("lofte-utan-tid", "ingen", true, () => Checked(WithLine(new FollowUpLine { Text = "Planen är klar" }))),
        ("lofte-utan-tid", "pågår", true, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Answers = Older, Outcome = FollowUpOutcome.Ongoing, Due = " " }))),
        ("lofte-utan-tid", "redan klart", false, () => Checked(WithLine(new FollowUpLine { Text = "Planen är klar", IsDone = true }))),
        ("lofte-utan-tid", "svar klar", false, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Answers = Older, Outcome = FollowUpOutcome.Done }))),
        ("olast-tid", "gissning", true, () => Checked(WithLine(new FollowUpLine { Text = "Planen är klar", Due = "när det passar bra" }))),
        ("olast-tid", "nästa möte", false, () => Checked(WithLine(new FollowUpLine { Text = "Planen är klar", Due = "nästa möte" }))),
        ("passerad-tid", "före mötet", true, () => Checked(WithLine(new FollowUpLine { Text = "Planen är klar", Due = "mars 2018" }))),
        ("passerad-tid", "före i dag", true, () => Checked(WithLine(new FollowUpLine { Text = "Planen är klar", Due = "maj 2018" })) with { Today = new(2018, 6, 1) }),
        ("passerad-tid", "rättelse", false, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Due = "maj 2018" })) with { Today = new(2018, 6, 1), IsCorrection = true }),
        ("passerad-tid", "sista dagen i dag", false, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Due = "maj 2018" })) with { Today = new(2018, 5, 31) }),
        ("passerad-tid", "redan klart", false, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Due = "mars 2018", IsDone = true }))),
        ("veckoslut", "söndag", true, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Due = "den 27 maj" }))),
        ("veckoslut", "senast en lördag", true, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Due = "senast den 26 maj" }))),
        ("veckoslut", "måndag", false, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Due = "den 28 maj" }))),
        ("veckoslut", "månad som slutar en lördag", false, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Due = "juni 2018" }))),
        ("svar-utan-utfall", "inget", true, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Answers = Older }))),
        ("svar-utan-utfall", "klar", false, () => Checked(WithLine(new FollowUpLine { Text = "Planen", Answers = Older, Outcome = FollowUpOutcome.Done }))),
        ("svar-pa-egen-uppfoljning", "egen", true, () => Checked(WithLine(new FollowUpLine { Text = "Ja", Answers = new(null, "bussarna"), Outcome = FollowUpOutcome.Done }))),
        ("svar-pa-egen-uppfoljning", "med organ", true, () => Checked(WithLine(new FollowUpLine { Text = "Ja", Answers = new("regionala-samverkansradet", "bussarna"), Outcome = FollowUpOutcome.Done }))),
        ("svar-pa-egen-uppfoljning", "annat organ", false, () => Checked(WithLine(new FollowUpLine { Text = "Ja", Answers = new("kulturforum", "bussarna"), Outcome = FollowUpOutcome.Done }))),
        ("nasta-mote-saknas", "inget", true, () => Checked(Good with { NextMeetingOn = null })),
        ("nasta-mote-saknas", "finns", false, () => Checked(Good)),
        ("nasta-mote-for-tidigt", "samma dag", true, () => Checked(Good with { NextMeetingOn = Good.MeetingOn })),
        ("nasta-mote-for-tidigt", "dagen efter", false, () => Checked(Good with { NextMeetingOn = Good.MeetingOn.AddDays(1) })),
        ("nasta-mote-annan-dag", "annan", true, () => Checked(Good) with { PlannedNextMeetingOn = new(2018, 5, 31) }),
        ("nasta-mote-annan-dag", "samma", false, () => Checked(Good) with { PlannedNextMeetingOn = new(2018, 5, 30) }),
        ("nasta-mote-annan-dag", "inget planerat", false, () => Checked(Good)),
        ("dod-lank", "i texten", true, () => Checked(Good) with { DeadLinks = new Dictionary<string, string> { ["https://www.example.se/linjer"] = "sidan finns inte" } }),
        ("dod-lank", "handling", true, () => Checked(Good) with { DeadLinks = new Dictionary<string, string> { ["https://www.example.se/kallelse"] = "sidan finns inte" } }),
        ("dod-lank", "någon annans", false, () => Checked(Good) with { DeadLinks = new Dictionary<string, string> { ["https://www.example.se/"] = "sidan finns inte" } }),
        ("lankadress", "halv", true, () => Checked(Good with { Minutes = [new DocumentLink { Name = "Protokollet", Url = "www.example.se" }] })),
        ("lankadress", "ingen", false, () => Checked(Good with { Minutes = [new DocumentLink { Name = "", Url = "" }] })),
        ("lanktext", "handling", true, () => Checked(Good with { Minutes = [new DocumentLink { Name = "Här", Url = "https://www.example.se/p" }] })),
        ("samma-rubrik", "två", true, () => Checked(Good.Change(1, item => item with { Heading = "nya  bussar " }))),
        ("samma-rubrik", "olika", false, () => Checked(Good)),
        ("samma-rubrik", "två tomma", false, () => Checked(Good with { Items = [.. Good.Items.Select(item => item with { Heading = "" })] })),
        ("for-langt", "titel", true, () => Checked(Good with { Title = new string('a', NoteDocument.TitleMaxLength + 1) })),
        ("for-langt", "rubrik", true, () => Checked(Good.Change(0, item => item with { Heading = new string('a', NoteItem.HeadingMaxLength + 1) }))),
        ("for-langt", "tid", true, () => Checked(WithLine(new FollowUpLine { Text = "a", Due = new string('a', FollowUpLine.DueMaxLength + 1) }))),
        ("for-langt", "många", true, () => Checked(Good.Change(0, item => item with { FollowUps = [.. Enumerable.Repeat(item.FollowUps[0], NoteDocument.FollowUpsMax + 1)] }))),
        ("for-langt", "precis", false, () => Checked(Good with { Title = new string('a', NoteDocument.TitleMaxLength) })),
        ("andringsnot", "tom", true, () => Checked(Good) with { IsCorrection = true, ChangeNote = " " }),
        ("andringsnot", "mindre rättelse", false, () => Checked(Good) with { IsCorrection = true }),
        ("personnummer", "inget", false, () => Checked(Good)),
    ];

    public static TheoryData<string, string, bool> Cases => [.. Table.Select(row => (row.Rule, row.What, row.Speaks))];

    [Fact]
    public void Check_GoodNote_FindsNothing() => Assert.Empty(NoteChecklist.Check(Checked(Good)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Check_SpoiledNote_RuleSpeaksOrNot(string rule, string what, bool speaks)
    {
        var row = Table.Single(row => (row.Rule, row.What) == (rule, what));

        var findings = NoteChecklist.Check(row.Note()).Where(finding => finding.Rule == rule).ToList();

        Assert.Equal(speaks, findings.Count > 0);
        Assert.All(findings, finding => Assert.EndsWith(".", finding.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ingress", Severity.Warning)]
    [InlineData("punktrubrik", Severity.Stop)]
    [InlineData("punkttext", Severity.Stop)]
    [InlineData("amne-saknas", Severity.Warning)]
    [InlineData("okant-amne", Severity.Stop)]
    [InlineData("nasta-mote-for-tidigt", Severity.Stop)]
    [InlineData("nasta-mote-annan-dag", Severity.Hint)]
    [InlineData("veckoslut", Severity.Hint)]
    [InlineData("svar-utan-utfall", Severity.Stop)]
    [InlineData("for-langt", Severity.Stop)]
    public void Check_SpoiledNote_HasItsSeverity(string rule, Severity severity) =>
        Assert.Equal(severity, NoteChecklist.Check(Table.First(row => row.Rule == rule && row.Speaks).Note()).First(finding => finding.Rule == rule).Severity);

    [Fact]
    public void Check_NeitherLeadNorItems_IsAStop() =>
        Assert.Contains(NoteChecklist.Check(Checked(Good with { Lead = "", Items = [] })), finding => finding is { Rule: "inga-punkter", Severity: Severity.Stop });

    [Fact]
    public void Check_NoTextButFollowUps_IsAWarning() =>
        Assert.Equal(Severity.Warning, NoteChecklist.Check(Checked(Good.Change(0, item => item with { Text = "" }))).Single().Severity);

    [Fact]
    public void Check_SeveralFaults_GravestFirstThenInTheOrderOfTheNote()
    {
        var note = Good with { Lead = "", NextMeetingOn = null, Items = [Good.Items[1] with { Topics = [], FollowUps = [new FollowUpLine { Text = "Planen" }] }, Good.Items[0] with { Heading = "" }] };

        Assert.Equal(
            ["punktrubrik", "ingress", "amne-saknas", "lofte-utan-tid", "nasta-mote-saknas"],
            NoteChecklist.Check(Checked(note)).Select(finding => finding.Rule));
    }

    [Fact]
    public void Check_FollowUp_SaysWhichRow()
    {
        var finding = NoteChecklist.Check(Checked(Good.Change(1, item => item with { FollowUps = [Good.Items[0].FollowUps[0], new FollowUpLine { Text = "Planen" }] }))).Single();

        Assert.Equal(new NotePlace(NotePart.FollowUpDue, 1, 1), finding.Place);
    }

    [Fact]
    public void Check_EmptyDraft_DoesNotThrow()
    {
        var note = new NoteDocument { Body = "", MeetingOn = default, Items = [new NoteItem { Heading = "", FollowUps = [new FollowUpLine { Text = "" }] }], Documents = [new DocumentLink()] };

        Assert.Contains(NoteChecklist.Check(Checked(note)), finding => finding.Severity == Severity.Stop);
    }

    [Fact]
    public void Passed_GoodNote_SaysWhatIsFine() => Assert.Equal(
        ["Inga personnummer hittade", "2 punkter", "Alla punkter har ämne", "Tiderna går att läsa: juni 2018", "Nästa möte är 30 maj 2018"],
        NoteChecklist.Passed(Checked(Good), []).Take(5));

    [Fact]
    public void Passed_WhatFailed_IsNotFine()
    {
        var note = Checked(Good with { NextMeetingOn = new DateOnly(2017, 1, 1), Items = [] });

        Assert.DoesNotContain("0 punkter", NoteChecklist.Passed(note, NoteChecklist.Check(note)));
    }

    /// <summary>A rule without a case is not known to be able to speak, nor to be silent.</summary>
    [Fact]
    public void Rules_EachOfThem_HasACaseOfBothKinds()
    {
        var cases = Table.Select(row => (row.Rule, row.Speaks))
            .Concat(TextRuleTests.Cases.Select(row => row.Data).Select(row => (row.Item1, row.Item3)))
            .Append(("personnummer", true)).ToHashSet();

        Assert.All(NoteChecklist.Rules, rule => Assert.Superset(new HashSet<(string, bool)> { (rule.Name, true), (rule.Name, false) }, cases));
        Assert.Distinct(NoteChecklist.Rules.Select(rule => rule.Name));
    }

    [Theory]
    [InlineData("> ", 200_000)]
    [InlineData("[", 200_000)]
    [InlineData("![[](", 200_000)]
    [InlineData("*a ", 200_000)]
    [InlineData("AB (CDE, ", 200_000)]
    [InlineData("a\nXYZ-Ä ", 60_000)]
    [InlineData("- a\n", 30_000)]
    [InlineData("|a", 8_000)]
    [InlineData("850101-", 200_000)]
    [InlineData("&#56;", 200_000)]
    [InlineData("\uD800\0", 10_000)]
    public void Check_HostileText_EndsInTime(string unit, int length)
    {
        var text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        NoteChecklist.Check(Checked(WithText(text) with { Lead = text, Title = text }));

        Assert.InRange(clock.ElapsedMilliseconds, 0, 10_000);
    }

    [Fact]
    public void Check_Abbreviation_KnownToThePortal_IsSilent() =>
        Assert.Empty(NoteChecklist.Check(Checked(WithText("Arbetet med RUS går bra."), [new Abbreviation("RUS", "regional utvecklingsstrategi")])));
}
