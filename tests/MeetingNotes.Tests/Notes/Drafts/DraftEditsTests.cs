using CsCheck;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Tests.Notes.Drafts;

public sealed class DraftEditsTests
{
    private static readonly DraftContent Three = new()
    {
        Items =
        [
            new DraftItem { Key = "p1", Heading = "Buss", Text = "Ny linje.", Topics = ["Trafik"] },
            new DraftItem { Key = "p2", Heading = "Tåg", Text = "Inga tåg.", Matter = "Tåget", FollowUps = [new FollowUpLine { Text = "Tidtabell" }] },
            new DraftItem { Key = "p4", Heading = "Båt", Text = "Färjan går." },
        ],
    };

    [Theory]
    [InlineData("p1", -1, "p1 p2 p4")]
    [InlineData("p1", 1, "p2 p1 p4")]
    [InlineData("p4", -1, "p1 p4 p2")]
    [InlineData("p4", 9, "p1 p2 p4")]
    [InlineData("p9", 1, "p1 p2 p4")]
    public void MoveBy_Item_StaysWithinTheList(string key, int steps, string expected) => Assert.Equal(expected, Keys(DraftEdits.MoveBy(Three, key, steps)));

    [Theory]
    [InlineData(null, "p1 p2 p4 p5")]
    [InlineData("p1", "p1 p5 p2 p4")]
    [InlineData("p9", "p1 p2 p4 p5")]
    public void AddItem_AfterAnother_HasAKeyOfItsOwn(string? after, string expected) => Assert.Equal(expected, Keys(DraftEdits.AddItem(Three, after)));

    [Fact]
    public void RemoveAndRestore_Item_ComesBackWhereItStood()
    {
        var removed = DraftEdits.Remove(Three, "p2");

        Assert.Equal("p1 p4", Keys(removed));
        Assert.Equal(Three.Write(), DraftEdits.Restore(removed, "p2").Write());
        Assert.Same(Three, DraftEdits.Restore(Three, "p2"));
    }

    [Fact]
    public void AddItem_AfterRemoval_NeverTakesTheKeyThatCanComeBack() =>
        Assert.Equal("p1 p2 p5", Keys(DraftEdits.AddItem(DraftEdits.Remove(Three, "p4"))));

    [Fact]
    public void Remove_Many_KeepsTheLatest()
    {
        var content = Enumerable.Range(0, 14).Aggregate(Three, (result, _) => DraftEdits.Remove(DraftEdits.AddItem(result), result.NewKey()));

        Assert.Equal(DraftEdits.RemovedMax, content.Removed.Count);
        Assert.Equal("p18", content.Removed[0].Item.Key);
    }

    [Theory]
    [InlineData("Ett.\n\n---\n\nTvå.", "Buss: Ett.|: Två.")]
    [InlineData("Ett.\n\n## Nästa\n\nTvå.\n## Sista ##\nTre.", "Buss: Ett.|Nästa: Två.|Sista: Tre.")]
    [InlineData("Ett.\n---\n## Nästa\nTvå.", "Buss: Ett.|Nästa: Två.")]
    [InlineData("## Nästa\nTvå.", "Buss: |Nästa: Två.")]
    [InlineData("Ett.\n```\n## kod\n---\n```\nSlut.", "Buss: Ett.\n```\n## kod\n---\n```\nSlut.")]
    [InlineData("### Underrubrik\n--- inte\n| a |\n|---|", "Buss: ### Underrubrik\n--- inte\n| a |\n|---|")]
    public void Split_Text_CutsAtLinesAndHeadings(string text, string expected)
    {
        var content = DraftEdits.Split(new DraftContent { Items = [new DraftItem { Key = "p1", Heading = "Buss", Text = text }] }, "p1");

        Assert.Equal(expected, string.Join('|', content.Items.Select(item => $"{item.Heading}: {item.Text}")));
        Assert.Equal(content.Items.Count, content.Items.Select(item => item.Key).Distinct().Count());
    }

