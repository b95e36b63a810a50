namespace MeetingNotes.Core.Demo;

/// <summary>
/// The words that demo texts are made of. In every list the common come first, since they are drawn by rank. Bodies, places and
/// roles are invented; a compound is a topic's stem and a head ("buss" + "strategi"), so that the vocabulary is large and inflected.
/// </summary>
internal static class DemoVocabulary
{
    public static readonly DemoTopic[] Topics =
    [
        new("Kollektivtrafik", ["buss", "tåg", "färdtjänst"], ["kollektivtrafik", "buss", "tåg", "resenärs", "hållplats", "biljett", "linje", "färdtjänst", "tidtabells", "pendlar", "nattrafik", "skolskjuts"]),
        new("Hälso- och sjukvård", ["sjukhus", "vårdcentral"], ["vård", "sjukhus", "patient", "läkar", "vårdcentrals", "ambulans", "akut", "operations", "förlossnings", "smärt", "remiss", "jour"]),
        new("Ekonomi och budget", ["pengar", "bokslut"], ["budget", "ekonomi", "boksluts", "investerings", "skatte", "bidrags", "upphandlings", "kostnads", "avgifts", "lokal", "reserv", "låne"]),
        new("Kultur", ["bibliotek", "musik", "museum"], ["kultur", "biblioteks", "musei", "musik", "teater", "scenkonst", "film", "slöjd", "folkhögskole", "arkiv", "kulturarvs", "författar"]),
        new("Regional utveckling", ["länets framtid"], ["utvecklings", "region", "bygde", "landsbygds", "tillväxt", "samverkans", "strategi", "kommun", "service", "inflyttar", "gräns", "skärgårds"]),
        new("Infrastruktur", ["väg", "järnväg"], ["väg", "järnvägs", "cykelvägs", "bro", "trafiksäkerhets", "hamn", "flygplats", "stations", "gods", "vinterväghållnings", "rastplats", "tunnel"]),
        new("Digitalisering", ["bredband", "it"], ["it-", "bredbands", "journalsystems", "e-tjänste", "mobiltäcknings", "fiber", "data", "webb", "systemförvaltnings", "videomötes", "inloggnings", "chatt"]),
        new("Klimat", ["utsläpp", "koldioxid"], ["klimat", "utsläpps", "energi", "solcells", "laddstolps", "fossilfrihets", "vindkrafts", "klimatanpassnings", "översvämnings", "värmebölje", "biogas", "koldioxid"]),
        new("Miljö och natur", ["vatten", "natur"], ["miljö", "vatten", "natur", "skogs", "avlopps", "luftkvalitets", "kemikalie", "återvinnings", "våtmarks", "naturreservats", "artskydds", "strand"]),
        new("Folkhälsa", ["hälsa", "friskvård"], ["hälso", "folkhälso", "motions", "tobaks", "alkohol", "kost", "friskvårds", "suicidpreventions", "vaccinations", "ungdomshälso", "sömn", "spelberoende"]),
        new("Tandvård", ["tandläkare"], ["tandvårds", "tandläkar", "folktandvårds", "barntandvårds", "munhälso", "klinik", "tandreglerings", "tandhygienist", "narkos", "protes", "karies", "frisktandvårds"]),
        new("Personal", ["anställda", "arbetsmiljö"], ["personal", "rekryterings", "arbetsmiljö", "löne", "schema", "chefs", "bemannings", "semester", "introduktions", "hyrpersonal", "medarbetar", "pensions"]),
        new("Utbildning", ["skola", "gymnasium"], ["utbildnings", "gymnasie", "vuxenutbildnings", "lärlings", "studie", "yrkeshögskole", "kurs", "praktik", "validerings", "lärar", "elev", "språk"]),
        new("Näringsliv", ["företag"], ["företags", "näringslivs", "export", "innovations", "besöksnärings", "turist", "industri", "nystarts", "handels", "gruv", "livsmedels", "etablerings"]),
        new("Forskning", ["studier"], ["forsknings", "universitets", "prövnings", "doktorand", "biobanks", "registerforsknings", "etikprövnings", "publicerings", "labb", "professors", "testbädds", "kunskaps"]),
        new("Psykiatri", ["psykisk hälsa"], ["psykiatri", "barnpsykiatri", "terapi", "öppenvårds", "beroende", "ätstörnings", "självhjälps", "samtals", "heldygnsvårds", "traumavårds", "kris", "rättspsykiatri"]),
        new("Barn och unga", ["ungdomar"], ["barn", "ungdoms", "familjecentrals", "elevhälso", "fritids", "barnrätts", "förskole", "föräldra", "lovaktivitets", "ungdomsråds", "mottagnings", "barnahus"]),
        new("Äldre", ["pensionärer"], ["äldre", "hemtjänst", "demens", "seniorhälso", "hemsjukvårds", "fallpreventions", "trygghets", "palliativvårds", "anhörig", "mötesplats", "rehabiliterings", "kortvårds"]),
        new("Funktionsnedsättning", ["tillgänglighet"], ["tillgänglighets", "hjälpmedels", "habiliterings", "tolk", "syncentrals", "hörsel", "assistans", "ledsagar", "teckenspråks", "rullstols", "lättlästhets", "kognitions"]),
        new("Krisberedskap", ["beredskap"], ["krisberedskaps", "beredskaps", "larm", "säkerhets", "reservkrafts", "totalförsvars", "försörjnings", "räddnings", "skyddsrums", "lednings", "övnings", "nödvatten"]),
        new("Fastigheter", ["byggnader", "lokaler"], ["fastighets", "byggnads", "lokal", "renoverings", "sjukhusbyggnads", "ventilations", "parkerings", "värmesystems", "tak", "hiss", "markköps", "kulvert"]),
        new("Demokrati", ["delaktighet", "val"], ["demokrati", "medborgar", "dialog", "val", "partistöds", "remiss", "insyns", "ungdomsinflytande", "webbsändnings", "arvodes", "förtroendevalds", "e-förslags"]),
        new("Läkemedel", ["medicin"], ["läkemedels", "apoteks", "recept", "antibiotika", "vaccin", "dosdispenserings", "läkemedelskommittés", "cytostatika", "förråds", "biverknings", "brist", "licensläkemedels"]),
        new("Internationella frågor", ["EU"], ["EU-", "gränssamarbets", "projekt", "partner", "vänorts", "nordkalotts", "Bryssel-", "strukturfonds", "utbytes", "delegations", "programskrivnings", "interreg"]),
        new("Mat och måltider", ["mat", "matsvinn"], ["måltids", "mat", "kök", "matsvinns", "livsmedels", "kost", "restaurang", "råvaru", "frukost", "odlings", "patientmåltids", "upphandlings"]),
    ];

