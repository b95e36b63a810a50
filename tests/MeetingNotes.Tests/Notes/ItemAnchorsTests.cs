using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Publishing;

namespace MeetingNotes.Tests.Notes;

/// <summary>What is taken out of a heading is taken out of its address too.</summary>
public sealed class ItemAnchorsTests
{
    /// <summary>Two letters of the next word have room in an anchor.</summary>
    private const string Long = "Översyn av färjetrafiken i hela skärgården under hösten och vintern med start";

    [Theory]
    [InlineData("bygglov-for-anna-ek", "Bygglov för Anna Ek", "Bygglov på Storgatan", "bygglov-pa-storgatan")]
    [InlineData("bygglov-for-anna-ek", "Bygglov för Anna Ek", "Bygglov för Anna Alm", "bygglov-for-anna-alm")]
    [InlineData("larssons-ladugard", "Larssons ladugård", "Karlssons ladugård", "karlssons-ladugard")]
    [InlineData("tack-bo", "Tack, Bo", "Tack för bostäder", "tack-for-bostader")]
    [InlineData("rapport-om-svens", "Rapport om Svensson", "Rapport", "rapport")]
    [InlineData("eva", "Eva", "Kultur", "kultur-2")]
    [InlineData("oversyn-av-farjetrafiken-i-hela-skargarden-under-hosten-och-vintern-med-start-om", Long + " Omar Ek", "Översyn", "oversyn")]
    [InlineData("oversyn-av-farjetrafiken-i-hela-skargarden-under-hosten-och-vintern-med-start-om", Long + " Omar Ek", Long, "oversyn-av-farjetrafiken-i-hela-skargarden-under-hosten-och-vintern-med-start")]
    public void WithoutRemovedWords_WordTakenOut_GivesAnotherAnchor(string anchor, string before, string after, string expected) =>
        Assert.Equal(expected, AnchorOf(anchor, before, after));

    [Theory]
    [InlineData("kulturplannen", "Kulturplannen", "Kulturplanen")]
    [InlineData("ny-bugdet", "Ny bugdet", "Ny budget")]
    [InlineData("budget", "Budget", "Budgeten i korthet")]
    [InlineData("budget", "BUDGET", "Årets budget")]
    [InlineData("budget-2", "Budget", "Budget")]
    [InlineData("bilaga-ett", "Något annat", "Något nytt")]
    [InlineData("oversyn-av-farjetrafiken-i-hela-skargarden-under-hosten-och-vintern-med-start-om", Long + " områdena nås", "Ny " + Long + " områdena nås")]
    [InlineData("oversyn-av-farjetrafiken-i-hela-skargarden-under-hosten-och-vintern-med-start-om", Long + " områdena", Long + ", både områdena")]
    [InlineData("rapp", "Rapporten", "Rapport om läget")]
    public void WithoutRemovedWords_OtherwiseWritten_KeepsTheAnchor(string anchor, string before, string after) =>
        Assert.Equal(anchor, AnchorOf(anchor, before, after));

    private static string? AnchorOf(string anchor, string before, string after)
    {
        var other = new NoteItem { Heading = "Kultur", Anchor = "kultur", Text = "Text." };
        var present = new NoteDocument { Body = "Rådet", MeetingOn = new DateOnly(2026, 5, 6), Lead = "", Items = [new NoteItem { Heading = before, Anchor = anchor, Text = "Text." }, other] };
        var correction = present with { Items = [other, new NoteItem { Heading = after, Anchor = anchor, Text = "Text." }] };

        return ItemAnchors.WithoutRemovedWords(correction, present).Items[1].Anchor;
    }
}
