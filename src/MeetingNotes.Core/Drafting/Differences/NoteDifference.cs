using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Drafting.Differences;

/// <summary>What differs between two texts of one note, field by field, for somebody who reads it. Pure.</summary>
public static class NoteDifference
{
    /// <summary>Items are known again by their anchor, heading, text or place, in that order; in the order of the newer note.</summary>
    public static IReadOnlyList<FieldDifference> Between(NoteDocument before, NoteDocument after) =>
        Compare(before, after, ItemPairs.Of(before.Items, after.Items, item => item.Anchor ?? ""));

    /// <summary>Items of one draft are known again by their keys, wherever they were moved.</summary>
    public static IReadOnlyList<FieldDifference> Between(Draft draft, DraftContent before, DraftContent after)
    {
        var (old, now) = (before.ToDocument(draft.BodySlug, draft.HeldOn, draft.Number), after.ToDocument(draft.BodySlug, draft.HeldOn, draft.Number));
        return Compare(old, now, ItemPairs.OfKeys([.. before.Items.Select(item => item.Key)], [.. after.Items.Select(item => item.Key)]));
    }

    private static List<FieldDifference> Compare(NoteDocument before, NoteDocument after, IReadOnlyList<(int? Before, int? After)> pairs)
    {
        var found = new List<FieldDifference>();
        Add(found, "Rubrik", before.Title, after.Title);
        Add(found, "Mötesdag", before.MeetingOn.Written(), after.MeetingOn.Written());
        Add(found, "Tid", before.StartsAt?.Written(), after.StartsAt?.Written());
        Add(found, "Plats", before.Place, after.Place);
        Add(found, "Ingress", before.Lead, after.Lead);
        Add(found, "Punkternas ordning", Order(pairs, before.Items, byBefore: true), Order(pairs, before.Items, byBefore: false));
        foreach (var (old, now) in pairs)
        {
            AddItem(found, old is { } o ? before.Items[o] : null, now is { } n ? after.Items[n] : null, (now ?? old)!.Value + 1);
        }

        Add(found, "Nästa möte", before.NextMeetingOn?.Written(), after.NextMeetingOn?.Written());
        Add(found, "Handlingar", NoteWords.Of(before.Documents, false), NoteWords.Of(after.Documents, false));
        Add(found, "Protokoll", NoteWords.Of(before.Minutes, true), NoteWords.Of(after.Minutes, true));
        Add(found, "Kontakt", before.Contact, after.Contact);
        Add(found, "Språk", before.Language, after.Language);
        return found;
    }

    private static void AddItem(List<FieldDifference> found, NoteItem? before, NoteItem? after, int number)
    {
        var heading = (after ?? before)!.Heading;
        var place = (before, after) switch
        {
            (null, _) => $"Ny punkt {number}{Name(heading)}",
            (_, null) => $"Borttagen punkt {number}{Name(heading)}",
            _ => $"Punkt {number}{Name(heading)}",
        };
        Add(found, $"{place}: rubrik", before?.Heading, after?.Heading);
        Add(found, $"{place}: ämne", before is null ? null : string.Join(", ", before.Topics), after is null ? null : string.Join(", ", after.Topics));
        Add(found, $"{place}: ärende", before?.Matter, after?.Matter);
        Add(found, $"{place}: språk", before?.Language, after?.Language);
        Add(found, $"{place}: text", before?.Text, after?.Text);
        Add(found, $"{place}: att följa upp", NoteWords.Of(before?.FollowUps ?? []), NoteWords.Of(after?.FollowUps ?? []));
    }

    private static string Name(string heading) => heading.Length == 0 ? "" : $", {heading}";

    /// <summary>The headings of the items that both have; nothing when they stand in the same order.</summary>
    private static string? Order(IReadOnlyList<(int? Before, int? After)> pairs, IReadOnlyList<NoteItem> items, bool byBefore)
    {
        var both = pairs.Where(pair => pair is { Before: not null, After: not null }).ToList();
        return both.Select(pair => pair.Before).Order().SequenceEqual(both.Select(pair => pair.Before))
            ? null
            : string.Join('\n', both.OrderBy(pair => byBefore ? pair.Before : pair.After).Select(pair => items[pair.Before!.Value].Heading));
    }

    private static void Add(List<FieldDifference> found, string place, string? before, string? after)
    {
        if ((before ?? "") != (after ?? ""))
        {
            found.Add(new FieldDifference(place, TextDifference.Between(before ?? "", after ?? "")));
        }
    }
}
