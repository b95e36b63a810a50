using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Following;

/// <summary>Something that has happened, ready to be told to anybody who follows some of it.</summary>
internal abstract class ToldEvent(Guid id, DateTimeOffset happenedAt)
{
    protected const int SentenceMaxLength = 400;

    public Guid Id { get; } = id;

    public DateTimeOffset HappenedAt { get; } = happenedAt;

    public abstract string Subject { get; }

    /// <summary>Tells it to somebody who follows this much of it.</summary>
    public abstract void WriteTo(LetterWriter letter, IReadOnlyList<Follow> follows);
}

/// <summary>A note has been published, or corrected in substance.</summary>
/// <param name="id">Of the event.</param>
/// <param name="happenedAt">When.</param>
/// <param name="note">As it is now.</param>
/// <param name="isCorrection">Whether it was public before.</param>
/// <param name="matches">By followed search: the items that meet it.</param>
/// <param name="read">Finds the words of a search in a text.</param>
internal sealed class ToldNote(
    Guid id, DateTimeOffset happenedAt, NotePage note, bool isCorrection, ILookup<Guid, Guid> matches, Func<string, Highlights> read) : ToldEvent(id, happenedAt)
{
    private const int LeadMaxLength = 600;

    private readonly Dictionary<string, Highlights> _read = new(StringComparer.Ordinal);

    public override string Subject => isCorrection ? $"Uppdaterad: {note.Title}" : note.Title;

    public override void WriteTo(LetterWriter letter, IReadOnlyList<Follow> follows)
    {
        var whole = follows.Where(follow => follow.Target.Kind is FollowKind.Everything or FollowKind.Body).ToList();
        letter.Paragraph(isCorrection
            ? $"Noteringen från {note.BodyName} {note.HeldOn.Written()} har rättats i sak{Whole(whole)}. Så här: {(note.Corrections is [.., var last] ? last.Text : note.Title)}"
            : $"Det finns en ny notering från {note.BodyName} {note.HeldOn.Written()}{Whole(whole)}.");
        if (whole.Count > 0 && note.LeadText.Length > 0)
        {
            letter.Paragraph(Excerpt.Of(note.LeadText, LeadMaxLength));
        }

        var told = note.Items.Select(item => (Item: item, Because: follows.Where(follow => Holds(item, follow)).ToList())).Where(part => part.Because.Count > 0).ToList();
        foreach (var (item, because) in told)
        {
            letter.Strong(item.Heading);
            WriteQuote(letter, item, because);
            letter.Paragraph($"Du följer {Listed([.. because.Select(follow => follow.Target.Said)])}.");
            letter.Link("Läs punkten", $"{note.Path}#{item.Anchor}");
        }

        var others = note.Items.Where(item => !told.Exists(part => part.Item == item)).Select(item => item.Heading).ToList();
        if (others.Count > 0)
        {
            letter.Paragraph(told.Count > 0 ? "Noteringen tar också upp:" : "Noteringen tar upp:");
            letter.List(others);
        }

        letter.Link("Läs hela noteringen", note.Path);
    }

    private static string Whole(List<Follow> whole) => whole.Count == 0 ? "" : $", och du följer {Listed([.. whole.Select(follow => follow.Target.Said)])}";

    private bool Holds(NotePageItem item, Follow follow) => follow.Target switch
    {
        { Kind: FollowKind.Topic } => item.Topics.Any(topic => follow.Path == $"/amnen/{topic.Slug}"),
        { Kind: FollowKind.Matter } => follow.Path == $"/arenden/{item.MatterSlug}",
        { Kind: FollowKind.FollowUp } => item.Answers.Any(answer => answer.Question?.Path == follow.Path),
        { Kind: FollowKind.Search, Id: { } search } => matches[search].Contains(item.Id),
        _ => false,
    };

    /// <summary>What it says: the answer to what is followed, the sentence with most of the words that are searched for, or how it begins.</summary>
    private void WriteQuote(LetterWriter letter, NotePageItem item, List<Follow> because)
    {
        foreach (var answer in item.Answers.Where(answer => because.Exists(follow => follow.Path == answer.Question?.Path)))
        {
            letter.Paragraph($"Besked om ”{answer.Question!.Text}”: {Said(answer.Outcome)}");
            letter.Quote(Excerpt.Of(answer.Text, SentenceMaxLength), []);
        }

        if (because.TrueForAll(follow => follow.Target.Kind == FollowKind.FollowUp))
        {
            return;
        }

        var searches = because.Where(follow => follow.Target.Kind == FollowKind.Search).Select(follow => Read(follow.Name)).ToList();
        var sentences = Sentences.In(item.Text).Select(sentence => Excerpt.Of(item.Text.Substring(sentence.Start, sentence.Length), SentenceMaxLength)).ToList();
        if (sentences.Count > 0)
        {
            var (text, marks) = sentences.Select(sentence => (sentence, Marks(sentence))).MaxBy(pair => pair.Item2.Count);
            letter.Quote(text, marks);
        }

        List<(int Start, int Length)> Marks(string text)
        {
            var places = new List<(int Start, int Length)>();
            foreach (var place in searches.SelectMany(marks => marks.In(text)).Distinct().OrderBy(place => place.Start))
            {
                if (places.Count == 0 || place.Start >= places[^1].Start + places[^1].Length)
                {
                    places.Add(place);
                }
            }

            return places;
        }
    }

    private Highlights Read(string typed) => _read.TryGetValue(typed, out var known) ? known : _read[typed] = read(typed);

    private static string Said(FollowUpOutcome outcome) => outcome switch
    {
        FollowUpOutcome.Done => "klart.",
        FollowUpOutcome.Dropped => "avskrivet.",
        FollowUpOutcome.Moved => "flyttat.",
        _ => "pågår.",
    };

    private static string Listed(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} och {words[^1]}";
}

