using System.Text.Json;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Tests.Notes;

public sealed class NoteFileTests
{
    private const string Sample = """
        ---
        organ: Regionala samverkansrådet
        möte: 2018-04-11 09:00            # date, time optional
        plats: Härnösand
        publicerad: 2018-04-12 11:50
        rättad:
          - tid: 2018-04-13 09:40
            text: I punkt 4 stod fel dag för starten. Rätt dag är den 29 maj.
        handlingar: https://www.example.se/handlingar
        protokoll: kommer
        nästa möte: 2018-05-30
        kontakt: kommunikation@example.se
        ---

        Rådet gick igenom hur trafiken ska styras.

        Och lite till.

        ## Översyn av kollektivtrafikmyndigheten

        Ämne: Kollektivtrafik, Regional utveckling
        Ärende: Översyn av styrdokumenten

        Vanlig **text** med lista:

        - ett
        - två

        ```
        ## inte en punkt
        - [ ] inte en uppföljning
        ```

        - [ ] Förslag till nya styrdokument klart (id: styrdokument-klart; senast: juni i år; ansvarig: Kollektivtrafikmyndigheten (Din Tur))
        - [x] Tidplanen för översynen är klar (svar på: tidplan-for-oversynen)
        - [ ] Enkäten fortsätter (svar på: kulturforum/invandrarindex; status: pågår; senast: hösten 2018)
        - [ ] Något (viktigt) utan uppgifter

        ## Nästa punkt {#annat-ankare}

        Kort.
        """;

    [Fact]
    public void Read_Sample_GivesEveryPart()
    {
        var note = NoteFileReader.Read(Sample);

        Assert.Equal("Regionala samverkansrådet", note.Body);
        Assert.Equal(new DateOnly(2018, 4, 11), note.MeetingOn);
        Assert.Equal(new TimeOnly(9, 0), note.StartsAt);
        Assert.Equal(new DateTimeOffset(2018, 4, 12, 9, 50, 0, TimeSpan.Zero), note.PublishedAt);
        Assert.Equal("I punkt 4 stod fel dag för starten. Rätt dag är den 29 maj.", Assert.Single(note.Corrections).Text);
        Assert.Equal("https://www.example.se/handlingar", Assert.Single(note.Documents).Url);
        Assert.Equal(DocumentStatus.Coming, Assert.Single(note.Minutes).Status);
        Assert.Equal(new DateOnly(2018, 5, 30), note.NextMeetingOn);
        Assert.Equal("Rådet gick igenom hur trafiken ska styras.\n\nOch lite till.", note.Lead);

        Assert.Equal(["Översyn av kollektivtrafikmyndigheten", "Nästa punkt"], note.Items.Select(item => item.Heading));
        var item = note.Items[0];
        Assert.Equal(["Kollektivtrafik", "Regional utveckling"], item.Topics);
        Assert.Equal("Översyn av styrdokumenten", item.Matter);
        Assert.Equal(
            "Vanlig **text** med lista:\n\n- ett\n- två\n\n```\n## inte en punkt\n- [ ] inte en uppföljning\n```",
            item.Text);
        Assert.Collection(item.FollowUps,
            line =>
            {
                Assert.Equal("Förslag till nya styrdokument klart", line.Text);
                Assert.Equal("styrdokument-klart", line.Slug);
                Assert.Equal("juni i år", line.Due);
                Assert.Equal("Kollektivtrafikmyndigheten (Din Tur)", line.Responsible);
                Assert.False(line.IsDone);
                Assert.Null(line.Answers);
            },
            line =>
            {
                Assert.Equal(new FollowUpReference(null, "tidplan-for-oversynen"), line.Answers);
                Assert.Equal(FollowUpOutcome.Done, line.Outcome);
            },
            line =>
            {
                Assert.Equal(new FollowUpReference("kulturforum", "invandrarindex"), line.Answers);
                Assert.Equal(FollowUpOutcome.Ongoing, line.Outcome);
                Assert.Equal("hösten 2018", line.Due);
            },
            line => Assert.Equal("Något (viktigt) utan uppgifter", line.Text));
        Assert.Equal("annat-ankare", note.Items[1].Anchor);
    }

    [Fact]
    public void Write_WhatWasRead_ReadsBackTheSame()
    {
        var first = NoteFileWriter.Write(NoteFileReader.Read(Sample));

        Assert.Equal(first, NoteFileWriter.Write(NoteFileReader.Read(first)));
        Assert.Equal(Comparable(NoteFileReader.Read(Sample), withSlugs: false), Comparable(NoteFileReader.Read(first), withSlugs: false));
    }

    [Theory]
    [InlineData("- ett\n- [ ] Lova (id: lova)\n- två", "- ett\n- två")]
    [InlineData("stycke\n- [ ] Lova (id: lova)\n\n---", "stycke\n\n---")]
    [InlineData("ett\n\n- [ ] Lova (id: lova)\n\ntvå", "ett\n\ntvå")]
    [InlineData("1. [ ] Lova (id: lova)", "")]
    [InlineData("ett\n* [ ] Lova\n  något (id: lova)", "ett")]
    [InlineData("Ämne:\n\nÄmne: inte ett ämne\n\n- [ ] Lova (id: lova)", "Ämne: inte ett ämne")]
    [InlineData("~~~\n- [ ] Lova (id: lova)", "~~~\n- [ ] Lova (id: lova)\n~~~")]
    public void Read_FollowUpsAmongText_LeaveTheTextWhole(string body, string expected)
    {
        var note = NoteFileReader.Read(File(body));

        Assert.Equal(expected, note.Items[0].Text);
        var written = NoteFileWriter.Write(note);
        Assert.Equal(expected, NoteFileReader.Read(written).Items[0].Text);
        Assert.Equal(written, NoteFileWriter.Write(NoteFileReader.Read(written)));
    }

