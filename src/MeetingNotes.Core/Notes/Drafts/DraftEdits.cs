using System.Security.Cryptography;
using System.Text.Json;
using MeetingNotes.Core.Notes.Publishing;

namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>
/// What can be done to the items and rows of a draft. Pure: each gives a new content; one that names something that is not there gives the
/// same back, so that a button pressed twice does no harm.
/// </summary>
public static class DraftEdits
{
    /// <summary>How many removed items can be put back.</summary>
    public const int RemovedMax = 10;

    /// <summary>A new item last, or after another.</summary>
    public static DraftContent AddItem(DraftContent content, string? afterKey = null)
    {
        var place = afterKey is null ? -1 : IndexOf(content, afterKey);
        return Insert(content, new DraftItem { Key = content.NewKey() }, place < 0 ? content.Items.Count : place + 1);
    }

    /// <summary>An item to another place.</summary>
    /// <param name="content">The draft.</param>
    /// <param name="key">The item's.</param>
    /// <param name="to">0-based, where it stands afterwards; a place beyond the ends is the end.</param>
    public static DraftContent Move(DraftContent content, string key, int to)
    {
        var from = IndexOf(content, key);
        if (from < 0)
        {
            return content;
        }

        var items = content.Items.ToList();
        var item = items[from];
        items.RemoveAt(from);
        items.Insert(Math.Clamp(to, 0, items.Count), item);
        return content with { Items = items };
    }

    /// <summary>One step up (-1) or down (1).</summary>
    public static DraftContent MoveBy(DraftContent content, string key, int steps) =>
        IndexOf(content, key) is >= 0 and var from ? Move(content, key, from + steps) : content;

    /// <summary>
    /// An item becomes several: a line with only "---" begins a new one, and so does a "## " heading, which becomes its heading. Topics, matter
    /// and follow-ups stay with the first.
    /// </summary>
    public static DraftContent Split(DraftContent content, string key)
    {
        var index = IndexOf(content, key);
        if (index < 0 || ItemText.Parts(content.Items[index].Text) is not { } parts)
        {
            return content;
        }

        var whole = content.Items[index];
        var item = whole;
        var rest = parts.AsEnumerable();
        if (parts[0].Heading is null || item.Heading.Trim().Length == 0)
        {
            item = item with { Heading = parts[0].Heading ?? item.Heading, Text = parts[0].Text };
            rest = parts.Skip(1);
        }
        else
        {
            item = item with { Text = "" };
        }

        var result = Replace(content, item);
        foreach (var (heading, text) in rest)
        {
            result = Insert(result, new DraftItem { Key = result.NewKey(), Heading = heading ?? "", Text = text }, ++index);
        }

        return Undoable(result, [whole], 1 + result.Items.Count - content.Items.Count);
    }

    /// <summary>An item takes up the one after it: its heading becomes a sub-heading.</summary>
    public static DraftContent MergeWithNext(DraftContent content, string key)
    {
        var index = IndexOf(content, key);
        if (index < 0 || index == content.Items.Count - 1)
        {
            return content;
        }

        var (first, second) = (content.Items[index], content.Items[index + 1]);
        var heading = second.Heading.Trim().Length > 0 ? $"### {second.Heading.Trim()}" : "";
        var merged = first with
        {
            Heading = first.Heading.Trim().Length > 0 ? first.Heading : second.Heading,
            Anchor = first.Anchor ?? second.Anchor,
            Text = ItemText.Joined(first.Text, first.Heading.Trim().Length > 0 ? heading : "", second.Text),
            Topics = [.. first.Topics.Union(second.Topics)],
            Matter = first.Matter.Trim().Length > 0 ? first.Matter : second.Matter,
            Language = first.Language ?? second.Language,
            FollowUps = [.. first.FollowUps, .. second.FollowUps],
        };
        return Undoable(content with { Items = [.. content.Items.Take(index), merged, .. content.Items.Skip(index + 2)] }, [first, second], 1);
    }

    /// <summary>Whether the last split or merge can be undone: until somebody writes in what it gave, so that nothing written is lost.</summary>
    public static bool CanUndo(DraftContent content) =>
        content.Undoable is { Before: [var first, ..], Count: > 0 } change && IndexOf(content, first.Key) is >= 0 and var index && MarkOf(content.Items.Skip(index).Take(change.Count)) == change.Mark;