    public static readonly DemoNoun[] Heads =
    [
        new("plan", "planen", "planer", "planerna"),
        new("nämnd", "nämnden", "nämnder", "nämnderna"),
        new("fråga", "frågan", "frågor", "frågorna"),
        new("arbete", "arbetet", "arbeten", "arbetena", true),
        new("rapport", "rapporten", "rapporter", "rapporterna"),
        new("uppdrag", "uppdraget", "uppdrag", "uppdragen", true),
        new("strategi", "strategin", "strategier", "strategierna"),
        new("projekt", "projektet", "projekt", "projekten", true),
        new("verksamhet", "verksamheten", "verksamheter", "verksamheterna"),
        new("myndighet", "myndigheten", "myndigheter", "myndigheterna"),
        new("avtal", "avtalet", "avtal", "avtalen", true),
        new("utredning", "utredningen", "utredningar", "utredningarna"),
        new("program", "programmet", "program", "programmen", true),
        new("nätverk", "nätverket", "nätverk", "nätverken", true),
        new("grupp", "gruppen", "grupper", "grupperna"),
        new("stöd", "stödet", "stöd", "stöden", true),
        new("behov", "behovet", "behov", "behoven", true),
        new("mål", "målet", "mål", "målen", true),
        new("åtgärd", "åtgärden", "åtgärder", "åtgärderna"),
        new("underlag", "underlaget", "underlag", "underlagen", true),
        new("insats", "insatsen", "insatser", "insatserna"),
        new("förslag", "förslaget", "förslag", "förslagen", true),
        new("modell", "modellen", "modeller", "modellerna"),
        new("kostnad", "kostnaden", "kostnader", "kostnaderna"),
        new("riktlinje", "riktlinjen", "riktlinjer", "riktlinjerna"),
        new("samordning", "samordningen", "samordningar", "samordningarna"),
        new("tjänst", "tjänsten", "tjänster", "tjänsterna"),
        new("enkät", "enkäten", "enkäter", "enkäterna"),
        new("analys", "analysen", "analyser", "analyserna"),
        new("upphandling", "upphandlingen", "upphandlingar", "upphandlingarna"),
        new("lösning", "lösningen", "lösningar", "lösningarna"),
        new("enhet", "enheten", "enheter", "enheterna"),
        new("översyn", "översynen", "översyner", "översynerna"),
        new("utbildning", "utbildningen", "utbildningar", "utbildningarna"),
        new("centrum", "centrumet", "centrum", "centrumen", true),
        new("råd", "rådet", "råd", "råden", true),
        new("kampanj", "kampanjen", "kampanjer", "kampanjerna"),
        new("system", "systemet", "system", "systemen", true),
        new("policy", "policyn", "policyer", "policyerna"),
        new("konferens", "konferensen", "konferenser", "konferenserna"),
        new("regel", "regeln", "regler", "reglerna"),
        new("undersökning", "undersökningen", "undersökningar", "undersökningarna"),
        new("reform", "reformen", "reformer", "reformerna"),
        new("funktion", "funktionen", "funktioner", "funktionerna"),
        new("prognos", "prognosen", "prognoser", "prognoserna"),
        new("satsning", "satsningen", "satsningar", "satsningarna"),
        new("statistik", "statistiken", "siffror", "siffrorna"),
        new("delegation", "delegationen", "delegationer", "delegationerna"),
        new("besparing", "besparingen", "besparingar", "besparingarna"),
        new("granskning", "granskningen", "granskningar", "granskningarna"),
        new("kartläggning", "kartläggningen", "kartläggningar", "kartläggningarna"),
        new("försök", "försöket", "försök", "försöken", true),
        new("remissvar", "remissvaret", "remissvar", "remissvaren", true),
        new("handbok", "handboken", "handböcker", "handböckerna"),
        new("överenskommelse", "överenskommelsen", "överenskommelser", "överenskommelserna"),
        new("forum", "forumet", "forum", "forumen", true),
        new("trappa", "trappan", "trappor", "trapporna"),
        new("lots", "lotsen", "lotsar", "lotsarna"),
        new("verkstad", "verkstaden", "verkstäder", "verkstäderna"),
        new("kommitté", "kommittén", "kommittéer", "kommittéerna"),
    ];