    [Theory]
    [InlineData("möte: 2018-04-11", "", 2, "organ")]
    [InlineData("organ: X", "", 2, "Mötets dag")]
    [InlineData("organ: X\nmöte: 11 april", "", 3, "ingen dag")]
    [InlineData("organ: X\nmöte: 2018-02-30", "", 3, "ingen dag")]
    [InlineData("organ: X\nmöte: 2018-04-11\nfärg: blå", "", 4, "okänd")]
    [InlineData("organ: X\nmöte: 2018-04-11\npublicerad: 2027-03-28 02:30", "", 4, "aldrig")]
    [InlineData("organ: X\nmöte: 2018-04-11\npublicerad: 2027-10-31 02:30", "", 4, "två gånger")]
    [InlineData("organ: X\nmöte: 2018-04-11\nhandlingar: javascript:alert(1)", "", 4, "webbadress")]
    [InlineData("organ: X\nmöte: 2018-04-11\norgan: Y", "", 4, "YAML")]
    [InlineData("organ: &a X\nmöte: *a", "", 2, "Ankare")]
    [InlineData("organ: X\nmöte: 2018-04-11\nnästa möte: 2018-04-11", "", 4, "efter mötet")]
    [InlineData("organ: X\nmöte: 2018-04-11\nspråk: svenska!", "", 4, "språkkod")]
    [InlineData("organ: X\nmöte: 2018-04-11", "- [ ] Lova", 6, "hör till en punkt")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## \n", 6, "saknar rubrik")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## A {#sida-topp}", 6, "ankare")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## A\n\n- [ ] Lova (id: Å)", 8, "id")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## A\n\n- [ ] Lova (status: klar)", 8, "svar på")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## A\n\n- [ ] Svar (svar på: lova)", 8, "status")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## A\n\n- [x] Svar (svar på: lova; status: pågår)", 8, "ikryssad")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## A\n\n- [x] Svar (svar på: lova; senast: juni)", 8, "ny tid")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## A\n\n- [ ] (id: lova)", 8, "saknar text")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## A\n\n- punkt\n  - [ ] Lova", 9, "egen lista")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## A\n\n> - [ ] Lova", 8, "egen lista")]
    [InlineData("organ: X\nmöte: 2018-04-11", "## A\n\n- [ ] Lova\n  - mer", 8, "enda rad")]
    public void Read_Fault_TellsLineAndReason(string head, string body, int line, string reason)
    {
        var fault = Assert.Throws<NoteFileException>(() => NoteFileReader.Read($"---\n{head}\n---\n\n{body}\n"));

        Assert.Contains(fault.Problems, problem => problem.Line == line && problem.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# Bara Markdown")]
    [InlineData("---\norgan: X\nmöte: 2018-04-11\n")]
    [InlineData("---\n- lista\n---\n")]
    [InlineData("---\n---\n")]
    [InlineData("---\norgan: \"X\n---\n")]
    public void Read_NoFrontMatter_IsRefused(string source) => Assert.Throws<NoteFileException>(() => NoteFileReader.Read(source));

    [Fact]
    public void Read_DeepNesting_IsRefusedNotThrown() =>
        Assert.Throws<NoteFileException>(() => NoteFileReader.Read(File(new string('>', 2000) + " hej")));

    [Theory]
    [InlineData("2018-04-12T09:50:00Z", "2018-04-12 11:50")]
    [InlineData("2018-04-12T09:50:30Z", "2018-04-12T11:50:30+02:00")]
    [InlineData("2027-10-31T00:30:00Z", "2027-10-31T02:30:00+02:00")]
    [InlineData("2027-10-31T01:30:00Z", "2027-10-31T02:30:00+01:00")]
    [InlineData("2027-03-28T01:00:00Z", "2027-03-28 03:00")]
    public void WriteInstant_AcrossClockChanges_SaysWhichHour(string instant, string written)
    {
        var at = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
        var note = NoteFileReader.Read(File("")) with { PublishedAt = at };

        Assert.Contains($"publicerad: {written}\n", NoteFileWriter.Write(note), StringComparison.Ordinal);
        Assert.Equal(at, NoteFileReader.Read(NoteFileWriter.Write(note)).PublishedAt);
    }

    internal static string Comparable(NoteDocument note, bool withSlugs = true) => JsonSerializer.Serialize(note with
    {
        Items = [.. note.Items.Select(item => item with
        {
            SourceLine = 0,
            FollowUps = [.. item.FollowUps.Select(line => line with { SourceLine = 0, Slug = withSlugs ? line.Slug : null })],
        })],
    });

    private static string File(string body) => $"---\norgan: X\nmöte: 2018-04-11\n---\n\n## A\n\n{body}\n";
}
