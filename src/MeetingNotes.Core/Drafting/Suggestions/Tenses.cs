using System.Collections.Frozen;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>What a word says about time.</summary>
internal enum Tense
{
    /// <summary>No verb, or one that says nothing about time.</summary>
    None,

    /// <summary>Looks forward by itself: "ska", "väntas", "återkommer".</summary>
    Ahead,

    /// <summary>Presens of something done: a promise when its time is to come: "startar", "redovisas".</summary>
    Present,

    /// <summary>Presens of how things are: "är", "gäller", "pågår". A promise only in certain company.</summary>
    State,

    /// <summary>Preteritum, perfekt: told, not promised.</summary>
    Past,

    /// <summary>"Skulle": a promise only inside a decision.</summary>
    Conditional,

    /// <summary>A decision or an assignment: what follows "att" is to come although the verb is past: "beslutade att", "fick i uppdrag att".</summary>
    Decision,

    /// <summary>Moved to a later time: "sköts upp till", "bordlades till".</summary>
    Shift,
}

/// <summary>
/// Which Swedish verbs say what about time. Lists and endings that anyone can read and add to: a verb that is missing costs a
/// suggestion, never a wrong one.
/// </summary>
internal static class Tenses
{
    /// <summary>How far after "har" its supinum may stand, in words.</summary>
    private const int SupineReach = 5;

    private static readonly FrozenSet<string> Ahead = Words.Set(
        """
        avser beräknar beräknas bjuder bjuds dröjer förväntas hoppas kommer lovar planerar planeras räknar siktar ska skall väntas åtar
        återkommer återrapporterar återrapporteras ämnar
        """);

    private static readonly FrozenSet<string> Present = Words.Set(
        """
        anlitar anordnar anställer ansöker antar arrangerar avgör avgörs avslutar avslutas bearbetar behandlar behöver beslutar bestämmer
        besöker betalar blir bygger byggs byter byts bör börjar deltar drar enas erbjuder fastställer fastställs fattar firar flyttar
        fortsätter fyller får färdigställs förankrar förankras förbereder föreslås förhandlar genomför genomförs ger ges granskar granskas
        går gör görs håller hålls höjer höjs infaller informerar inför införs inleder inleds inviger invigs justerar kallar kallas kan
        köper köps kör lanserar lyfter lyfts lägger läggs lämnar lämnas medverkar måste möter möts omförhandlar ordnar ordnas planlägger
        prövar publicerar påbörjar påbörjas remitterar rullar räknas samlar samlas sammanställer sammanställs sammanträder samråder
        sjösätter skapar sker skickar skriver skrivs slutar sluter slutför slutförs sluts släpper släpps sprider startar ställer ställs
        stänger stängs svarar säljer säljs sänds sänker sänks sätter sätts söker söks tar tas tecknar tecknas testar tidigareläggs
        tillsätter tillsätts tillträder träder träffar träffas tänder tänds undersöker undertecknar undertecknas uppdaterar upphandlar
        upphör upprättar upprättas utbildar utreder utreds utser utses utvärderar vill visar visas väljer väljs yttrar åker återupptar
        återvänder äger öppnar öppnas överlämnar överlämnas
        """);

    private static readonly FrozenSet<string> State = Words.Set(
        """
        anger anser behåller berättar beskriver består bor finns gäller handlar heter ingår innebär innehåller kostar kvarstår ligger
        löper menar motsvarar omfattar pågår råder sträcker står säger tycker uppger utgör återstår är
        """);

    private static readonly FrozenSet<string> Past = Words.Set(
        """
        antog antogs avslogs beslöts bjöd bjöds blev bröt byggde byggdes deltog drev drevs drog drogs dömdes erkändes fanns fick följde
        förde föreslog föreslogs försökte gav genomförde gick gjorde godkändes hade höjdes höll hölls hörde kom köpte köptes lade lyfte lyftes
        låg lät mötte möttes sa sade sattes sjönk skrev skrevs slöts steg stod stods ställde stängde stängdes såg sågs sålde sändes
        sänktes tog togs tyckte tänkte upphörde utsågs valde vann var vidtogs återkom
        """);

    private static readonly FrozenSet<string> Conditional = Words.Set("skulle borde kunde ville behövde");

    private static readonly FrozenSet<string> Decision = Words.Set(
        "bad ber beslutade beslöt bestämde enades lovade uppdrar uppdrog uppdrogs uppmanade uppmanades uppmanar uppmanas åtog");

    // "Gav" and "fick" decide only with "i uppdrag" after them.
    private static readonly FrozenSet<string> Assigning = Words.Set("får fick ger gav ges gavs fått gett givit");

    private static readonly FrozenSet<string> Shift = Words.Set(
        """
        bordlades bordlagts bordläggs flyttade flyttades flyttas flyttats hänskjutits hänskjuts hänsköts senarelades senarelagts
        senareläggs skjutits skjuts sköt sköts sparades sparas sparats återremitterades återremitteras återremitterats
        """);

