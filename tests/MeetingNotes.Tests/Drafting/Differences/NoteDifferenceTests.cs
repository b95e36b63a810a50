using MeetingNotes.Core.Drafting.Differences;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Tests.Drafting.Differences;

public sealed class NoteDifferenceTests
{
    private static readonly NoteDocument Note = new()
    {
        Body = "radet",
        MeetingOn = new DateOnly(2018, 4, 11),
        Lead = "Rådet möttes.",
        Items =
        [
            new NoteItem { Heading = "Buss", Anchor = "buss", Text = "Ny linje.", Topics = ["Trafik"] },
            new NoteItem { Heading = "Tåg", Text = "Inga tåg." },
            new NoteItem { Heading = "Båt", Text = "Färjan går." },
        ],
    };

    [Fact]
    public void Between_SameNote_IsEmpty() => Assert.Empty(NoteDifference.Between(Note, Note with { Items = [.. Note.Items] }));

    [Fact]
    public void Between_FieldsChanged_NamesEachPlace()
    {
        var after = Note with
        {
            Title = "Noterat",
            Lead = "Rådet möttes igen.",
            NextMeetingOn = new DateOnly(2018, 5, 30),
            Documents = [new DocumentLink { Status = DocumentStatus.Coming }],
            Items =
            [
                Note.Items[0] with { Heading = "Buss och bil", Topics = ["Trafik", "Väg"] },
                Note.Items[1] with { Text = "Fler tåg.", FollowUps = [new FollowUpLine { Text = "Tidtabell", Due = "i maj", Responsible = "Trafiken" }] },
                Note.Items[2],
            ],
        };

        Assert.Equal(
            [
                "Rubrik: →Noterat", "Ingress: Rådet möttes.→Rådet möttes igen.",
                "Punkt 1, Buss och bil: rubrik: Buss→Buss och bil", "Punkt 1, Buss och bil: ämne: Trafik→Trafik, Väg",
                "Punkt 2, Tåg: text: Inga tåg.→Fler tåg.", "Punkt 2, Tåg: att följa upp: →Tidtabell (senast: i maj; ansvarig: Trafiken)",
                "Nästa möte: →30 maj 2018", "Handlingar: →Handlingar (kommer)",
            ],
            Lines(NoteDifference.Between(Note, after)));
    }

    [Fact]
    public void Between_ItemsMovedAddedAndRemoved_KnowsThemAgain()
    {
        var after = Note with { Items = [Note.Items[2], new NoteItem { Heading = "Cykel", Text = "Ny väg." }, Note.Items[0]] };

        Assert.Equal(
            [
                "Punkternas ordning: Buss\nBåt→Båt\nBuss",
                "Ny punkt 2, Cykel: rubrik: →Cykel", "Ny punkt 2, Cykel: text: →Ny väg.",
                "Borttagen punkt 2, Tåg: rubrik: Tåg→", "Borttagen punkt 2, Tåg: text: Inga tåg.→",
            ],
            Lines(NoteDifference.Between(Note, after)));
    }

    [Fact]
    public void Between_ContentsOfADraft_FollowsTheKeys()
    {
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(),
            BodySlug = "radet",
            BodyName = "Rådet",
            NameAfterFrom = "rådet",
            NeedsSecondPerson = false,
            HeldOn = new DateOnly(2018, 4, 11),
            Number = 1,
            Revision = 1,
            Content = new DraftContent { Items = [new DraftItem { Key = "p1", Heading = "Buss" }, new DraftItem { Key = "p2" }] },
            SavedAt = DateTimeOffset.UnixEpoch,
        };

        var after = draft.Content with { Items = [draft.Content.Items[1], draft.Content.Items[0] with { Heading = "Ny buss" }] };

        Assert.Equal(["Punkternas ordning: Buss\n→\nBuss", "Punkt 2, Ny buss: rubrik: Buss→Ny buss"], Lines(NoteDifference.Between(draft, draft.Content, after)));
    }

    private static IEnumerable<string> Lines(IReadOnlyList<FieldDifference> differences) =>
        differences.Select(difference => $"{difference.Place}: {difference.Before}→{difference.After}");
}
