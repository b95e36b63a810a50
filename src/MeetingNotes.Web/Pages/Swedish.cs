using System.Globalization;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Web.Pages;

/// <summary>Small pieces of Swedish that several pages say.</summary>
public static class Swedish
{
    /// <summary>"1 punkt", "1 248 punkter" with a hard space between thousands.</summary>
    public static string Count(int count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    /// <summary>Thousands apart by a hard space, as sv-SE writes them.</summary>
    public static string Number(int number) => number.ToString("N0", StockholmTime.Culture);

    /// <summary>"85 kB", "1,2 MB": the size of a file.</summary>
    public static string Size(long bytes) =>
        bytes < 1_000_000 ? $"{Number((int)Math.Max(1, bytes / 1000))} kB" : (bytes / 1e6).ToString("0.# 'MB'", StockholmTime.Culture);

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

    /// <summary>"12 träffar på ”buss”".</summary>
    public static string Hits(SearchResult result, string query) => result switch
    {
        { Count: 0 } => $"Inga träffar på ”{query}”",
        { IsMoreThanCounted: true } => $"Fler än {Number(ItemSearch.MaxCount)} träffar på ”{query}”",
        _ => $"{Count(result.Count, "träff", "träffar")} på ”{query}”",
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

    /// <summary>"Öppen", "Väntar på besked": what one follow-up is.</summary>
    public static string StateOfOne(FollowUpState state) => state switch
    {
        FollowUpState.Open => "Öppen",
        FollowUpState.Waiting => "Väntar på besked",
        FollowUpState.Missing => "Besked saknas",
        FollowUpState.Done => "Klar",
        _ => "Avskriven",
    };

    /// <summary>"4 öppna, 1 klar": how a note's follow-ups stand.</summary>
    public static string Standing(IReadOnlyCollection<FollowUp> followUps) => string.Join(", ", followUps
        .GroupBy(followUp => followUp.State)
        .OrderBy(group => group.Key)
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {Word(group.Key, group.Count())}")));

    /// <summary>What is known of a follow-up today, in one sentence or two.</summary>
    public static string WhatIsKnown(FollowUp followUp, DateOnly today) => followUp switch
    {
        { State: FollowUpState.Done, AnswerHeldOn: null } => "Det var klart redan när det noterades.",
        { State: FollowUpState.Done or FollowUpState.Dropped } => $"Besvarad {followUp.SettledOn!.Value.Written()}.",
        { State: FollowUpState.Waiting or FollowUpState.Missing } => TimeIsOver(followUp),
        { Due.Until: null } => $"Noterad {Ago(followUp.HeldOn, today)}. Inget datum är bestämt.",
        _ => "Tiden är inte ute än.",
    };

    /// <summary>"Tiden gick ut den 30 juni 2018, och en senare notering ger inget besked."</summary>
    public static string TimeIsOver(FollowUp followUp) =>
        $"{(followUp.Due!.MeetingOn is null ? "Tiden gick ut" : "Mötet var")} den {followUp.Due.Until!.Value.Written()}"
        + (followUp.State == FollowUpState.Missing ? ", och en senare notering ger inget besked." : ". Ingen notering efter det är publicerad än.");

    /// <summary>"i dag", "för 12 dagar sedan", "för en månad sedan", "för 14 månader sedan", "för 3 år sedan".</summary>
    public static string Ago(DateOnly day, DateOnly today)
    {
        var days = today.DayNumber - day.DayNumber;
        var months = ((today.Year - day.Year) * 12) + today.Month - day.Month - (today.Day < day.Day ? 1 : 0);
        return (days, months) switch
        {
            ( <= 0, _) => "i dag",
            (1, _) => "i går",
            (_, 0) => $"för {days} dagar sedan",
            (_, 1) => "för en månad sedan",
            (_, < 24) => $"för {months} månader sedan",
            _ => $"för {months / 12} år sedan",
        };
    }

    /// <summary>"buss", "buss och tåg", "buss, tåg och färja".</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} och {words[^1]}";

    /// <summary>The text with a full stop when it ends without one.</summary>
    public static string Sentence(string text) => text.Length == 0 || ".!?…".Contains(text[^1], StringComparison.Ordinal) ? text : text + ".";

    /// <summary>"Onsdag 30 maj 2018": a sentence begins with it.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], StockholmTime.Culture) + text[1..];

    /// <summary>"öppen", "öppna", "väntar på besked": what stands after a number.</summary>
    /// <param name="state">The state.</param>
    /// <param name="count">How many.</param>
    /// <param name="definite">"som väntar på besked", for "alla 12 …".</param>
    public static string StateOf(FollowUpState state, int count, bool definite = false) => (definite, state) switch
    {
        (true, FollowUpState.Waiting) => "som väntar på besked",
        (true, FollowUpState.Missing) => "där besked saknas",
        (true, FollowUpState.Open) => "öppna",
        (true, FollowUpState.Done) => "klara",
        (true, _) => "avskrivna",
        _ => Word(state, count),
    };

    private static string Word(FollowUpState state, int count) => (state, count) switch
    {
        (FollowUpState.Open, 1) => "öppen",
        (FollowUpState.Open, _) => "öppna",
        (FollowUpState.Waiting, _) => "väntar på besked",
        (FollowUpState.Missing, _) => "där besked saknas",
        (FollowUpState.Done, 1) => "klar",
        (FollowUpState.Done, _) => "klara",
        (_, 1) => "avskriven",
        _ => "avskrivna",
    };
}
