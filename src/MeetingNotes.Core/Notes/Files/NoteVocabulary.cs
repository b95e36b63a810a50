namespace MeetingNotes.Core.Notes.Files;

/// <summary>The Swedish words of the note format and what they stand for. Source: the note format.</summary>
internal static class NoteVocabulary
{
    public static DocumentStatus? StatusOf(string word) => word.ToLowerInvariant() switch
    {
        "kommer" => DocumentStatus.Coming,
        "publicerade" or "publicerat" => DocumentStatus.Published,
        "justerat" or "justerade" => DocumentStatus.Approved,
        "borttagna" or "borttaget" => DocumentStatus.Removed,
        _ => null,
    };

    /// <param name="status">What to name.</param>
    /// <param name="isMinutes">Protokollet is one ("publicerat"), handlingarna are many ("publicerade").</param>
    public static string WordFor(DocumentStatus status, bool isMinutes) => status switch
    {
        DocumentStatus.Coming => "kommer",
        DocumentStatus.Published => isMinutes ? "publicerat" : "publicerade",
        DocumentStatus.Approved => isMinutes ? "justerat" : "justerade",
        _ => isMinutes ? "borttaget" : "borttagna",
    };

    public static FollowUpOutcome? OutcomeOf(string word) => word.ToLowerInvariant() switch
    {
        "klar" => FollowUpOutcome.Done,
        "pågår" => FollowUpOutcome.Ongoing,
        "flyttad" => FollowUpOutcome.Moved,
        "avskriven" => FollowUpOutcome.Dropped,
        _ => null,
    };

    public static string WordFor(FollowUpOutcome outcome) => outcome switch
    {
        FollowUpOutcome.Done => "klar",
        FollowUpOutcome.Ongoing => "pågår",
        FollowUpOutcome.Moved => "flyttad",
        _ => "avskriven",
    };
}