    public static readonly DemoAdjective[] Adjectives =
    [
        new("ny", "nytt", "nya"), new("gemensam", "gemensamt", "gemensamma"), new("regional", "regionalt", "regionala"),
        new("större", "större", "större"), new("långsiktig", "långsiktigt", "långsiktiga"), new("tydlig", "tydligt", "tydliga"),
        new("fördjupad", "fördjupat", "fördjupade"), new("tillfällig", "tillfälligt", "tillfälliga"), new("enklare", "enklare", "enklare"),
        new("samlad", "samlat", "samlade"), new("årlig", "årligt", "årliga"), new("bättre", "bättre", "bättre"),
        new("mellankommunal", "mellankommunalt", "mellankommunala"), new("uppdaterad", "uppdaterat", "uppdaterade"),
        new("frivillig", "frivilligt", "frivilliga"), new("länsövergripande", "länsövergripande", "länsövergripande"),
        new("kostnadseffektiv", "kostnadseffektivt", "kostnadseffektiva"), new("jämlik", "jämlikt", "jämlika"),
        new("sammanhållen", "sammanhållet", "sammanhållna"), new("klimatneutral", "klimatneutralt", "klimatneutrala"),
    ];

    public static readonly string[] Roles =
    [
        "ordföranden", "regiondirektören", "projektledaren", "ekonomichefen", "utredaren", "verksamhetschefen", "samordnaren",
        "utvecklingsstrategen", "kommunikatören", "controllern", "vice ordföranden", "trafikplaneraren", "hållbarhetsstrategen",
        "kulturchefen", "fastighetschefen", "folkhälsoplaneraren", "beredskapssamordnaren", "tillgänglighetsrådgivaren", "nämndsekreteraren",
        "biblioteksutvecklaren", "smittskyddsstrategen", "arkivarien",
    ];

