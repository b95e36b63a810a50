using System.Collections.Frozen;
using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>What looks forward without anybody having anything to do: requests to the reader, hopes, opinions, and what time does alone.</summary>
internal static class NoTasks
{
    // Only verbs whose imperative is seldom a noun at the beginning of a clause.
    private static readonly FrozenSet<string> Requests = Words.Set(
        "anmäl ansök boka fyll följ hör hämta kom kontakta lämna läs maila mejla prenumerera ring rösta skicka skriv svara sök titta tipsa tyck välj");

    private static readonly FrozenSet<string> RequestLeads = Words.Set("gärna och så då eller");

    private static readonly FrozenSet<string> Opinions = Words.Set(
        """
        angeläget avgörande beklagligt bra centralt fantastiskt glädjande nödvändigt oacceptabelt olyckligt orimligt oroande positivt rimligt roligt
        synd tråkigt viktigt viktigast väsentligt önskvärt
        """);

    private static readonly FrozenSet<string> OpinionVerbs = Words.Set("är vore känns verkar");

    private static readonly FrozenSet<string> Hopes = Words.Set("hoppas önskar tror");

    // Nobody can be asked afterwards whether it was done.
    private static readonly FrozenSet<string> Feelings = Words.Set("glädjas känna lita må trivas uppleva uppskatta");

    private static readonly string[] Contracts =
    [
        "avtal", "avtalet", "avtalen", "kontrakt", "kontraktet", "kontrakten", "överenskommelsen", "tillstånd", "tillståndet", "tillstånden", "licensen",
        "licenserna", "garantin", "garantierna", "förordnandet", "förordnandena", "mandatet", "mandaten", "dispensen",
    ];

    public static bool Explains(TaggedSentence sentence, FoundDue due, Clause clause)
    {
        var from = Math.Min(sentence.FirstWordOf(due), clause.End);
        return IsRequest(sentence, clause, from) || IsHopeOrOpinion(sentence, clause, from) || IsFeeling(sentence, clause, from) || IsEndOfContract(sentence, clause)
            || IsLifeEvent(sentence, clause);
    }

    /// <summary>
    /// "Anmäl dig senast den 20 juni", "vill du vara med, svara senast den 4 maj": the reader is asked. "Kansliet ska samla in svaren och
    /// skicka dem" is not: its verb governs both. Nor is "skicka ut remissen senast i maj", a point in a list of what somebody is to do,
    /// nor "läs mer om planen, som väntas i juni": another verb governs the time.
    /// </summary>
    private static bool IsRequest(TaggedSentence sentence, Clause clause, int from)
    {
        var isRequest = false;
        for (var index = clause.First; index < from; index++)
        {
            var isFirst = index == 0
                ? char.IsUpper(sentence.Text[sentence.Words[0].Start])
                : index == clause.First || sentence.GapBefore(index).Contains(',') || RequestLeads.Contains(sentence.Lower(index - 1));
            if (isFirst && Requests.Contains(sentence.Lower(index)))
            {
                isRequest = true;
            }
            else if (sentence.Tenses[index] != Tense.None && sentence.Lower(index + 1) is not ("du" or "ni"))
            {
                return false;
            }
        }

        return isRequest;
    }

    /// <summary>"Vi hoppas att …", "det är viktigt att …": what somebody would like. "Hoppas (att) kunna öppna" tells what one does oneself.</summary>
    private static bool IsHopeOrOpinion(TaggedSentence sentence, Clause clause, int from)
    {
        // "… att bussarna går och att de är i tid" goes on with what was said before.
        var goesOn = sentence.Lower(clause.First) == "att" || sentence.Lower(clause.First + 1) == "att";
        for (var index = goesOn ? 1 : clause.First + 1; index < from; index++)
        {
            if (sentence.Lower(index) is "att" or "om" && (IsHope(index - 1) || IsOpinion(index - 1)))
            {
                return true;
            }
        }

        return false;

        bool IsHope(int index) => Hopes.Contains(sentence.Lower(index)) && sentence.Lower(index + 2) is not ("kunna" or "få");

        bool IsOpinion(int index) => Opinions.Contains(sentence.Lower(index))
            && (OpinionVerbs.Contains(sentence.Lower(index - 1)) || OpinionVerbs.Contains(sentence.Lower(index - 2)));
    }

    /// <summary>"Ska kunna känna sig trygga i vinter"; but "ska i juni lämna en plan för att fler ska trivas" and "ska se till att" are something to do.</summary>
    private static bool IsFeeling(TaggedSentence sentence, Clause clause, int from)
    {
        for (var index = clause.First; index < clause.End; index++)
        {
            if (Feelings.Contains(sentence.Lower(index)))
            {
                return true;
            }

            if ((index > from && sentence.Lower(index) is "att" or "hur" or "så") || (sentence.Lower(index) == "se" && sentence.Lower(index + 1) == "till"))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>"Avtalet löper ut", "kontraktet upphör", "tillståndet går ut": it ends by itself.</summary>
    private static bool IsEndOfContract(TaggedSentence sentence, Clause clause)
    {
        var isContract = false;
        var ends = false;
        for (var index = clause.First; index < clause.End; index++)
        {
            var word = sentence.Lower(index);
            isContract |= Array.Exists(Contracts, contract => word.EndsWith(contract, StringComparison.Ordinal));
            ends |= word is "upphör" || (word is "går" or "löper" && sentence.Lower(index + 1) == "ut");
        }

        return isContract && ends;
    }

    /// <summary>"Går i pension", "fyller 50 år": time does it.</summary>
    private static bool IsLifeEvent(TaggedSentence sentence, Clause clause)
    {
        for (var index = clause.First; index < clause.End; index++)
        {
            var word = sentence.Lower(index);
            if (word is "pensioneras" || (word is "pension" && sentence.Lower(index - 1) == "i") || (word is "fyller" && sentence.Lower(index + 2) == "år"))
            {
                return true;
            }
        }

        return false;
    }
}
