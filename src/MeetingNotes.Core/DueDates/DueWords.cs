using System.Collections.Frozen;

namespace MeetingNotes.Core.DueDates;

/// <summary>The Swedish words that the grammar knows, in lower case.</summary>
internal static class DueWords
{
    public static readonly string[] MonthNames =
        ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];

    public static readonly string[] SeasonNames = ["våren", "sommaren", "hösten", "vintern"];

    public static readonly string[] OrdinalNames = ["första", "andra", "tredje", "fjärde"];

    public static readonly string[] PartNames = ["början", "mitten", "slutet"];

    public static readonly FrozenDictionary<string, int> Months = Numbered(1, MonthNames);

    /// <summary>Only after a day's number: "jul" alone is Christmas, "mar" nothing.</summary>
    public static readonly FrozenDictionary<string, int> ShortMonths = Numbered(
        1, "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
        .Append(new("sept", 9)).ToFrozenDictionary();

    /// <summary>Spring is 0.</summary>
    public static readonly FrozenDictionary<string, int> DefiniteSeasons = Numbered(0, SeasonNames);

    public static readonly FrozenDictionary<string, int> Seasons = Numbered(0, "vår", "sommar", "höst", "vinter");

    public static readonly FrozenDictionary<string, int> Ordinals = Numbered(1, OrdinalNames);

    public static readonly FrozenDictionary<string, int> Parts = Numbered(0, PartNames);

    public static readonly FrozenDictionary<string, DayOfWeek> Weekdays =
        new[] { "söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag" }
            .SelectMany((name, day) => new[] { KeyValuePair.Create(name, (DayOfWeek)day), KeyValuePair.Create(name + "en", (DayOfWeek)day) })
            .ToFrozenDictionary();

    /// <summary>How many, as it is written out before "veckor" or "månader".</summary>
    public static readonly FrozenDictionary<string, int> Counts = Numbered(
        1, "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton", "femton")
        .Append(new("ett", 1)).Append(new("tjugo", 20)).Append(new("trettio", 30)).ToFrozenDictionary();

    /// <summary>"v24".</summary>
    public static readonly FrozenDictionary<string, int> GluedWeeks = Numbered(1, [.. Enumerable.Range(1, 53).Select(week => $"v{week}")]);

    /// <summary>"Q3", "kv3".</summary>
    public static readonly FrozenDictionary<string, int> GluedQuarters =
        Numbered(1, "q1", "q2", "q3", "q4").Concat(Numbered(1, "kv1", "kv2", "kv3", "kv4")).ToFrozenDictionary();

    /// <summary>What may stand before a time without changing it.</summary>
    public static readonly string[] Fillers =
    [
        "i", "under", "vid", "på", "till", "nu", "redan", "senare", "ca", "cirka", "omkring", "runt", "kring", "ungefär", "preliminärt", "prel",
        "planerat", "löpande",
    ];

    /// <summary>What follows "i vår" when it is the spring and not ours.</summary>
    public static readonly FrozenSet<string> AfterTime = FrozenSet.ToFrozenSet(
    [
        "och", "men", "samt", "eller", "för", "att", "med", "när", "då", "som", "där", "vid", "på", "av", "till", "om", "hos", "från", "mot", "utan", "enligt",
        "innan", "före", "efter", "under", "genom", "inom", "via", "ska", "skall", "kommer", "har", "är", "blir", "får", "kan", "bör", "tas", "görs", "hålls",
        "startar", "börjar", "så", "också", "även", "igen", "i",
    ]);

    private static FrozenDictionary<string, int> Numbered(int first, params string[] names) =>
        names.Select((name, index) => KeyValuePair.Create(name, first + index)).ToFrozenDictionary();
}