    public static readonly string[] Responsibles =
    [
        "Regional utveckling", "Kollektivtrafikmyndigheten", "regionstaben", "ekonomiavdelningen", "kommunerna", "arbetsgruppen",
        "Kulturenheten", "Fastighetsavdelningen", "hälso- och sjukvårdsförvaltningen", "it-avdelningen", "presidiet", "HR-avdelningen",
    ];

    /// <summary>Name, and the form used after "från", before " i Granfors".</summary>
    public static readonly (string Name, string AfterFrom)[] Bodies =
    [
        ("Samverkansrådet", "samverkansrådet"), ("Kulturnämnden", "kulturnämnden"), ("Trafiknämnden", "trafiknämnden"),
        ("Folkhälsorådet", "folkhälsorådet"), ("Utvecklingsnämnden", "utvecklingsnämnden"), ("Pensionärsrådet", "pensionärsrådet"),
        ("Miljöberedningen", "miljöberedningen"), ("Ungdomsrådet", "ungdomsrådet"), ("Beredningen för tillgänglighet", "beredningen för tillgänglighet"),
        ("Hälso- och sjukvårdsnämnden", "hälso- och sjukvårdsnämnden"), ("Näringslivsrådet", "näringslivsrådet"), ("Fastighetsutskottet", "fastighetsutskottet"),
    ];

    public static readonly string[] PlaceStarts =
    [
        "Gran", "Björk", "Älg", "Tall", "Sten", "Rönn", "Käll", "Lärk", "Ugg", "Torn", "Mys", "Hägg", "Vret", "Orr", "Lom", "Klöver",
        "Skarv", "Järp", "Bäver", "Linnea", "Snö", "Dimm", "Gläns", "Flod", "Moss", "Tranbärs", "Ejder", "Videå", "Kvarn", "Ängs",
    ];

    public static readonly string[] PlaceEnds =
    [
        "fors", "vik", "näs", "by", "sjö", "berg", "ås", "hamn", "torp", "mark", "bruk", "strand", "dal", "ön", "åker", "heden", "tuna", "sele", "lund", "backa",
    ];

    /// <summary>Most first; every matter of a portal is one of these about one thing in one place.</summary>
    public static readonly string[] MatterKinds =
    [
        "Översyn av", "Utbyggnad av", "Handlingsplan för", "Finansiering av", "Upphandling av", "Samordning av", "Riktlinjer för", "Uppföljning av",
        "Försök med", "Framtiden för", "Tillsyn av", "Avveckling av", "Lokaler för", "Avtal om", "Utvärdering av", "Samråd om", "Medborgarförslag om",
    ];

    public static readonly string[] HeadingPatterns =
    [
        "{d} i {o}", "Så ska {d} bli bättre", "{q} på gång", "Rapport om {d}", "Vad händer med {d}?", "{Q} ska ses över", "Remiss: {d}",
        "{a} i {o}", "{d} och {e}", "Nytt om {P}", "{o} får {a}", "Frågor om {d}", "{d} kostar mer än väntat", "{P} i siffror",
        "Längre tid för {d}", "Ja till {n}", "Nej till {n} i {o}",
    ];

    public static readonly string[] LeadPatterns =
    [
        "Mötet handlade mest om {d} och {e}.", "{Q} tog störst plats, men {b} pratade också om {e}.", "{b} fick veta hur det går med {d} i {o}.",
        "Besked om {d} kom i dag, och {e} fick en ny tidplan.", "Det blev många frågor om {P}.", "{b} sa ja till {a} och skickade tillbaka {e}.",
    ];

