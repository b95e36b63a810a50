using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Makes the parts of a note of a pasted text. Pure: the same text, bodies and day give the same note.</summary>
public static class PastedNoteReader
{
    /// <param name="text">What <see cref="PastedSource"/> read.</param>
    /// <param name="bodies">The bodies that it may be about.</param>
    /// <param name="today">Today in Stockholm: a meeting that is noted has been held. Says the year where the text does not.</param>
    public static PastedNote Read(PastedText text, IReadOnlyList<KnownBody> bodies, DateOnly today)
    {
        if (text.Note is { } note)
        {
            return OfFile(note, text, bodies);
        }

        var head = NoteHead.Read(text, bodies, today);
        var closing = ClosingParts.Take(head.Rest, head.MeetingOn ?? head.StampDay ?? today);
        var level = closing.Rest.Where(block => block.Kind == PastedBlockKind.Heading).Select(block => block.Level).DefaultIfEmpty().Min();
        var starts = closing.Rest.Select((block, index) => (block, index)).Where(one => one.block.Kind == PastedBlockKind.Heading && one.block.Level == level)
            .Select(one => one.index).Append(closing.Rest.Count).ToList();
        var saidOn = head.MeetingOn ?? head.StampDay ?? today;
        var mandate = DueReading.MandateOf(bodies.FirstOrDefault(body => body.Slug == head.BodySlug)?.Name ?? head.Title ?? "");

        return new PastedNote
        {
            Title = head.Title,
            BodySlug = head.BodySlug,
            MeetingOn = head.MeetingOn,
            PublishedStamp = head.Stamp,
            Lead = string.Join("\n\n", closing.Rest.Take(starts[0]).Select(WithoutBold)),
            Items = [.. starts.SkipLast(1).Select((start, number) => Item([.. closing.Rest.Skip(start).Take(starts[number + 1] - start)], level))
                .Select(item => item with { Suggestions = FollowUpSuggestions.In(SuggestionText.Of(item.Text), saidOn, mandate) })],
            Documents = closing.Documents,
            Minutes = closing.Minutes,
            NextMeetingOn = closing.NextMeetingOn,
            Remarks = [.. text.Remarks, .. closing.Remarks, .. Remarks(head, hasItems: starts.Count > 1, bodies)],
            LeftOut = [.. text.LeftOut, .. head.LeftOut, .. closing.LeftOut],
        };
    }

    private static PastedNote OfFile(NoteDocument note, PastedText text, IReadOnlyList<KnownBody> bodies) => new()
    {
        Document = note,
        Title = note.Title,
        BodySlug = bodies.FirstOrDefault(body => body.Slug == note.Body || body.Slug == Core.Text.Slug.From(note.Body, "organ")
            || body.FormerNames.Prepend(body.NameAfterFrom).Prepend(body.Name).Contains(note.Body, StringComparer.OrdinalIgnoreCase))?.Slug,
        MeetingOn = note.MeetingOn,
        PublishedStamp = note.PublishedAt,
        Lead = note.Lead,
        Items = [.. note.Items.Select(item => Of(item) with { Suggestions = FollowUpSuggestions.In(SuggestionText.Of(item.Text), note.MeetingOn, DueReading.MandateOf(note.Body)) })],
        Documents = note.Documents,
        Minutes = note.Minutes,
        NextMeetingOn = note.NextMeetingOn,
        Remarks = text.Remarks,
        LeftOut = text.LeftOut,
    };

    private static PastedItem Of(NoteItem item) =>
        new() { Heading = item.Heading, Text = item.Text, Topics = item.Topics, Matter = item.Matter, FollowUps = item.FollowUps };

    private static PastedItem Item(IReadOnlyList<PastedBlock> blocks, int level)
    {
        var text = string.Join("\n\n", blocks.Skip(1).Select(block => block.Kind == PastedBlockKind.Heading
            ? $"{new string('#', Math.Clamp(2 + block.Level - level, 3, 6))} {block.Markdown}"
            : block.Markdown));
        return WithMetadata(new PastedItem { Heading = blocks[0].Text, Text = text });
    }

    /// <summary>Topics, matter and follow-ups that are written as a note file writes them.</summary>
    private static PastedItem WithMetadata(PastedItem item)
    {
        var problems = new List<NoteFileProblem>();
        try
        {
            var (_, items) = NoteBody.Read(["## x", "", .. item.Text.Split('\n')], 1, problems);
            return items is [var read] && problems.Count == 0 ? Of(read) with { Heading = item.Heading } : item;
        }
        catch (Exception refusal) when (refusal is NoteFileException or System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            // Too deep or too odd: the editor will say so where it can be changed.
            return item;
        }
    }

    // A lead is set in its own type already.
    private static string WithoutBold(PastedBlock block) =>
        block.Kind == PastedBlockKind.Paragraph && block.Markdown.StartsWith("**", StringComparison.Ordinal) && block.Markdown.EndsWith("**", StringComparison.Ordinal)
        && block.Markdown.Length > 4 && !block.Markdown[2..^2].Contains('*', StringComparison.Ordinal)
            ? block.Markdown[2..^2]
            : block.Markdown;

    private static IEnumerable<string> Remarks(NoteHead head, bool hasItems, IReadOnlyList<KnownBody> bodies)
    {
        if (head.BodySlug is null && bodies.Count > 0)
        {
            yield return "Det framgår inte vilket organ noteringen gäller. Välj det.";
        }

        if (head.MeetingOn is null)
        {
            yield return "Mötets dag framgår inte. Välj den.";
        }

        if (!hasItems)
        {
            yield return "Inga rubriker hittades, så hela texten står i inledningen. Dela upp den i punkter.";
        }
    }
}