    [Fact]
    public void Split_TextThatBeginsWithAHeading_GivesItToAnItemThatHasNone()
    {
        var content = DraftEdits.Split(new DraftContent { Items = [new DraftItem { Key = "p1", Text = "## Ett\nFörst.\n## Två\nSedan." }] }, "p1");

        Assert.Equal("Ett: Först.|Två: Sedan.", string.Join('|', content.Items.Select(item => $"{item.Heading}: {item.Text}")));
    }

    [Fact]
    public void MergeWithNext_Items_LosesNothing()
    {
        var content = DraftEdits.MergeWithNext(Three, "p1");

        var item = content.Items[0];
        Assert.Equal("p1 p4", Keys(content));
        Assert.Equal(("Buss", "Ny linje.\n\n### Tåg\n\nInga tåg.", "Tåget"), (item.Heading, item.Text, item.Matter));
        Assert.Equal("Tidtabell", Assert.Single(item.FollowUps).Text);
        Assert.Same(Three, DraftEdits.MergeWithNext(Three, "p4"));
    }

    [Fact]
    public void Undo_MergeOrSplit_GivesBackWhatWas()
    {
        var merged = DraftEdits.MergeWithNext(Three, "p1");
        var split = DraftEdits.Split(Three with { Items = [Three.Items[0] with { Text = "Ett.\n---\nTvå.\n---\nTre." }, .. Three.Items.Skip(1)] }, "p1");

        Assert.Equal(Three.Write(), DraftEdits.Undo(merged).Write());
        Assert.Equal("p4 p1 p2", Keys(DraftEdits.Undo(DraftEdits.Move(split, "p4", 0))));
        Assert.Equal("Ett.\n---\nTvå.\n---\nTre.", DraftEdits.Undo(split).Items[0].Text);
        Assert.Same(Three, DraftEdits.Undo(Three));
    }

    [Fact]
    public void Undo_SomebodyHasWrittenSince_LosesNothing()
    {
        var merged = DraftEdits.MergeWithNext(Three, "p1");
        var written = merged with { Items = [merged.Items[0] with { Text = merged.Items[0].Text + " Mer." }, merged.Items[1]] };

        Assert.False(DraftEdits.CanUndo(written));
        Assert.Same(written, DraftEdits.Undo(written));
        Assert.Equal("p1 p4 p5", Keys(DraftEdits.AddItem(merged)));    // p2 can come back
    }

    [Fact]
    public void Accept_Suggestion_IsNeverAskedAgainHoweverReworded()
    {
        var draft = Draft(new DraftContent { Items = [new DraftItem { Key = "p1", Heading = "Buss", Text = "Förslaget väntas bli klart i juni 2018." }] });
        var suggestion = Assert.Single(DraftSuggestions.Of(draft, draft.Content, draft.Content.Items[0]));

        var accepted = DraftEdits.Accept(draft.Content, suggestion);
        var reworded = accepted with { Items = [accepted.Items[0] with { FollowUps = [accepted.Items[0].FollowUps[0] with { Text = "Förslaget klart" }] }] };
        var declined = DraftEdits.Decline(draft.Content, suggestion);

        Assert.Equal("juni 2018", accepted.Items[0].FollowUps[0].Due);
        Assert.Empty(DraftSuggestions.Of(draft, reworded, reworded.Items[0]));
        Assert.Empty(DraftSuggestions.Of(draft, declined, declined.Items[0]));
        Assert.Empty(declined.Items[0].FollowUps);
    }

    [Fact]
    public void Answer_FollowUpAnsweredBefore_MovesTheAnswer()
    {
        var answer = new FollowUpLine { Text = "Klart.", Answers = new FollowUpReference(null, "tidplan"), Outcome = FollowUpOutcome.Done };
        var first = DraftEdits.Answer(Three, "p1", answer);

        Assert.Same(first, DraftEdits.Answer(first, "p1", answer));
        var second = DraftEdits.Answer(first, "p4", answer with { Outcome = FollowUpOutcome.Ongoing });
        Assert.Empty(second.Items[0].FollowUps);
        Assert.Equal(FollowUpOutcome.Ongoing, Assert.Single(second.Items[2].FollowUps).Outcome);
        Assert.Same(Three, DraftEdits.Answer(Three, "p9", answer));
    }