    public static readonly string[] SentencePatterns =
    [
        "{b} fick en genomgång av {d}.", "{r} berättade hur långt {d} har kommit.", "det finns ett stort behov av {q} i hela länet.",
        "{d} ska tas fram före {z}, och kostnaden är beräknad till {m}.", "kommunerna har olika syn på {d}.",
        "flera ledamöter frågade varför {d} dröjer.", "beslutet gäller {a} i {o} med omnejd.", "{P} har ökat med {c} procent sedan förra året.",
        "{b} vill att {d} tas fram tillsammans med kommunerna.", "arbetet med {d} fortsätter {h}.", "{r} redovisade {g} första resultat.",
        "i {o} har {n} redan prövats, med gott resultat.", "{Q} ska finansieras inom den egna ramen.", "förslaget om {a} går ut på remiss till {k} instanser.",
        "{d} hör ihop med {e}, och de två ska planeras tillsammans.", "sammanlagt deltog {k} personer från {o} och {u}.",
        "ärendet har diarienummer {x}.", "nästa steg är {a} som {b} kan ta ställning till.", "{r} påminde om att {P} kräver ett nytt beslut.",
        "det innebär att {d} får {m} under {y}.", "en ledamot undrade hur {d} påverkar dem som bor i {o}.",
        "svaret var att {e} först måste slutföras.", "{P} följs upp två gånger om året.", "ungefär {c} procent av invånarna känner till {d}.",
        "underlaget skickades ut den {w}.", "{b} tackade för informationen och återkommer till frågan {h}.",
        "tidigare har {d} skötts av {e}.", "{u} och {o} har bett om {q}.", "{r} och {s} fick i uppdrag att beskriva {g} nytta.",
        "skillnaderna mellan kommunerna är fortfarande stora.", "{a} kan tidigast vara på plats {h}.", "den {w} hölls ett öppet möte i {o}.",
        "{Q} gäller från och med den {w}.", "{d} har fått kritik för att informationen är svår att förstå.", "därför prövas {n} på {k} platser under {y}.",
        "{r} betonade att ingen ska behöva vänta längre än {k} dagar.", "kostnaden för {P} blev {m} lägre än väntat.",
        "representanter för {o} beskrev sina erfarenheter av {q}.", "{b} konstaterade att {g} mål inte nås utan fler händer.",
        "kvar att lösa är {e}, lokalerna och tidplanen.", "det här är tredje gången {b} tar upp {d}.", "{P} ska bli lättare att hitta på webben.",
        "{r} lovade att lämna besked om {d}.", "en jämförelse visar att {o} har fler {p} än {u}.", "frågan om {d} väckte diskussion.",
        "också {e} nämndes som {a}.", "{k} av {l} remissvar var positiva till {d}.", "reservation lämnades av en ledamot som ville ha {a}.",
    ];

    public static readonly string[] PromisePatterns =
    [
        "Förslag om {d} tas fram", "{d} redovisas för {b}", "Tidplan för {d} läggs fram", "Kostnaden för {d} räknas fram", "{d} skickas på remiss",
        "En lägesrapport om {d} lämnas", "Besked om {d} lämnas till {o}", "{Q} börjar gälla", "{d} utvärderas", "Avtal om {d} skrivs under",
    ];

    public static readonly string[] DonePatterns =
    [
        "Arbetet är klart och har redovisats", "{b} har fått redovisningen", "Det är gjort, enligt {r}", "{d} är på plats", "Avtalet är underskrivet",
    ];

    public static readonly string[] OngoingPatterns =
    [
        "Arbetet fortsätter, men {e} saknas", "Hälften av {P} är klara", "Det tar längre tid än väntat eftersom {d} måste göras om", "{r} arbetar vidare med {d}",
    ];

    public static readonly string[] DroppedPatterns =
    [
        "Det blir inget, eftersom {d} fick nej", "{e} löser samma behov", "Frågan har tagits över av staten",
    ];

    /// <summary>As people say it; {y} is this year, {z} the next. The last ones nobody can read as a date.</summary>
    public static readonly string[] Dues =
    [
        "nästa möte", "i höst", "juni i år", "hösten {y}", "under {z}", "den {v}", "våren {z}", "första halvåret {z}", "i år", "mars {z}", "före sommaren",
        "{w}", "inom sex månader", "om två veckor", "under {y}–{z}", "senast i september", "vecka {l}", "sommaren {z}", "tredje kvartalet {z}", "årsskiftet",
        "vintern {y}/{z}", "i slutet av maj", "snarast", "när det passar", "löpande",
    ];
}

/// <summary>A curated topic, its synonyms, and the first parts of its compounds.</summary>
internal sealed record DemoTopic(string Name, IReadOnlyList<string> Synonyms, string[] Stems);

/// <summary>A noun in its four forms.</summary>
internal sealed record DemoNoun(string One, string TheOne, string Many, string TheMany, bool IsEtt = false);

/// <summary>en ny, ett nytt, nya.</summary>
internal sealed record DemoAdjective(string En, string Ett, string Many);
