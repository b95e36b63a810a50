using System.Collections.Frozen;
using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>Why a due phrase is no promise, whatever its verb says.</summary>
internal static class NoPromises
{
    private static readonly FrozenSet<string> Negations = Words.Set("inte ej aldrig ingen inget inga varken");

    private static readonly FrozenSet<string> Habits = Words.Set(
        "årligen årligt normalt brukar vanligtvis vanligen oftast alltid månadsvis kvartalsvis regelbundet");

    private static readonly FrozenSet<string> Recurring = Words.Set(
        "år månad vecka kvartal vår höst sommar vinter dag gång termin halvår årsskifte möte sammanträde");

    private static readonly FrozenSet<string> OpeningHours = Words.Set(
        "öppet öppettid öppettider öppettiderna stängt stängd bemannat bemannad telefontid telefontiden");

    private static readonly FrozenSet<string> NextMeeting = Words.Set("nästa nästkommande kommande");

    private static readonly FrozenSet<string> MeetingWords = Words.Set("möte mötet sammanträde sammanträdet möten sammankomst träff");

    private static readonly FrozenSet<string> MeetingLineVerbs = Words.Set("är hålls blir äger infaller planeras sker");

    // What has a period of its own: "budget 2019", "målet för 2019", "perioden 2019–2030". Endings, so that compounds count too.
    private static readonly string[] Plans =
    [
        "plan", "planen", "planer", "planerna", "strategi", "strategin", "budget", "budgeten", "program", "programmet", "vision", "visionen", "agenda", "mål",
        "målet", "målen", "ram", "ramen", "ramar", "ramarna", "redovisning", "redovisningen", "bokslut", "bokslutet", "prognos", "prognosen", "period", "perioden",
        "åren", "avtal", "avtalet", "överenskommelse", "överenskommelsen", "rapport", "rapporten", "taxa", "taxan", "resultat", "resultatet", "statistik",
        "statistiken", "berättelse", "berättelsen", "utfall", "utfallet",
    ];

    private static readonly FrozenSet<string> Validity = Words.Set("gäller gälla avser avse omfattar omfatta sträcker löper beskriver");

    private static readonly FrozenSet<string> References = Words.Set(
        "dnr diarienummer diarienr nr lag lagen förordning prop proposition sfs sou ds artikel punkt paragraf bilaga sida version");

    public static bool Explains(TaggedSentence sentence, FoundDue due, Clause clause) =>
        IsHabit(sentence) || IsQuestion(sentence, clause) || IsNextMeetingLine(sentence, clause) || IsDenied(sentence, clause) || IsCancelled(sentence, clause)
        || IsLegalRule(sentence, clause) || IsReference(sentence, due) || IsSince(sentence, due, clause) || IsPeriodOfPlan(sentence, due, clause);