    /// <summary>Undoes it, where the items stand now.</summary>
    public static DraftContent Undo(DraftContent content)
    {
        if (!CanUndo(content))
        {
            return content;
        }

        var (change, index) = (content.Undoable!, IndexOf(content, content.Undoable!.Before[0].Key));
        return content with { Items = [.. content.Items.Take(index), .. change.Before, .. content.Items.Skip(index + change.Count)], Undoable = null };
    }

    /// <summary>Takes an item away; <see cref="Restore"/> puts it back.</summary>
    public static DraftContent Remove(DraftContent content, string key) => IndexOf(content, key) is >= 0 and var index
        ? content with
        {
            Items = [.. content.Items.Where(item => item.Key != key)],
            Removed = [.. content.Removed.Prepend(new RemovedItem(content.Items[index], index)).Take(RemovedMax)],
        }
        : content;

    /// <summary>Puts a removed item back where it stood.</summary>
    public static DraftContent Restore(DraftContent content, string key) => content.Removed.FirstOrDefault(removed => removed.Item.Key == key) is { } found
        ? Insert(content with { Removed = [.. content.Removed.Where(removed => removed.Item.Key != key)] }, found.Item, Math.Min(found.Index, content.Items.Count))
        : content;

    /// <summary>An empty row for something to follow up.</summary>
    public static DraftContent AddFollowUp(DraftContent content, string key) =>
        Change(content, key, item => item with { FollowUps = [.. item.FollowUps, new FollowUpLine { Text = "" }] });

    public static DraftContent RemoveFollowUp(DraftContent content, string key, int index) =>
        Change(content, key, item => item with { FollowUps = WithoutAt(item.FollowUps, index) });

    /// <summary>A suggested follow-up becomes one; nobody is asked about it again, however it is reworded.</summary>
    public static DraftContent Accept(DraftContent content, ItemSuggestion suggestion) =>
        IndexOf(content, suggestion.ItemKey) < 0 ? content : PastedDraft.With(Decline(content, suggestion), [suggestion], []);

    public static DraftContent Decline(DraftContent content, ItemSuggestion suggestion) =>
        content.Declined.Contains(suggestion.Name) ? content : content with { Declined = [.. content.Declined, suggestion.Name] };

    /// <summary>What an item says about an earlier follow-up; takes the place of what the draft said about it before.</summary>
    public static DraftContent Answer(DraftContent content, string key, FollowUpLine answer)
    {
        if (IndexOf(content, key) < 0 || content.Items.Any(item => item.Key == key && item.FollowUps.Contains(answer)))
        {
            return content;
        }

        var others = content with { Items = [.. content.Items.Select(item => item with { FollowUps = [.. item.FollowUps.Where(line => line.Answers is null || line.Answers != answer.Answers)] })] };
        return Change(others, key, item => item with { FollowUps = [.. item.FollowUps, answer] });
    }

    /// <summary>A row for papers; a new one says that they are to come.</summary>
    public static DraftContent AddDocument(DraftContent content) => content with { Documents = [.. content.Documents, new DocumentLink { Status = DocumentStatus.Coming }] };

    public static DraftContent RemoveDocument(DraftContent content, int index) => content with { Documents = WithoutAt(content.Documents, index) };

    /// <inheritdoc cref="AddDocument"/>
    public static DraftContent AddMinutes(DraftContent content) => content with { Minutes = [.. content.Minutes, new DocumentLink { Status = DocumentStatus.Coming }] };

    public static DraftContent RemoveMinutes(DraftContent content, int index) => content with { Minutes = WithoutAt(content.Minutes, index) };

    private static DraftContent Undoable(DraftContent content, DraftItem[] before, int count) => content with
    {
        Undoable = new ItemChange(before, count, MarkOf(content.Items.Skip(IndexOf(content, before[0].Key)).Take(count))),
    };

    private static string MarkOf(IEnumerable<DraftItem> items) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(items, NotePublishing.Json)));

    private static int IndexOf(DraftContent content, string key) => content.Items.ToList().FindIndex(item => item.Key == key);

    private static DraftContent Insert(DraftContent content, DraftItem item, int index) =>
        content with { Items = [.. content.Items.Take(index), item, .. content.Items.Skip(index)] };

    private static DraftContent Replace(DraftContent content, DraftItem item) => Change(content, item.Key, _ => item);

    private static DraftContent Change(DraftContent content, string key, Func<DraftItem, DraftItem> change) =>
        content with { Items = [.. content.Items.Select(item => item.Key == key ? change(item) : item)] };

    private static List<T> WithoutAt<T>(IReadOnlyList<T> rows, int index) => [.. rows.Where((_, at) => at != index)];
}