    private static readonly FrozenSet<string> DecisionSupine = Words.Set("lovat beslutat enats bett bestämt åtagit uppdragit uppmanat uppmanats");

    // What a past participle before a noun stands after: "den planerade frågan", "till etablerade grupper".
    private static readonly FrozenSet<string> BeforeParticiple = Words.Set(
        "alla av de den denna dessa det enligt flera från för i inom med många nya några om på sina till tre två under vid våra");

    // Genitives of nouns that look like a passive: "kommunernas". Only these verbs end so.
    private static readonly FrozenSet<string> PassiveInNas = Words.Set("lämnas öppnas ägnas ordnas tecknas räknas kallas undertecknas överlämnas");

    private static readonly FrozenSet<string> NoPassive = Words.Set("allas deras vilkas någras andras bådas avses anses");

    /// <summary>The tense that each word brings to its sentence.</summary>
    public static Tense[] Of(IReadOnlyList<Word> words)
    {
        var tenses = new Tense[words.Count];
        for (var index = 0; index < words.Count; index++)
        {
            if (tenses[index] == Tense.None)
            {
                tenses[index] = words[index].Lower is "har" or "hade" ? Perfect(words, index, tenses) : TenseOf(words, index);
            }
        }

        return tenses;
    }

    private static Tense TenseOf(IReadOnlyList<Word> words, int index)
    {
        var word = words[index].Lower;
        var before = index > 0 ? words[index - 1].Lower : "";
        return word switch
        {
            "går" or "svar" when before == "i" => Tense.None,
            _ when Assigning.Contains(word) && IsAssignment(words, index) => Tense.Decision,
            _ when Decision.Contains(word) => Tense.Decision,
            _ when Shift.Contains(word) => Tense.Shift,
            _ when Ahead.Contains(word) => Tense.Ahead,
            _ when Conditional.Contains(word) => Tense.Conditional,
            _ when Past.Contains(word) => Tense.Past,
            _ when State.Contains(word) => Tense.State,
            _ when Present.Contains(word) => Tense.Present,
            _ when IsPreterite(word) => BeforeParticiple.Contains(before) ? Tense.None : Tense.Past,
            _ when IsPresent(word) => Tense.Present,
            _ => Tense.None,
        };
    }

    /// <summary>"Har … tagit": both words get the tense, so that the nearest verb is the right one.</summary>
    private static Tense Perfect(IReadOnlyList<Word> words, int index, Tense[] tenses)
    {
        for (var at = index + 1; at < words.Count && at <= index + SupineReach; at++)
        {
            var word = words[at].Lower;
            if (IsSupine(word))
            {
                return tenses[at] = word switch
                {
                    _ when DecisionSupine.Contains(word) => Tense.Decision,
                    _ when Assigning.Contains(word) && IsAssignment(words, at) => Tense.Decision,
                    _ when Shift.Contains(word) => Tense.Shift,
                    _ => Tense.Past,
                };
            }
        }

        return Tense.State;
    }

    private static bool IsAssignment(IReadOnlyList<Word> words, int index)
    {
        for (var at = index + 1; at < words.Count && at <= index + 8; at++)
        {
            if (words[at].Lower == "uppdrag" && words[at - 1].Lower == "i")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSupine(string word) =>
        word is "fått" or "gått" or "lagts" || DecisionSupine.Contains(word) || Shift.Contains(word)
        || (word.Length >= 4 && (Ends(word, "at") || Ends(word, "ats") || Ends(word, "it") || Ends(word, "its") || Ends(word, "tt") || Ends(word, "tts")
            || Ends(word, "lt") || Ends(word, "rt") || Ends(word, "kt") || Ends(word, "gt") || Ends(word, "mt") || Ends(word, "nt") || Ends(word, "pt")
            || Ends(word, "lts") || Ends(word, "rts") || Ends(word, "kts") || Ends(word, "gts") || Ends(word, "fts")));

    private static bool IsPreterite(string word) =>
        word.Length >= 5 && (Ends(word, "ade") || Ends(word, "ades") || Ends(word, "dde") || Ends(word, "ddes") || Ends(word, "rdes") || Ends(word, "ldes"));

    private static bool IsPresent(string word) =>
        word.Length >= 5
        && (Ends(word, "erar") || Ends(word, "isar")
            || (Ends(word, "as") && !NoPassive.Contains(word) && (!Ends(word, "nas") || PassiveInNas.Contains(word)))
            || (Ends(word, "ses") && !NoPassive.Contains(word))
            || Ends(word, "förs") || Ends(word, "hålls") || Ends(word, "ställs") || Ends(word, "läggs") || Ends(word, "skrivs") || Ends(word, "byggs")
            || Ends(word, "sätts") || Ends(word, "släpps") || Ends(word, "följs"));

    private static bool Ends(string word, string end) => word.EndsWith(end, StringComparison.Ordinal);
}
