using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Text;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Demo;

/// <summary>
/// Invents the notes of a region in the order of their meetings, with what one note owes another: matters that come back, and answers
/// to what was promised. Keeps only a few open follow-ups for each body, so that memory does not grow with the number of notes.
/// </summary>
internal sealed class DemoNotes
{
    private const int ItemsPerMatter = 60;
    private const int MaxOpen = 12;
    private const int WordsPerItem = 68;

    private readonly DemoTimetable _timetable;
    private readonly Random _random;
    private readonly DemoText _text;
    private readonly List<OpenFollowUp>[] _open;
    private readonly int[] _promises;
    private readonly int _mattersPerBody;

    public DemoNotes(DemoTimetable timetable, int seed)
    {
        _timetable = timetable;
        _random = new Random(seed);
        _text = new DemoText(_random);
        _open = [.. Enumerable.Range(0, timetable.Bodies).Select(_ => new List<OpenFollowUp>(MaxOpen))];
        _promises = new int[timetable.Bodies];
        _mattersPerBody = (int)(timetable.Items / ItemsPerMatter / timetable.Bodies) + 1;
        Portal = InventPortal();
    }

    /// <summary>Bodies, topics, matters, abbreviations and the meetings without a note.</summary>
    public PortalFile Portal { get; }

    public IEnumerable<DemoNote> Invent()
    {
        var itemsLeft = _timetable.Items;
        var extra = 0;
        for (var number = 0L; number < _timetable.Notes; number++)
        {
            // Pairs of notes that make two averages, so that the last one ends on the wanted number.
            extra = number % 2 == 0 ? _random.Next(-2, 3) : -extra;
            var notesLeft = _timetable.Notes - number;
            var items = notesLeft == 1 ? itemsLeft : Math.Min(DemoTimetable.AverageItems + extra, itemsLeft - notesLeft + 1);
            itemsLeft -= items;
            yield return InventNote(number, (int)items);
        }
    }

    private DemoNote InventNote(long number, int itemCount)
    {
        var body = _timetable.BodyOf(number);
        var on = _timetable.DayOf(number);
        var ids = new Dictionary<FollowUpLine, Guid>(ReferenceEqualityComparer.Instance);
        var promised = new List<OpenFollowUp>();
        var items = new List<NoteItem>(itemCount);
        for (var index = 0; index < itemCount; index++)
        {
            items.Add(InventItem(number, ids, promised));
        }

        _open[body].AddRange(promised);
        _open[body].RemoveRange(0, Math.Max(0, _open[body].Count - MaxOpen));

        var portalBody = Portal.Bodies[body];
        var scene = new DemoScene(DemoVocabulary.Topics[_random.Next(DemoVocabulary.Topics.Length)], portalBody.NameAfterFrom, on);
        var published = StockholmTime.FromStockholm(on.AddDays(on.DayOfWeek == DayOfWeek.Friday ? 3 : 1).ToDateTime(new TimeOnly(_random.Next(8, 17), _random.Next(60))))!.Value;
        var isNew = number > _timetable.Notes - (_timetable.Bodies * 2L);
        var address = $"https://example.se/moten/{portalBody.Slug}/{on.Iso()}";
        var document = new NoteDocument
        {
            Body = portalBody.Name,
            MeetingOn = on,
            StartsAt = new TimeOnly(_random.Next(8, 15), _random.Next(4) * 15),
            Place = DemoText.Place(_random.Next(40)),
            PublishedAt = published,
            Documents = [new DocumentLink { Url = address + "/handlingar" }],
            Minutes = [isNew ? new DocumentLink { Status = DocumentStatus.Coming } : new DocumentLink { Url = address + "/protokoll", Status = DocumentStatus.Approved }],
            NextMeetingOn = _timetable.DayOf(number + _timetable.Bodies),
            Contact = portalBody.Contact,
            Lead = _text.Line(DemoVocabulary.LeadPatterns, scene),
            Items = items,
        };
        if (_random.Next(100) > 0)
        {
            return new DemoNote(document, null, ids);
        }

        var corrected = document with
        {
            Lead = $"{document.Lead} {_text.Line(DemoVocabulary.LeadPatterns, scene)}",
            Corrections = [new Correction(published.AddHours(_random.Next(1, 20)), "Vi har lagt till en mening i inledningen.")],
        };
        return new DemoNote(document, corrected, ids);
    }

