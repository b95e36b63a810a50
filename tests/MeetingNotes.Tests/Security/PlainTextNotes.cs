using System.Text.Json;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Tests.Security;

/// <summary>Note files and drafts with a hostile text in every field.</summary>
internal sealed class PlainTextNotes(PlainTextJudge judge)
{
    public const string Body = "kulturforum";

    public DraftContent Draft(string draft) => new()
    {
        Title = judge.Text($"title, {draft}"),
        Lead = $"{judge.Line($"lead, {draft}")} OND.",
        Contact = judge.Text($"contact, {draft}"),
        Items =
        [
            new DraftItem
            {
                Key = "p1",
                Heading = judge.Text($"heading, {draft}"),
                Text = $"{judge.Line($"text, {draft}")} Planen väntas bli klar i juni 2027.",
                Topics = ["kollektivtrafik"],
                Matter = "arendet",
                FollowUps = [new FollowUpLine { Text = judge.Text($"promise, {draft}"), Slug = "lofte-6", Due = "den 30 november 2026", Responsible = judge.Text($"responsible, {draft}") }],
            },
        ],
        Documents = [new DocumentLink { Name = judge.Text($"papers, {draft}"), Url = "https://www.example.se/", RegistryNumber = judge.Text($"papers' number, {draft}") }],
        Minutes = [new DocumentLink { Name = judge.Text($"minutes, {draft}"), Status = DocumentStatus.Coming }],
    };

    /// <summary>To an empty folder.</summary>
    public void Write(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "portal.yaml"),
            $"""
            organ:
              - slug: {Body}
                namn: {Yaml("body")}
                form efter från: {Yaml("body after från")}
                beskrivning: {Yaml("body description")}
                kontakt: {Yaml("body contact")}
                tidigare namn: [{Yaml("former name")}]
                standardingress: {Yaml("standard lead")}
              - slug: regionstyrelsen
                namn: {Yaml("dissolved body")}
                upplöst: 2026-01-01
                efterträdare: {Body}
            möten:
              - organ: {Body}
                tid: 2026-12-10 09:00
                plats: {Yaml("place of a meeting to come")}
              - organ: {Body}
                tid: 2026-12-11 09:00
                inställt: ja
                skäl: {Yaml("reason of a cancelled meeting")}
              - organ: {Body}
                tid: 2026-12-12 09:00
                flyttat till: 2026-12-14 09:00
                skäl: {Yaml("reason of a moved meeting")}
            ämnen:
              - slug: kollektivtrafik
                namn: {Yaml("topic")}
                synonymer: [{Yaml("topic synonym")}]
            förkortningar:
              OND: {Yaml("abbreviation")}
            synonymer:
              ondord: {Yaml("synonym")}
            ärenden:
              - slug: arendet
                namn: {Yaml("matter")}
            """);
        foreach (var day in (int[])[1, 2, 3])
        {
            File.WriteAllText(FileOf(folder, day), $"---\norgan: {Body}\nmöte: 2026-09-0{day}\npublicerad: 2026-09-0{day} 12:00\nrubrik: {Yaml($"title of what is withdrawn, {day}")}\n---\n\nText.\n");
        }

        File.WriteAllText(FileOf(folder, 4), Note(4, "public", $"- [ ] {judge.Line("promise")} (id: lofte; senast: {judge.Line("due")}; ansvarig: {judge.Line("responsible")})"));
        File.WriteAllText(FileOf(folder, 5), Note(5, "answering", $"- [ ] {judge.Line("answer")} (svar på: lofte; status: pågår; senast: {judge.Line("new due")})"));
    }

    private string Note(int day, string note, string followUp) =>
        $"""
        ---
        organ: {Body}
        möte: 2026-09-0{day} 09:00
        plats: {Yaml($"place, {note}")}
        publicerad: 2026-09-0{day} 12:00
        rättad:
          - tid: 2026-09-0{day} 13:00
            text: {Yaml($"correction, {note}")}
        rubrik: {Yaml($"title, {note}")}
        handlingar:
          - namn: {Yaml($"papers, {note}")}
            länk: https://www.example.se/handlingar
            status: publicerade
            diarienummer: {Yaml($"papers' number, {note}")}
        protokoll:
          - namn: {Yaml($"minutes, {note}")}
            status: kommer
        nästa möte: 2026-12-10
        kontakt: {Yaml($"contact, {note}")}
        ---

        OND {judge.Line($"lead, {note}")}.

        ## {judge.Line($"heading, {note}")}

        Ämne: kollektivtrafik
        Ärende: arendet

        OND och {judge.Line($"text, {note}")}. Planen väntas bli klar i juni 2027.

        {followUp}
        """;

    private string Yaml(string field) => JsonSerializer.Serialize(judge.Text(field));

    private static string FileOf(string folder, int day) => Path.Combine(folder, $"2026-09-0{day}-{Body}.md");
}
