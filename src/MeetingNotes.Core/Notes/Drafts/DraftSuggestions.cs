using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.FollowUps;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>Follow-ups that the text of an item seems to promise and that nobody has said yes or no to. Pure.</summary>
public static class DraftSuggestions
{
    /// <summary>A text that is longer holds more than anybody would answer to.</summary>
    private const int TextMaxLength = 100_000;

    public static IReadOnlyList<ItemSuggestion> Of(Draft draft, DraftContent content, DraftItem item) =>
        item.Text.Length > TextMaxLength || !content.Language.StartsWith("sv", StringComparison.OrdinalIgnoreCase) || item.Language?.StartsWith("sv", StringComparison.OrdinalIgnoreCase) == false
            ? []
            : [
                .. FollowUpSuggestions.In(item.Text, draft.HeldOn, DueReading.MandateOf(draft.BodyName))
                    .Select(suggestion => ItemSuggestion.Of(item.Key, suggestion))
                    .DistinctBy(suggestion => suggestion.Text)
                    .Where(suggestion => !content.Declined.Contains(suggestion.Name) && item.FollowUps.All(line => line.Text.TrimEnd('.', ' ') != suggestion.Text)),
            ];
}