    private NoteItem InventItem(long number, Dictionary<FollowUpLine, Guid> ids, List<OpenFollowUp> promised)
    {
        var body = _timetable.BodyOf(number);
        var open = _open[body];
        var answered = open.Count > 0 && _random.Next(4) == 0 ? open[_random.Next(open.Count)] : null;
        var matter = answered?.Matter ?? (_random.Next(5) < 2 ? MatterOf(number) : null);
        var topic = matter is { } known ? TopicOf(known) : _text.Pick(DemoVocabulary.Topics);
        var scene = new DemoScene(topic, Portal.Bodies[body].NameAfterFrom, _timetable.DayOf(number));
        var lines = new List<FollowUpLine>();
        if (answered is not null)
        {
            var answer = Answer(answered, scene);
            ids.Add(answer, answered.Id);
            lines.Add(answer);
            if (answer.Outcome is FollowUpOutcome.Done or FollowUpOutcome.Dropped)
            {
                open.Remove(answered);
            }
        }

        for (var promises = _random.Next(10) switch { < 6 => 0, < 9 => 1, _ => 2 }; promises > 0; promises--)
        {
            var promise = Promise(body, scene);
            ids.Add(promise, Guid.CreateVersion7());
            lines.Add(promise);
            if (!promise.IsDone)
            {
                promised.Add(new OpenFollowUp(ids[promise], promise.Slug!, matter));
            }
        }

        return new NoteItem
        {
            Heading = _text.Line(DemoVocabulary.HeadingPatterns, scene),
            Topics = _random.Next(6) == 0 && _text.Pick(DemoVocabulary.Topics) is var second && second != topic ? [topic.Name, second.Name] : [topic.Name],
            Matter = matter is { } index ? Portal.Matters[index].Name : null,
            Text = _text.Paragraphs(scene, WordsPerItem),
            FollowUps = lines,
        };
    }

    private FollowUpLine Promise(int body, DemoScene scene)
    {
        var text = _text.Line(DemoVocabulary.PromisePatterns, scene);
        _promises[body]++;
        var ending = $"-{_promises[body]}";
        return new FollowUpLine
        {
            Text = text,
            Slug = Slug.From(_text.Thing(scene.Topic)) + ending,
            Due = _random.Next(6) == 0 ? null : _text.Raw(DemoVocabulary.Dues, scene),
            Responsible = _random.Next(3) == 0 ? null : _text.Pick(DemoVocabulary.Responsibles),
            IsDone = _random.Next(40) == 0,
        };
    }

    private FollowUpLine Answer(OpenFollowUp followUp, DemoScene scene)
    {
        var (outcome, patterns) = _random.Next(20) switch
        {
            < 12 => (FollowUpOutcome.Done, DemoVocabulary.DonePatterns),
            < 16 => (FollowUpOutcome.Ongoing, DemoVocabulary.OngoingPatterns),
            < 19 => (FollowUpOutcome.Moved, DemoVocabulary.OngoingPatterns),
            _ => (FollowUpOutcome.Dropped, DemoVocabulary.DroppedPatterns),
        };
        return new FollowUpLine
        {
            Text = _text.Line(patterns, scene),
            Answers = new FollowUpReference(null, followUp.Slug),
            Outcome = outcome,
            IsDone = outcome == FollowUpOutcome.Done,
            Due = outcome is FollowUpOutcome.Ongoing or FollowUpOutcome.Moved ? _text.Raw(DemoVocabulary.Dues, scene) : null,
        };
    }

    /// <summary>One of the body's matters of that time; its first is always on the table, and now and then it is another body's.</summary>
    private int MatterOf(long number)
    {
        var body = _random.Next(20) == 0 ? _random.Next(_timetable.Bodies) : _timetable.BodyOf(number);
        var current = (int)(number * _mattersPerBody / _timetable.Notes);
        var ofBody = _random.Next(10) == 0 ? 0 : Math.Max(0, current - _random.Next(3));
        return (body * _mattersPerBody) + ofBody;
    }

