using System.Collections.Frozen;
using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>A due phrase that something is promised for: its clause, the verb that governs it (−1 without one) and the word that says so.</summary>
internal readonly record struct Promise(FoundDue Due, Clause Clause, int Verb, string Cue);

/// <summary>
/// Whether a due phrase is a promise. It is when the verb that governs it looks forward and its time is not over at the meeting.
/// The governing verb is the nearest before the phrase in its clause, or, when the phrase stands first, the nearest after (Swedish
/// has its verb second: "I juni väntas ett förslag").
/// </summary>
internal static class Promises
{
    private static readonly FrozenSet<string> ReadyWords = Words.Set(
        """
        planerad planerat planerade inbokad inbokat inbokade bokad bokat bokade tänkt tänkta klar klart klara färdig färdigt färdiga inbjudna
        inbjuden inbjudet beräknad beräknat beräknade satt bestämd bestämt aktuell aktuellt aktuella utsatt slut avslutad avslutat avslutade remiss uppskjuten uppskjutet
        """);

    private static readonly FrozenSet<string> Intentions = Words.Set(
        "målet målsättningen tanken planen avsikten ambitionen förhoppningen steg steget tidplanen inriktningen förslaget");

    private static readonly FrozenSet<string> Invitations = Words.Set("inbjudan inbjudningar inbjudning");

    public static Promise? Find(TaggedSentence sentence, FoundDue due, DateOnly saidOn)
    {
        var clause = sentence.ClauseOf(due);
        if (!IsAhead(due.Due, saidOn) || NoPromises.Explains(sentence, due, clause) || NoTasks.Explains(sentence, due, clause))
        {
            return null;
        }

        var from = sentence.FirstWordOf(due);
        var to = sentence.WordAfter(due);
        var before = LastVerb(sentence, clause.First, from);
        var after = FirstVerb(sentence, to, clause.End);
        return before >= 0 && Before(sentence, due, clause, before) is { } cue ? new Promise(due, clause, before, cue)
            : after >= 0 && (before < 0 || (after == to && sentence.Tenses[before] == Tense.State)) && After(sentence, clause, after) is { } later
                ? new Promise(due, clause, after, later)
            : before < 0 && after < 0 && IsDeadline(sentence, from) ? new Promise(due, clause, -1, sentence.Lower(from))
            : null;
    }

    private static bool IsAhead(DueDate due, DateOnly saidOn) => due switch
    {
        { Kind: DueKind.Meeting } => due.First is null || due.First != due.Last || due.First > saidOn,
        { Kind: DueKind.Open } => due.Reading == "så snart som möjligt",
        { Precision: DuePrecision.Day } => due.First > saidOn,
        { Kind: DueKind.Dated } => due.Last >= saidOn,
        _ => false,
    };

    private static string? Before(TaggedSentence sentence, FoundDue due, Clause clause, int verb)
    {
        var from = sentence.FirstWordOf(due);
        var cue = sentence.Lower(verb);
        return sentence.Tenses[verb] switch
        {
            Tense.Ahead => cue,
            Tense.Present => AheadBefore(sentence, clause, verb) ?? cue,
            Tense.State => StateCue(sentence, due, clause, verb),
            Tense.Decision when Has(sentence, verb + 1, from, "att") || Has(sentence, verb + 1, from, "uppdrag") => cue,
            Tense.Shift when sentence.Lower(from) == "till" || sentence.Lower(from - 1) == "till" => cue,
            Tense.Conditional when DecisionBefore(sentence, verb) is { } decision => decision,
            Tense.Past => First(sentence, verb + 1, from, Invitations),
            _ => null,
        };
    }

    private static string? After(TaggedSentence sentence, Clause clause, int verb) => sentence.Tenses[verb] switch
    {
        Tense.Ahead or Tense.Present => sentence.Lower(verb),
        Tense.Decision or Tense.Shift when sentence.Lower(verb) is "får" or "ger" or "uppdrar" or "skjuts" or "flyttas" or "hänskjuts" => sentence.Lower(verb),
        Tense.State when sentence.Lower(verb) == "är" => First(sentence, verb + 1, clause.End, ReadyWords),
        Tense.State when sentence.Lower(verb) is "gäller" or "berättar" => sentence.Lower(verb),
        _ => null,
    };

    /// <summary>"Är planerad till", "målet är", "invigningen är den 14 juni", "gäller från", "pågår till": the word that makes it so.</summary>
    private static string? StateCue(TaggedSentence sentence, FoundDue due, Clause clause, int verb)
    {
        var from = sentence.FirstWordOf(due);
        return sentence.Lower(verb) switch
        {
            "är" => First(sentence, verb + 1, clause.End, ReadyWords) ?? First(sentence, clause.First, verb, Intentions)
                ?? (from == verb + 1 && due.Due.Precision == DuePrecision.Day ? "är" : null),
            "gäller" when Has(sentence, clause.First, sentence.WordAfter(due), "från") => "gäller från",
            "pågår" when sentence.Lower(from) is "till" or "t" or "fram" || sentence.Lower(from - 1) == "till" => "pågår till",
            _ => null,
        };
    }

    /// <summary>"Kommer att lyftas": the word that looks forward says more than its infinitive.</summary>
    private static string? AheadBefore(TaggedSentence sentence, Clause clause, int verb)
    {
        for (var index = verb - 1; index >= clause.First; index--)
        {
            if (sentence.Tenses[index] == Tense.Ahead)
            {
                return sentence.Lower(index);
            }
        }

        return null;
    }

    /// <summary>"Svar senast den 15 maj": a deadline promises without a verb.</summary>
    private static bool IsDeadline(TaggedSentence sentence, int from) => sentence.Lower(from) is "senast" or "inom";

    private static string? DecisionBefore(TaggedSentence sentence, int verb)
    {
        for (var index = verb - 1; index >= 0; index--)
        {
            if (sentence.Tenses[index] == Tense.Decision)
            {
                return Has(sentence, index + 1, verb, "att") ? sentence.Lower(index) : null;
            }
        }

        return null;
    }

    private static int LastVerb(TaggedSentence sentence, int first, int end)
    {
        for (var index = end - 1; index >= first; index--)
        {
            if (sentence.Tenses[index] != Tense.None)
            {
                return index;
            }
        }

        return -1;
    }

    private static int FirstVerb(TaggedSentence sentence, int first, int end)
    {
        for (var index = first; index < end && index < sentence.Words.Count; index++)
        {
            if (sentence.Tenses[index] != Tense.None)
            {
                return index;
            }
        }

        return -1;
    }

    private static bool Has(TaggedSentence sentence, int first, int end, string word)
    {
        for (var index = first; index < end; index++)
        {
            if (sentence.Lower(index) == word)
            {
                return true;
            }
        }

        return false;
    }

    private static string? First(TaggedSentence sentence, int first, int end, FrozenSet<string> words)
    {
        for (var index = first; index < end; index++)
        {
            if (words.Contains(sentence.Lower(index)))
            {
                return sentence.Lower(index);
            }
        }

        return null;
    }
}
