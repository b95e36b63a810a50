using MeetingNotes.Core.Drafting.Pasting;
using MeetingNotes.Core.Drafting.Suggestions;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>What was pasted as the content of a draft, and the follow-ups that somebody must say yes or no to first.</summary>
/// <param name="Content">Everything but the suggested follow-ups.</param>
/// <param name="Suggestions">In the order of the text.</param>
public sealed record PastedDraft(DraftContent Content, IReadOnlyList<ItemSuggestion> Suggestions)
{
    public static PastedDraft Of(PastedNote note)
    {
        var content = new DraftContent
        {
            Title = note.Title ?? "",
            Lead = note.Lead,
            Items =
            [
                .. note.Items.Select((item, index) => new DraftItem
                {
                    Key = $"p{index + 1}",
                    Heading = item.Heading,
                    Text = item.Text,
                    Topics = item.Topics,
                    Matter = item.Matter ?? "",
                    FollowUps = item.FollowUps,
                }),
            ],
            Documents = note.Documents.Count > 0 ? note.Documents : [new DocumentLink { Status = DocumentStatus.Coming }],
            Minutes = note.Minutes.Count > 0 ? note.Minutes : [new DocumentLink { Status = DocumentStatus.Coming }],
            NextMeetingOn = note.NextMeetingOn,
            Contact = note.Document?.Contact ?? "",
            Language = note.Document?.Language ?? "sv",
            StartsAt = note.Document?.StartsAt,
            Place = note.Document?.Place,
        };
        return new PastedDraft(content, [.. note.Items.SelectMany((item, index) => item.Suggestions.Select(suggestion => ItemSuggestion.Of($"p{index + 1}", suggestion)))]);
    }

    /// <summary>The content with the follow-ups that were accepted; the others are remembered, so that nobody is asked again.</summary>
    public static DraftContent With(DraftContent content, IReadOnlyCollection<ItemSuggestion> accepted, IEnumerable<ItemSuggestion> declined) => content with
    {
        Items =
        [
            .. content.Items.Select(item => item with
            {
                FollowUps = [.. item.FollowUps, .. accepted.Where(suggestion => suggestion.ItemKey == item.Key).Select(suggestion => suggestion.ToLine())],
            }),
        ],
        Declined = [.. content.Declined, .. declined.Select(suggestion => suggestion.Name)],
    };

    /// <summary>The items of one text last in another, with keys that the other has not used. Where both have a lead, the added one stands after it.</summary>
    public static DraftContent Appended(DraftContent to, DraftContent added)
    {
        var result = to;
        foreach (var item in added.Items)
        {
            result = result with { Items = [.. result.Items, item with { Key = result.NewKey(), Anchor = null }] };
        }

        return result with
        {
            Title = result.Title.Trim().Length == 0 ? added.Title : result.Title,
            Lead = result.Lead.Contains(added.Lead.Trim(), StringComparison.Ordinal) ? result.Lead : ItemText.Joined(result.Lead, added.Lead),
            Documents = Joined(result.Documents, added.Documents),
            Minutes = Joined(result.Minutes, added.Minutes),
            Contact = result.Contact.Trim().Length == 0 ? added.Contact : result.Contact,
            NextMeetingOn = result.NextMeetingOn ?? added.NextMeetingOn,
            Items = [.. result.Items.Where(item => item is not { Heading: "", Text: "", FollowUps.Count: 0 })],
        };
    }

    /// <summary>Rows that only say that something is to come give way to those that say more.</summary>
    private static IReadOnlyList<DocumentLink> Joined(IReadOnlyList<DocumentLink> to, IReadOnlyList<DocumentLink> added)
    {
        var told = added.Where(link => link.Url is not null && !to.Contains(link)).ToList();
        return told.Count == 0 ? to : [.. to.Where(link => link != new DocumentLink { Status = DocumentStatus.Coming }), .. told];
    }
}

/// <summary>A follow-up that an item's text seems to promise.</summary>
public sealed record ItemSuggestion(string ItemKey, string Text, string? Due, string? Responsible)
{
    /// <summary>As <see cref="DraftContent.Declined"/> remembers it.</summary>
    public string Name => $"{ItemKey}: {Text}";

    public static ItemSuggestion Of(string itemKey, SuggestedFollowUp suggestion) =>
        new(itemKey, suggestion.Text.TrimEnd('.', ' '), suggestion.DueAsWritten.Length <= FollowUpLine.DueMaxLength ? suggestion.DueAsWritten : null, suggestion.Responsible);

    public FollowUpLine ToLine() => new() { Text = Text, Due = Due, Responsible = Responsible };
}