    [Fact]
    public void RowsThatNobodyHasWrittenIn_AreNoPartOfTheNote()
    {
        var content = DraftEdits.AddFollowUp(DraftEdits.AddFollowUp(Three, "p1"), "p2") with { Documents = [new DocumentLink()] };

        var note = content.ToDocument("radet", new DateOnly(2018, 4, 11), 1);

        Assert.Empty(note.Items[0].FollowUps);
        Assert.Single(note.Items[1].FollowUps);
        Assert.Empty(note.Documents);
    }

    [Fact]
    public void Acts_AnyOrder_KeepEveryItemOnce() =>
        Gen.Int[0, 7].SelectMany(act => Gen.Int[1, 12], (act, number) => (act, $"p{number}")).Array[0, 30].Sample(acts =>
        {
            var content = acts.Aggregate(Three, (result, one) => one.act switch
            {
                0 => DraftEdits.AddItem(result, one.Item2),
                1 => DraftEdits.MoveBy(result, one.Item2, 1),
                2 => DraftEdits.Move(result, one.Item2, 0),
                3 => DraftEdits.Remove(result, one.Item2),
                4 => DraftEdits.Restore(result, one.Item2),
                5 => DraftEdits.MergeWithNext(result, one.Item2),
                6 => DraftEdits.Undo(result),
                _ => DraftEdits.Split(result, one.Item2),
            });
            var keys = content.Items.Select(item => item.Key).Concat(content.Removed.Select(removed => removed.Item.Key)).ToList();
            return keys.Distinct().Count() == keys.Count && DraftContent.TryRead(content.Write())!.Write() == content.Write();
        });

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"items":null}""")]
    [InlineData("""{"items":[null]}""")]
    [InlineData("""{"items":[{"key":"p1","topics":[null]}]}""")]
    [InlineData("""{"title":null}""")]
    [InlineData("""{"documents":[null]}""")]
    [InlineData("""{"undoable":{"before":[null],"count":1,"mark":""}}""")]
    [InlineData("""{"undoable":{"before":null,"count":1,"mark":""}}""")]
    public void TryRead_SomethingElse_IsNull(string json) => Assert.Null(DraftContent.TryRead(json));

    [Fact]
    public void Appended_TextWithLeadAndLinks_LosesNothing()
    {
        var to = Three with { Lead = "Rådet möttes.", Documents = [new DocumentLink { Status = DocumentStatus.Coming }] };
        var link = new DocumentLink { Url = "https://www.example.se/handlingar", Status = DocumentStatus.Published };
        var added = new DraftContent { Title = "Egen rubrik", Lead = "Tre frågor.", Documents = [link], Contact = "kansliet@region.example", Items = [new DraftItem { Key = "p1", Text = "Mer." }] };

        var both = PastedDraft.Appended(to, added);

        Assert.Equal(("Egen rubrik", "Rådet möttes.\n\nTre frågor.", "kansliet@region.example"), (both.Title, both.Lead, both.Contact));
        Assert.Equal([link], both.Documents);
        Assert.Equal("p1 p2 p4 p5", Keys(both));
        Assert.Equal(both.Lead, PastedDraft.Appended(both, added).Lead);
        Assert.Equal([link], PastedDraft.Appended(both, added).Documents);
    }

    internal static Draft Draft(DraftContent content) => new()
    {
        Id = Guid.CreateVersion7(),
        BodySlug = "radet",
        BodyName = "Rådet",
        NameAfterFrom = "rådet",
        NeedsSecondPerson = false,
        HeldOn = new DateOnly(2018, 4, 11),
        Number = 1,
        Revision = 1,
        Content = content,
        SavedAt = DateTimeOffset.UnixEpoch,
    };

    private static string Keys(DraftContent content) => string.Join(' ', content.Items.Select(item => item.Key));
}