    /// <summary>"Varje år", "som regel", "öppet måndag": a rule, not something to follow up.</summary>
    private static bool IsHabit(TaggedSentence sentence)
    {
        for (var index = 0; index < sentence.Words.Count; index++)
        {
            var word = sentence.Lower(index);
            if (Habits.Contains(word) || (OpeningHours.Contains(word) && sentence.Lower(index + 1) != "hus")
                || (word == "varje" && (Recurring.Contains(sentence.Lower(index + 1)) || sentence.Lower(index + 1).EndsWith("dag", StringComparison.Ordinal)))
                || (word == "som" && sentence.Lower(index + 1) is "regel" or "vanligt") || (word is "om" or "per" && sentence.Lower(index + 1) is "året" or "år"
                    && sentence.Lower(index - 1) is "gång" or "gånger"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsQuestion(TaggedSentence sentence, Clause clause) =>
        clause.End >= sentence.Words.Count && sentence.Text.AsSpan().TrimEnd("”\") ").EndsWith("?");

    /// <summary>"Nästa möte med … är den 30 maj": the calendar says that, no follow-up does.</summary>
    private static bool IsNextMeetingLine(TaggedSentence sentence, Clause clause)
    {
        for (var index = clause.First; index < clause.End; index++)
        {
            if (sentence.Lower(index) == "gång" && NextMeeting.Contains(sentence.Lower(index - 1)))
            {
                return true;
            }
        }

        if (!NextMeeting.Contains(sentence.Lower(clause.First)) || !MeetingWords.Contains(sentence.Lower(clause.First + 1)))
        {
            return false;
        }

        for (var index = clause.First + 2; index < clause.End && index < sentence.Words.Count; index++)
        {
            if (sentence.Tenses[index] != Tense.None)
            {
                return MeetingLineVerbs.Contains(sentence.Lower(index));
            }
        }

        return true;
    }

    /// <summary>"Inte i juni", but not "inte förrän i juni" and not "inte bara".</summary>
    private static bool IsDenied(TaggedSentence sentence, Clause clause)
    {
        var isDenied = false;
        for (var index = clause.First; index < clause.End; index++)
        {
            isDenied |= Negations.Contains(sentence.Lower(index)) && sentence.Lower(index + 1) is not ("bara" or "enbart" or "minst");
            if (sentence.Lower(index) is "förrän")
            {
                return false;
            }
        }

        return isDenied;
    }

    /// <summary>"Ställs in", "har ställts in", "är inställd".</summary>
    private static bool IsCancelled(TaggedSentence sentence, Clause clause)
    {
        for (var index = clause.First; index < clause.End; index++)
        {
            var word = sentence.Lower(index);
            if (word is "inställd" or "inställt" or "inställda" or "avlyst" or "avlysta" or "avbryts" or "utgår"
                || (word is "in" && sentence.Lower(index - 1) is "ställs" or "ställts" or "ställer" or "ställdes" or "ställas" or "ställa"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Enligt skollagen inom fyra månader": what the law asks of everybody.</summary>
    private static bool IsLegalRule(TaggedSentence sentence, Clause clause)
    {
        for (var index = clause.First; index < clause.End; index++)
        {
            if (sentence.Lower(index) == "enligt"
                && (sentence.Lower(index + 1).EndsWith("lagen", StringComparison.Ordinal) || sentence.Lower(index + 1) is "lag" or "förordningen"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Dnr 2018/612", "lag (2017:725)", "proposition 2025/26:48".</summary>
    private static bool IsReference(TaggedSentence sentence, FoundDue due)
    {
        var end = due.Start + due.Length;
        var after = end + 1 < sentence.Text.Length && sentence.Text[end] is ':' or '/' or '-' && char.IsAsciiDigit(sentence.Text[end + 1]);
        var before = due.Start > 0 && sentence.Text[due.Start - 1] is '/' or ':' or '-' or '§';
        return after || before || References.Contains(sentence.Lower(sentence.FirstWordOf(due) - 1));
    }

    /// <summary>"Sedan 2019", "motionen från mars"; but "gäller från den 1 juni" and "från den 1 juni gäller" are to come.</summary>
    private static bool IsSince(TaggedSentence sentence, FoundDue due, Clause clause)
    {
        var before = sentence.FirstWordOf(due) - 1;
        return sentence.Lower(before) switch
        {
            "sedan" => true,
            "från" => before > clause.First && sentence.Tenses[before - 1] == Tense.None && sentence.Lower(before - 1) != "gälla",
            _ => false,
        };
    }

    /// <summary>"Budget 2019", "avser perioden 2019–2030", "programmet för våren".</summary>
    private static bool IsPeriodOfPlan(TaggedSentence sentence, FoundDue due, Clause clause)
    {
        var first = sentence.FirstWordOf(due);
        var before = sentence.Lower(first - 1);
        if (before == "för" && IsPlan(sentence.Lower(first - 2)))
        {
            return true;
        }

        if (due.Due.Precision is not (DuePrecision.Year or DuePrecision.Quarter or DuePrecision.HalfYear) && !IsWholeYears(due.Due))
        {
            return false;
        }

        if (before == "för" || IsPlan(before))
        {
            return true;
        }

        for (var index = first - 1; index >= clause.First; index--)
        {
            if (sentence.Tenses[index] != Tense.None || Validity.Contains(sentence.Lower(index)))
            {
                return Validity.Contains(sentence.Lower(index)) && before != "från";
            }
        }

        return false;
    }

    private static bool IsPlan(string word) => Plans.Any(plan => word.EndsWith(plan, StringComparison.Ordinal));

    private static bool IsWholeYears(DueDate due) =>
        due is { First: { Day: 1, Month: 1 }, Last: { Day: 31, Month: 12 } };
}
