using System.Collections.Frozen;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>
/// Who is said to act: the one that gets the assignment, the subject of an active verb, or the agent of a passive one. <c>null</c>
/// rather than a wrong guess: who is invited, informed or given something is not responsible.
/// </summary>
internal static class Responsibles
{
    private static readonly FrozenSet<string> Deponents = Words.Set("träffas möts samlas enas väntas förväntas beräknas hoppas åtas");

    private static readonly FrozenSet<string> Receiving = Words.Set("får få fått fick är blir bli vara varit gäller pågår");

    // Who wants something mostly wants it from somebody else.
    private static readonly FrozenSet<string> Wishes = Words.Set("vill hoppas räknar behöver önskar");

    private static readonly FrozenSet<string> Adverbs = Words.Set("också även nu därför sedan dessutom fortfarande då i");

    private static readonly FrozenSet<string> Particles = Words.Set("fram upp in ut om över igen också sedan nu med vidare även ihop");

    private static readonly FrozenSet<string> Fronted = Words.Set(
        "i under vid på efter innan före senast nu då därefter sedan till om därför från inom den redan först nästa dessutom till hösten");

    public static string? Find(TaggedSentence sentence, Promise promise)
    {
        var name = Assigned(sentence, promise) ?? (promise.Verb < 0 ? null : Agent(sentence, promise) ?? Subject(sentence, promise));
        return name is { } found ? Organisations.Written(sentence, found) : null;
    }

    /// <summary>"Får i uppdrag", "ger förvaltningen i uppdrag", "uppdrar åt", "bad sekretariatet att", "lovade att".</summary>
    private static (int, int)? Assigned(TaggedSentence sentence, Promise promise)
    {
        for (var index = promise.Clause.First; index < promise.Clause.End && index < sentence.Words.Count; index++)
        {
            var name = sentence.Lower(index) switch
            {
                "åt" when sentence.Lower(index - 1) is "uppdra" or "uppdrar" or "uppdrog" or "uppdrag" => Organisations.StartingAt(sentence, index + 1),
                "till" when sentence.Lower(index - 1) is "uppdrag" => Organisations.StartingAt(sentence, index + 1),
                "ger" or "gav" or "gett" or "ge" or "bad" or "ber" or "be" or "uppmanar" or "uppmanade" when sentence.Tenses[index] is Tense.Decision or Tense.None =>
                    Organisations.StartingAt(sentence, index + 1),
                "får" or "fick" or "fått" or "lovade" or "lovat" or "uppdrogs" or "åtog" or "uppmanas" when sentence.Tenses[index] is Tense.Decision =>
                    SubjectOf(sentence, promise.Clause, index),
                _ => null,
            };
            if (name is not null)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>"Redovisas av Almi", "tas fram av förvaltningen"; not "översynen av myndigheten".</summary>
    private static (int, int)? Agent(TaggedSentence sentence, Promise promise)
    {
        var hasPassive = false;
        for (var index = promise.Clause.First; index < promise.Clause.End && index < sentence.Words.Count; index++)
        {
            hasPassive |= IsPassive(sentence, index);
            if (hasPassive && sentence.Lower(index) == "av"
                && (IsPassive(sentence, index - 1) || Particles.Contains(sentence.Lower(index - 1)) || index == sentence.WordAfter(promise.Due)))
            {
                return Organisations.StartingAt(sentence, index + 1);
            }
        }

        return null;
    }

    private static (int, int)? Subject(TaggedSentence sentence, Promise promise)
    {
        if (sentence.Tenses[promise.Verb] is not (Tense.Ahead or Tense.Present))
        {
            return null;
        }

        // What is done to somebody, or given to somebody, is not done by them.
        for (var index = promise.Clause.First; index < promise.Clause.End && index < sentence.Words.Count; index++)
        {
            if (IsPassive(sentence, index) || Receiving.Contains(sentence.Lower(index)) || Wishes.Contains(sentence.Lower(index)))
            {
                return null;
            }
        }

        for (var verb = promise.Verb; verb >= promise.Clause.First; verb--)
        {
            if (sentence.Tenses[verb] is Tense.Ahead or Tense.Present && SubjectOf(sentence, promise.Clause, verb) is { } name)
            {
                return name;
            }
        }

        return Inherited(sentence, promise.Clause);
    }

    /// <summary>The name right before the verb, or right after it when something else stands first.</summary>
    private static (int, int)? SubjectOf(TaggedSentence sentence, Clause clause, int verb)
    {
        var end = sentence.Lower(verb) is "fått" or "lovat" && sentence.Lower(verb - 1) is "har" or "hade" ? verb - 1 : verb;
        while (end > clause.First + 1 && Adverbs.Contains(sentence.Lower(end - 1)))
        {
            end--;
        }

        if (end < sentence.Words.Count && end > 0 && sentence.GapBefore(end).IsWhiteSpace() && Organisations.EndingAt(sentence, end) is { } name)
        {
            return IsSubjectPlace(sentence, clause, name.First) ? name : null;
        }

        return Fronted.Contains(sentence.Lower(FirstContentWord(sentence, clause))) ? Organisations.StartingAt(sentence, verb + 1) : null;
    }

    // Not "översynen av myndigheten ska": only where a clause can begin.
    private static bool IsSubjectPlace(TaggedSentence sentence, Clause clause, int first) =>
        first <= FirstContentWord(sentence, clause) || sentence.Lower(first - 1) == "att" || !sentence.GapBefore(first).IsWhiteSpace();

    /// <summary>
    /// "Förvaltningen tar fram ett förslag och redovisar det i juni": the second clause has the first one's subject. "… till
    /// fullmäktige, som tar upp det i juni": the name right before.
    /// </summary>
    private static (int, int)? Inherited(TaggedSentence sentence, Clause clause)
    {
        if (sentence.Lower(clause.First) == "som" && clause.First > 0)
        {
            return Organisations.EndingAt(sentence, clause.First);
        }

        if (sentence.Lower(clause.First) is not ("och" or "samt" or "men") || clause.First == 0
            || clause.First + 1 >= sentence.Words.Count || sentence.Tenses[clause.First + 1] == Tense.None)
        {
            return null;
        }

        var before = sentence.Clauses.First(other => other.End == clause.First);
        for (var verb = before.First; verb < before.End; verb++)
        {
            if (sentence.Tenses[verb] != Tense.None)
            {
                return IsPassive(sentence, verb) ? null : SubjectOf(sentence, before, verb);
            }
        }

        return null;
    }

    private static int FirstContentWord(TaggedSentence sentence, Clause clause) =>
        sentence.Lower(clause.First) is "och" or "men" or "samt" or "att" or "så" ? clause.First + 1 : clause.First;

    private static bool IsPassive(TaggedSentence sentence, int index) =>
        index >= 0 && sentence.Tenses[index] is Tense.Present or Tense.Ahead or Tense.Shift
        && sentence.Lower(index).EndsWith('s') && !Deponents.Contains(sentence.Lower(index));
}
