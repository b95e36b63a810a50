using System.Globalization;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>What a button of the editor does besides saving: "remove:p3", "move:p3:0". An unknown one only saves.</summary>
public static class EditorAct
{
    /// <param name="act">The value of the button.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="content">As typed.</param>
    /// <returns>The content afterwards, a sentence about it, and the part of the page to come back to.</returns>
    public static EditorActResult Apply(string? act, Draft draft, DraftContent content)
    {
        string[] words = [.. (act ?? "").Split(':', 3), "", ""];
        var (key, number) = (words[1], int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1);
        return words[0] switch
        {
            "add" => Added(content, DraftEdits.AddItem(content, key.Length > 0 ? key : null)),
            "up" => new(DraftEdits.MoveBy(content, key, -1), "Punkten är flyttad upp.", key),
            "down" => new(DraftEdits.MoveBy(content, key, 1), "Punkten är flyttad ner.", key),
            "move" => new(DraftEdits.Move(content, key, number), "Punkten är flyttad.", key),
            "split" => Split(content, DraftEdits.Split(content, key), key),
            "merge" => new(DraftEdits.MergeWithNext(content, key), "Punkterna är en punkt.", key),
            "remove" => new(DraftEdits.Remove(content, key), "Punkten är borttagen. Du kan ta tillbaka den under Punkter.", null),
            "restore" => new(DraftEdits.Restore(content, key), "Punkten är tillbaka.", key),
            "undo" => Undone(content, DraftEdits.Undo(content), key),
            "add-follow-up" => new(DraftEdits.AddFollowUp(content, key), null, key),
            "remove-follow-up" => new(DraftEdits.RemoveFollowUp(content, key, number), "Uppföljningen är borttagen.", key),
            "accept" => Suggested(draft, content, key, words[2], DraftEdits.Accept),
            "decline" => Suggested(draft, content, key, words[2], DraftEdits.Decline),
            "add-document" => new(DraftEdits.AddDocument(content), null, null, "sida-handlingar"),
            "remove-document" => new(DraftEdits.RemoveDocument(content, Number(key)), null, null, "sida-handlingar"),
            "add-minutes" => new(DraftEdits.AddMinutes(content), null, null, "sida-protokoll"),
            "remove-minutes" => new(DraftEdits.RemoveMinutes(content, Number(key)), null, null, "sida-protokoll"),
            _ => new(content, null, null),
        };
    }

    private static EditorActResult Added(DraftContent before, DraftContent after) =>
        new(after, null, after.Items.FirstOrDefault(item => before.Items.All(other => other.Key != item.Key))?.Key);

    private static EditorActResult Split(DraftContent before, DraftContent after, string key) => ReferenceEquals(before, after)
        ? new(after, "Det finns inget att dela vid. Skriv en rad med bara --- där nästa punkt börjar, eller ## framför dess rubrik.", key)
        : new(after, $"Texten är delad. Noteringen har {Swedish.Count(after.Items.Count, "punkt", "punkter")}.", key);

    private static EditorActResult Undone(DraftContent before, DraftContent after, string key) =>
        new(after, ReferenceEquals(before, after) ? "Det går inte att ångra längre: texten har ändrats sedan dess. Allt finns kvar." : "Punkterna är som förut.", key);

    private static EditorActResult Suggested(Draft draft, DraftContent content, string key, string text, Func<DraftContent, ItemSuggestion, DraftContent> act) =>
        content.Items.FirstOrDefault(item => item.Key == key) is { } item
        && DraftSuggestions.Of(draft, content, item).FirstOrDefault(suggestion => suggestion.Text == text) is { } found
            ? new(act(content, found), null, key)
            : new(content, null, key);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}

/// <param name="Content">Afterwards.</param>
/// <param name="Done">What was done, when the page does not show it by itself.</param>
/// <param name="ItemKey">The item to open.</param>
/// <param name="Anchor">Where on the page, when it is no item.</param>
public sealed record EditorActResult(DraftContent Content, string? Done, string? ItemKey, string? Anchor = null)
{
    /// <summary>What the address of the editor ends with afterwards.</summary>
    public string Fragment => ItemKey is { } key && ItemForm.IsKey(key) ? $"?punkt={key}#punkt-{key}" : Anchor is { } anchor ? $"#{anchor}" : "";
}
