using System.Globalization;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Web.Pages;

/// <summary>Small pieces of Swedish that several pages say.</summary>
public static class Swedish
{
    /// <summary>"1 punkt", "1 248 punkter" with a hard space between thousands.</summary>
    public static string Count(int count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    /// <summary>Thousands apart by a hard space, as sv-SE writes them.</summary>
    public static string Number(int number) => number.ToString("N0", StockholmTime.Culture);

    /// <summary>What a status says about papers ("Publicerade") or minutes ("Publicerat").</summary>
    public static string Status(DocumentStatus status, bool isMinutes) => status switch
    {
        DocumentStatus.Coming => "Kommer",
        DocumentStatus.Published => isMinutes ? "Publicerat" : "Publicerade",
        DocumentStatus.Approved => isMinutes ? "Justerat" : "Justerade",
        _ => isMinutes ? "Borttaget hos källan" : "Borttagna hos källan",
    };

    /// <summary>"klar", "pågår" …: what an answer said.</summary>
    public static string Outcome(FollowUpOutcome outcome) => outcome switch
    {
        FollowUpOutcome.Done => "Klar",
        FollowUpOutcome.Ongoing => "Pågår",
        FollowUpOutcome.Moved => "Flyttad",
        _ => "Avskriven",
    };

    /// <summary>The name of a state in lists and filters.</summary>
    public static string State(FollowUpState state) => state switch
    {
        FollowUpState.Open => "Öppna",
        FollowUpState.Waiting => "Väntar på besked",
        FollowUpState.Missing => "Besked saknas",
        FollowUpState.Done => "Klara",
        _ => "Avskrivna",
    };

    /// <summary>"4 öppna, 1 klar": how a note's follow-ups stand.</summary>
    public static string Standing(IReadOnlyCollection<FollowUp> followUps) => string.Join(", ", followUps
        .GroupBy(followUp => followUp.State)
        .OrderBy(group => group.Key)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {Word(group.Key, group.Count())}")));

    /// <summary>"buss", "buss och tåg", "buss, tåg och färja".</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} och {words[^1]}";

    /// <summary>"Onsdag 30 maj 2018": a sentence begins with it.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], StockholmTime.Culture) + text[1..];

    private static string Word(FollowUpState state, int count) => (state, count) switch
    {
        (FollowUpState.Open, 1) => "öppen",
        (FollowUpState.Open, _) => "öppna",
        (FollowUpState.Waiting, _) => "väntar på besked",
        (FollowUpState.Missing, _) => "utan besked",
        (FollowUpState.Done, 1) => "klar",
        (FollowUpState.Done, _) => "klara",
        (_, 1) => "avskriven",
        _ => "avskrivna",
    };
}