/// <summary>The time of a promise has run out, and nothing has been said of it.</summary>
internal sealed class ToldWaiting(Guid id, DateTimeOffset happenedAt, FollowUp followUp) : ToldEvent(id, happenedAt)
{
    public override string Subject => $"Väntar på besked: {followUp.Text}";

    public override void WriteTo(LetterWriter letter, IReadOnlyList<Follow> follows)
    {
        letter.Paragraph("Tiden har gått ut för en uppföljning som du följer:");
        letter.Quote(Excerpt.Of(followUp.Text, SentenceMaxLength), []);
        letter.Paragraph($"Det sades på mötet med {followUp.BodyName} {followUp.HeldOn.Written()}{(followUp.Due?.Written is { } due ? $". Då skulle det ske {due}" : "")}. Än finns inget besked. När ett kommer får du ett nytt mejl.");
        letter.Link("Se uppföljningen", followUp.Path);
    }
}

/// <summary>A coming meeting is cancelled, or on another day.</summary>
internal sealed class ToldMeeting(Guid id, DateTimeOffset happenedAt, string bodyName, string bodySlug, DateOnly heldOn) : ToldEvent(id, happenedAt)
{
    /// <summary>The day it was to be held; <c>null</c> when it is cancelled.</summary>
    public DateOnly? WasOn { get; init; }

    public TimeOnly? StartsAt { get; init; }

    public string? Place { get; init; }

    public string? Reason { get; init; }

    public override string Subject => WasOn is { } was
        ? $"Flyttat möte: {bodyName} {was.Written()}"
        : $"Inställt möte: {bodyName} {heldOn.Written()}";

    public override void WriteTo(LetterWriter letter, IReadOnlyList<Follow> follows)
    {
        letter.Paragraph(WasOn is { } was
            ? $"{bodyName} skulle ha mötts {was.WrittenWithWeekday()}. Mötet är flyttat till {heldOn.WrittenWithWeekday()}{(StartsAt is { } time ? $" {time.Written()}" : "")}{(Place is null ? "" : $", {Place}")}."
            : $"{bodyName} skulle ha mötts {heldOn.WrittenWithWeekday()}. Mötet är inställt.");
        if (Reason is not null)
        {
            letter.Paragraph($"Skälet: {Reason}");
        }

        letter.Link("Se organets möten", $"/organ/{bodySlug}");
    }
}
