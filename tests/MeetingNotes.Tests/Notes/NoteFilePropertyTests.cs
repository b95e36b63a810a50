using CsCheck;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Notes;

/// <summary>Any note → file → note is the same note, however hard its texts are on Markdown and YAML.</summary>
public sealed class NoteFilePropertyTests
{
    private static readonly int Notes = TestRun.IsFull ? 20_000 : 4_000;

    private static readonly string[] Fragments =
    [
        "a", "Å", "é", "ord", " ", "  ", "\n", "\n\n", "\n\n\n", "    ", "\t", "-", "- ", "* ", "1. ", "> ", "#", "### ", "##", "## ", "`", "```\n", "~~~\n",
        "---", "===", "***", "_", "[", "]", "(", ")", "[ ] ", "[x] ", "- [ ] ", "{#a}", "{#", "}", ":", ": ", "Ämne: ", "Ärende: x", "Språk: fi", ";", "|", "\n|-|-|\n",
        "id: a", "senast:", "\\", "&amp;", "<b>", "<!--", "[a]: http://b\n", "![x](y)", "'", "\"", "%", "@", "!", "null", "~", "true", "2018-04-11", "\u00A0", "😀", "\u2028",
    ];

    private static readonly Gen<string> Nasty = Gen.Int[0, Fragments.Length - 1].Array[0, 12].Select(picks => string.Concat(picks.Select(pick => Fragments[pick])));

    private static readonly Gen<string> Line = Nasty.Select(text => PlainText.OneLine(text + "x"));

    private static readonly Gen<string?> MaybeLine = Gen.Frequency((1, Gen.Const((string?)null)), (2, Line.Select(text => (string?)text)));

    private static readonly Gen<string?> ShortLine = MaybeLine.Where(text => text is null or { Length: <= 100 });

    private static readonly Gen<DateOnly> Day = Gen.Int[0, 100_000].Select(days => new DateOnly(1900, 1, 1).AddDays(days));

    private static readonly Gen<DateTimeOffset> Instant =
        Gen.Long[0, 4_000_000_000].Select(seconds => DateTimeOffset.FromUnixTimeSeconds(seconds % 7 == 0 ? seconds : seconds / 60 * 60));

    private static readonly Gen<string> SlugText = Gen.Char["abcxyz019"].Array[1, 8].Select(letters => new string(letters));

    private static readonly Gen<string> MarkdownText = Nasty
        .Select(text => NoteBody.CloseFence(Trimmed(text.Replace('\u2028', ' '))))
        .Where(text => NoteBody.IsPlainItemText(text) && Trimmed(text) == text);

    private static readonly Gen<string?> Value = ShortLine.Where(text => text is null || FollowUpSyntax.IsValue(text));

    private static readonly Gen<FollowUpLine> FollowUp =
        Gen.Select(Line, SlugText, Value, Value, Gen.Bool, (text, slug, due, responsible, isDone) =>
            new FollowUpLine { Text = text, Slug = slug, Due = due, Responsible = responsible, IsDone = isDone });

    private static readonly Gen<FollowUpLine> Answer =
        Gen.Select(Line, SlugText, SlugText.Null(), Gen.Enum<FollowUpOutcome>(), Value, (text, slug, body, outcome, due) => new FollowUpLine
        {
            Text = text,
            Answers = new FollowUpReference(body, slug),
            Outcome = outcome,
            IsDone = outcome == FollowUpOutcome.Done,
            Due = outcome is FollowUpOutcome.Ongoing or FollowUpOutcome.Moved ? due : null,
        });

    private static readonly Gen<NoteItem> Item =
        Gen.Select(Line, SlugText.Null(), Line.Select(text => text.Replace(",", "", StringComparison.Ordinal)).List[0, 3], MaybeLine, Gen.Int[0, 2].Select(pick => new string?[] { null, "fi", "sr-Latn" }[pick]), MarkdownText,
            Gen.OneOf(FollowUp, Answer).List[0, 4], (heading, anchor, topics, matter, language, text, followUps) => new NoteItem
            {
                Heading = heading,
                Anchor = anchor is null || anchor == AgendaItem.AnchorFor(heading) ? null : anchor,
                Topics = [.. topics.Select(topic => topic.Trim()).Where(topic => topic.Length is > 0 and <= 100).Distinct(StringComparer.OrdinalIgnoreCase)],
                Matter = matter,
                Language = language,
                Text = text,
                FollowUps = followUps,
            });

