using CsCheck;
using MeetingNotes.Core.Drafting.Differences;

namespace MeetingNotes.Tests.Drafting.Differences;

public sealed class TextDifferenceTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("Rådet träffas i maj.", "Rådet träffas i maj.", "=Rådet träffas i maj.")]
    [InlineData("Starten är i maj.", "Starten är i juni.", "=Starten är i |-maj|+juni|=.")]
    [InlineData("Regionstyrelsen möts.", "Regionstyrelsens möte.", "-Regionstyrelsen|+Regionstyrelsens|= |-möts|+möte|=.")]
    [InlineData("En rad.", "En rad.\n\nEn till.", "=En rad.|+\n\nEn till.")]
    [InlineData("", "Ny", "+Ny")]
    [InlineData("Gammal", "", "-Gammal")]
    public void Between_TwoTexts_MarksWholeWords(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join('|', TextDifference.Between(before, after).Select(part => "=+-"[(int)part.Kind] + part.Text)));

    [Fact]
    public void Between_AnyTexts_GivesBothBack() =>
        Gen.Select(Text, Text).Sample((before, after) =>
        {
            var parts = TextDifference.Between(before, after);
            return before == Without(parts, DifferenceKind.Inserted) && after == Without(parts, DifferenceKind.Deleted) && parts.All(part => part.Text.Length > 0);
        });

    [Fact]
    public void Between_LargeTextsWithNothingInCommon_IsQuick()
    {
        var before = string.Join(' ', Enumerable.Range(0, 30_000).Select(n => $"a{n}\n"));
        var after = string.Join(' ', Enumerable.Range(0, 30_000).Select(n => $"b{n}\n"));

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var parts = TextDifference.Between(before, after);

        Assert.Equal(before, Without(parts, DifferenceKind.Inserted));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
    }

    private static readonly string[] Pieces = ["å", "ä ", "\n", ". ", "😀", "ord ", "\ud800", "-"];

    private static readonly Gen<string> Text = Gen.Int[0, 7].Select(piece => Pieces[piece]).Array[0, 30].Select(string.Concat);

    private static string Without(IReadOnlyList<DifferencePart> parts, DifferenceKind kind) =>
        string.Concat(parts.Where(part => part.Kind != kind).Select(part => part.Text));
}