    private static DemoTopic TopicOf(int matter) => DemoVocabulary.Topics[matter % DemoVocabulary.Topics.Length];

    private PortalFile InventPortal()
    {
        var bodies = Enumerable.Range(0, _timetable.Bodies).Select(InventBody).ToList();
        return new PortalFile
        {
            Bodies = bodies,
            Topics = [.. DemoVocabulary.Topics.Select(topic => new PortalTopic(Slug.From(topic.Name), topic.Name, topic.Synonyms, []))],
            Matters = [.. Enumerable.Range(0, bodies.Count * _mattersPerBody).Select(InventMatter)],
            Meetings = [.. bodies.SelectMany((body, index) => InventMeetings(body, index))],
        };
    }

    private static PortalBody InventBody(int index)
    {
        var (name, afterFrom) = DemoVocabulary.Bodies[index % DemoVocabulary.Bodies.Length];
        var place = DemoText.Place(index / DemoVocabulary.Bodies.Length);
        return new PortalBody
        {
            Slug = Slug.From($"{name} i {place}"),
            Name = $"{name} i {place}",
            NameAfterFrom = $"{afterFrom} i {place}",
            Description = $"{name} i {place} är påhittat och finns bara för prov och mätningar.",
            Contact = "kommunikation@example.se",
        };
    }

    /// <summary>No two are alike: the number chooses kind, thing and place as the digits of a mixed-radix number.</summary>
    private static PortalMatter InventMatter(int number)
    {
        var topic = TopicOf(number);
        var rest = number / DemoVocabulary.Topics.Length;
        var stem = topic.Stems[rest % topic.Stems.Length];
        rest /= topic.Stems.Length;
        var kind = DemoVocabulary.MatterKinds[rest % DemoVocabulary.MatterKinds.Length];
        rest /= DemoVocabulary.MatterKinds.Length;
        var head = DemoVocabulary.Heads[((rest * 7) + number) % DemoVocabulary.Heads.Length];

        // 7 × topics × stems × kinds + 1 has no factor in common with the number of places, so each comes once.
        var name = $"{kind} {DemoText.Compound(stem, head.TheOne)} i {DemoText.Place((rest + (number * 7)) % DemoText.Places)}";
        return new PortalMatter(Slug.From(name), name, []);
    }

    /// <summary>Two to come, of which some have been moved or cancelled, and one in the past that was cancelled.</summary>
    private IEnumerable<PortalMeeting> InventMeetings(PortalBody body, int index)
    {
        var next = _timetable.Notes + ((index - (_timetable.Notes % _timetable.Bodies) + _timetable.Bodies) % _timetable.Bodies);
        foreach (var number in (long[])[next, next + _timetable.Bodies])
        {
            yield return Meeting(_timetable.DayOf(number)) with
            {
                IsCancelled = number % 12 == 0,
                Reason = number % 12 == 0 ? "För få ledamöter kan komma. Frågorna tas upp på mötet därefter." : null,
            };
        }

        if (index % 8 == 1 && _timetable.FreeDayAfter(next + _timetable.Bodies) is { } left)
        {
            yield return Meeting(left) with { MovedTo = left.AddDays(1), MovedToTime = new TimeOnly(13, 0), Reason = "Underlagen behövde bli klara först." };
        }

        if (_timetable.FreeDayAfter(next - _timetable.Bodies) is { } free)
        {
            yield return Meeting(free) with { IsCancelled = true, Reason = "Det fanns inga frågor som behövde tas upp." };
        }

        PortalMeeting Meeting(DateOnly on) => new()
        {
            Body = body.Slug,
            On = on,
            StartsAt = new TimeOnly(9, 0),
            Place = DemoText.Place(index % 40),
        };
    }

    private sealed record OpenFollowUp(Guid Id, string Slug, int? Matter);
}

/// <param name="Document">The note as it was first published.</param>
/// <param name="Corrected">The note as it was corrected later, for some.</param>
/// <param name="FollowUpIds">The follow-up that each line states or answers.</param>
internal sealed record DemoNote(NoteDocument Document, NoteDocument? Corrected, IReadOnlyDictionary<FollowUpLine, Guid> FollowUpIds);