    private static readonly Gen<DocumentLink> Link =
        Gen.Select(MaybeLine, Gen.Int[0, 2].Select(pick => new string?[] { null, "https://a.example/x?y=1#z", "http://b.example/" }[pick]), Gen.Enum<DocumentStatus>().Nullable(), Day.Nullable(), ShortLine,
                (name, url, status, date, number) => new DocumentLink { Name = name, Url = url, Status = status, Date = date, RegistryNumber = number })
            .Where(link => link is not { Name: null, Url: null, Status: null });

    private static readonly Gen<NoteDocument> Note =
        Gen.Select(
            Gen.Select(Line, Day, Gen.Int[0, 1439].Nullable(), Gen.Int[1, 99], MaybeLine),
            Gen.Select(Instant.Nullable(), Gen.Select(Instant, Line).List[0, 2], MaybeLine, Link.List[0, 2], Link.List[0, 2]),
            Gen.Select(Gen.Int[1, 400].Nullable(), MaybeLine, Gen.Int[0, 2].Select(pick => new[] { "sv", "fi", "en-GB" }[pick]), MarkdownText, Item.List[0, 4]),
            (head, stamps, rest) => new NoteDocument
            {
                Body = head.Item1,
                MeetingOn = head.Item2,
                StartsAt = head.Item3 is { } minutes ? new TimeOnly(minutes / 60, minutes % 60) : null,
                Number = head.Item4,
                Place = head.Item5,
                PublishedAt = stamps.Item2.All(entry => entry.Item1 >= stamps.Item1) ? stamps.Item1 : null,
                Corrections = [.. stamps.Item2.DistinctBy(entry => entry.Item1).OrderBy(entry => entry.Item1).Select(entry => new Correction(entry.Item1, entry.Item2))],
                Title = stamps.Item3,
                Documents = stamps.Item4,
                Minutes = stamps.Item5,
                NextMeetingOn = rest.Item1 is { } days ? head.Item2.AddDays(days) : null,
                Contact = rest.Item2,
                Language = rest.Item3,
                Lead = rest.Item4,
                Items = rest.Item5,
            });

    [Fact]
    public void WriteThenRead_DefinitionAboveWhatLooksLikeMetadata_IsTheSameNote()
    {
        var note = new NoteDocument
        {
            Body = "Rådet",
            MeetingOn = new DateOnly(2026, 5, 6),
            Lead = "",
            Items = [new NoteItem { Heading = "Ett", Text = "Text." }, new NoteItem { Heading = "Två", Text = "[a]: http://b\n\nÄmne: true" }],
        };

        var read = NoteFileReader.Read(NoteFileWriter.Write(note));

        Assert.Equal(NoteFileTests.Comparable(WithAnchors(note)), NoteFileTests.Comparable(WithAnchors(read)));
    }

    [Fact]
    public void WriteThenRead_AnyNote_IsTheSameNote() => Note.Sample(
        note =>
        {
            var file = NoteFileWriter.Write(note);
            var read = NoteFileReader.Read(file);
            // A heading that ends in # or } gets its anchor written out.
            return NoteFileTests.Comparable(WithAnchors(note)) == NoteFileTests.Comparable(WithAnchors(read)) && NoteFileWriter.Write(read) == file;
        },
        iter: Notes);

    [Fact]
    public void WriteThenRead_AnswersAsText_IsTheSameNote() => Note.Sample(
        note =>
        {
            var answers = note.Items.SelectMany((item, index) => item.FollowUps.Select((line, place) => (line, index, place)))
                .Where(entry => entry.line.Answers is not null)
                .Select(entry => (entry.index + 1, entry.place + 1))
                .ToHashSet();
            var without = AnswersAsText.In(note, answers);
            var file = NoteFileWriter.Write(without);
            var read = NoteFileReader.Read(file);
            return !file.Contains("(svar på: ", StringComparison.Ordinal)
                && read.Items.Zip(note.Items).All(pair => pair.First.FollowUps.Count == pair.Second.FollowUps.Count(line => line.Answers is null))
                && NoteFileWriter.Write(read) == file;
        },
        iter: Notes / 4);

    [Fact]
    public void AsMarkdown_AnyLine_ShowsItLetterByLetter()
    {
        var renderer = new MarkdownRenderer();
        Line.Sample(
            line => renderer.Render("- " + PlainText.AsMarkdown(line), new MarkdownContext()).PlainText == line,
            iter: Notes);
    }

    private static NoteDocument WithAnchors(NoteDocument note) =>
        note with { Items = [.. note.Items.Select(item => item with { Anchor = item.Anchor ?? AgendaItem.AnchorFor(item.Heading) })] };

    private static string Trimmed(string text)
    {
        var lines = text.Split('\n');
        var first = Array.FindIndex(lines, line => line.Trim().Length > 0);
        return first < 0 ? "" : string.Join('\n', lines[first..]).TrimEnd();
    }
}
