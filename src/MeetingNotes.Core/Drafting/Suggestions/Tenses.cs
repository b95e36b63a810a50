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
        ska skall kommer väntas förväntas planeras planerar beräknas beräknar siktar avser ämnar återkommer hoppas räknar lovar åtar
        bjuder bjuds dröjer återrapporterar återrapporteras
        """);

    private static readonly FrozenSet<string> Present = Words.Set(
        """
        anlitar anordnar anställer ansöker antar arrangerar avgör avgörs avslutar avslutas behandlar beslutar besöker betalar blir beslutar bestämmer enas drar byggs bygger byter
        börjar deltar erbjuder fastställer fastställs fattar firar flyttar fortsätter fyller får färdigställs förbereder föreslås förhandlar
        genomför genomförs ger ges gör görs går hålls håller höjer höjs inför införs informerar infaller inleder inleds inviger invigs justerar
        kallar kallas kan bör måste behöver vill köper köps kör lanserar lyfter lyfts lägger läggs lämnar lämnas medverkar möter möts
        omförhandlar ordnar ordnas planlägger prövar publicerar påbörjar påbörjas remitterar rullar räknas samlar samlas sammanställer sammanställs sammanträder
        sjösätter skickar sker skriver skrivs skapar skjuts släpper släpps sluter sluts slutar slutför slutförs sprider startar stänger stängs
        ställer ställs svarar sänds sänker sänks säljer säljs sätter sätts söker söks tar tas tecknar tecknas testar tillsätter tillträder tillsätts
        träder träffar träffas undersöker undertecknar undertecknas upphandlar upphör utbildar utreder utreds utser utses uppdaterar
        utvärderar visar visas väljer väljs yttrar åker återupptar återvänder äger öppnar öppnas överlämnar överlämnas upprättas upprättar
        bearbetar förankrar förankras granskar granskas samråder tänder tänds byts flyttas bordläggs hänskjuts senareläggs tidigareläggs
        """);

    private static readonly FrozenSet<string> State = Words.Set(
        """
        är finns gäller omfattar sträcker löper pågår består ligger står innebär handlar kostar beskriver utgör motsvarar kvarstår återstår anger
        säger berättar uppger menar anser tycker heter bor behåller ingår innehåller råder
        """);

    private static readonly FrozenSet<string> Past = Words.Set(
        """
        var blev fanns fick gav tog togs kom kom gick hölls höll låg stod stods såg sågs sa sade satt drog drogs skrev skrevs bröt beslöts slöts
        lade lades hade gjorde gjordes lyfte lyftes köpte köptes tyckte tänkte mötte möttes byggde byggdes ställde ställdes hörde hördes förde fördes
        genomförde genomfördes infördes utfördes inleddes inledde skedde skedde ökade sjönk steg vann fattade fattades höjdes sänktes sändes sattes
        utsågs valdes valde sålde såldes bjöds bjöd följde fylldes återkom upphörde dömdes avslogs föreslog föreslogs vidtogs anlades fastställdes
        sammanträdde sammanträffade tillträdde beviljades godkändes erkändes drevs drev skickade deltog medverkade lät försökte visade började
        slutade avslöt avslutade startade öppnade öppnades stängdes stängde antogs antog lämnade upphandlades
        """);

    private static readonly FrozenSet<string> Conditional = Words.Set("skulle borde kunde ville behövde");

    private static readonly FrozenSet<string> Decision = Words.Set(
        "beslutade beslöt enades bestämde uppdrog uppdrogs uppdrar lovade åtog bad ber uppmanade uppmanar uppmanas uppmanades");

    // "Gav" and "fick" decide only with "i uppdrag" after them.
    private static readonly FrozenSet<string> Assigning = Words.Set("får fick ger gav ges gavs fått gett givit");

    private static readonly FrozenSet<string> Shift = Words.Set(
        """
        flyttades flyttas bordlades bordläggs sparades sparas hänsköts hänskjuts senarelades senareläggs återremitterades återremitteras
        sköts skjuts flyttats bordlagts sparats hänskjutits senarelagts återremitterats skjutits flyttade sköt
        """);

    private static readonly FrozenSet<string> DecisionSupine = Words.Set("lovat beslutat enats bett bestämt åtagit uppdragit uppmanat uppmanats");

    // What a past participle before a noun stands after: "den planerade frågan", "till etablerade grupper".
    private static readonly FrozenSet<string> BeforeParticiple = Words.Set(
        "den de det denna dessa alla nya sina våra flera många några två tre till av i på för med om under inom från vid enligt redan");

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
