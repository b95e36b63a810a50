using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Drafting.Differences;

/// <summary>Which item of one note is which of another: indices, in the order of the newer; what is gone follows the one it stood after.</summary>
internal static class ItemPairs
{
    public static IReadOnlyList<(int? Before, int? After)> Of(IReadOnlyList<NoteItem> before, IReadOnlyList<NoteItem> after, Func<NoteItem, string> key)
    {
        var found = new int?[after.Count];
        var left = Enumerable.Range(0, before.Count).ToList();
        Match(key);
        Match(item => item.Heading);
        Match(item => item.Text);
        for (var index = 0; index < after.Count; index++)
        {
            // Reworded where it stood.
            if (found[index] is null && left.Contains(index) && AreAlike(before[index], after[index]))
            {
                found[index] = index;
                left.Remove(index);
            }
        }

        return Ordered(found, left);

        void Match(Func<NoteItem, string> by)
        {
            for (var index = 0; index < after.Count; index++)
            {
                var word = by(after[index]);
                if (found[index] is null && word.Length > 0 && left.FindIndex(old => by(before[old]) == word) is >= 0 and var place)
                {
                    found[index] = left[place];
                    left.RemoveAt(place);
                }
            }
        }
    }

    public static IReadOnlyList<(int? Before, int? After)> OfKeys(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var left = Enumerable.Range(0, before.Count).ToList();
        var found = after.Select(key => left.FindIndex(old => before[old] == key) is >= 0 and var place ? (int?)left[place] : null).ToArray();
        return Ordered(found, [.. left.Where(old => !found.Contains(old))]);
    }

    /// <summary>Whether a third of the words are the same. One that has another anchor is another item.</summary>
    private static bool AreAlike(NoteItem before, NoteItem after)
    {
        if (before.Anchor is not null && after.Anchor is not null)
        {
            return false;
        }

        var words = WordChunker.Words($"{before.Heading} {before.Text}").Where(word => word.Length > 1).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = WordChunker.Words($"{after.Heading} {after.Text}").Where(word => word.Length > 1).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return words.Count(others.Contains) * 3 > Math.Max(words.Count, others.Count);
    }

    private static List<(int? Before, int? After)> Ordered(int?[] found, List<int> gone)
    {
        var pairs = found.Select((old, index) => (Before: old, After: (int?)index)).ToList();
        foreach (var old in gone)
        {
            var place = pairs.FindLastIndex(pair => pair.Before is { } other && other < old);
            pairs.Insert(place + 1, (old, null));
        }

        return pairs;
    }
}
