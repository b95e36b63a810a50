using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Text;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Gives every item the anchor it keeps, as long as it says nothing that a correction has taken out of the heading.</summary>
internal static class ItemAnchors
{
    /// <summary>
    /// Gives an item of a correction a new anchor when the old one still says a word that its heading no longer does. Whoever follows the old
    /// link comes to the top of the same page.
    /// </summary>
    public static NoteDocument WithoutRemovedWords(NoteDocument correction, NoteDocument present)
    {
        var before = present.Items.ToDictionary(item => item.Anchor ?? AgendaItem.AnchorFor(item.Heading), item => item.Heading);
        var taken = correction.Items.Select(item => item.Anchor).OfType<string>().Concat(before.Keys).ToHashSet(StringComparer.Ordinal);
        return correction with
        {
            Items =
            [
                .. correction.Items.Select(item =>
                {
                    if (item.Anchor is null || !before.TryGetValue(item.Anchor, out var heading) || !RemovedWords.AreSaidBy(item.Anchor, heading, item.Heading))
                    {
                        return item;
                    }

                    var anchor = Slug.Free(AgendaItem.AnchorFor(item.Heading), taken.Contains);
                    taken.Add(anchor);
                    return item with { Anchor = anchor };
                }),
            ],
        };
    }

    /// <summary>
    /// The written anchor, else the slug of the heading, -2 if taken. An item whose heading was reworded in a file since the last version
    /// keeps its anchor: an old anchor that would be lost goes to the new item that stands nearest to its place.
    /// </summary>
    /// <param name="note">To be published.</param>
    /// <param name="existing">What is public already.</param>
    /// <param name="isEdited">At the desk, where an item brings its anchor with it and nobody has to guess.</param>
    /// <exception cref="NoteFileException">The same anchor is written twice.</exception>
    public static NoteDocument Assign(NoteDocument note, ExistingNote? existing, bool isEdited = false)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in note.Items.Where(item => item.Anchor is not null))
        {
            if (!taken.Add(item.Anchor!))
            {
                throw new NoteFileException(item.SourceLine, $"Ankaret ”{item.Anchor}” står på två punkter. Ändra det ena.");
            }
        }

        var anchors = new string[note.Items.Count];
        for (var index = 0; index < anchors.Length; index++)
        {
            anchors[index] = note.Items[index].Anchor ?? Slug.Free(AgendaItem.AnchorFor(note.Items[index].Heading), taken.Contains);
            taken.Add(anchors[index]);
        }

        if (existing is not null && !isEdited)
        {
            KeepReworded(note, existing, anchors);
        }

        return note with { Items = [.. note.Items.Select((item, index) => item with { Anchor = anchors[index] })] };
    }

    private static void KeepReworded(NoteDocument note, ExistingNote existing, string[] anchors)
    {
        var lost = existing.Items.Select((item, index) => (item.Anchor, index)).Where(item => !anchors.Contains(item.Anchor)).ToList();
        var fresh = Enumerable.Range(0, anchors.Length)
            .Where(index => note.Items[index].Anchor is null && existing.ItemId(anchors[index]) is null)
            .ToList();
        foreach (var (anchor, place) in lost)
        {
            if (fresh.Count == 0)
            {
                return;
            }

            var nearest = fresh.MinBy(index => Math.Abs(index - place));
            anchors[nearest] = anchor;
            fresh.Remove(nearest);
        }
    }
}
