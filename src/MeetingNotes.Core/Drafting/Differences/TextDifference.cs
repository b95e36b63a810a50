using DiffPlex;

namespace MeetingNotes.Core.Drafting.Differences;

public enum DifferenceKind
{
    Equal,
    Inserted,
    Deleted,
}

/// <summary>A stretch of text that both have, or only one of them.</summary>
public sealed record DifferencePart(DifferenceKind Kind, string Text);

/// <summary>What was changed between two texts, word by word, for somebody who reads it. Pure.</summary>
public static class TextDifference
{
    /// <summary>Texts with more words than this together are compared line by line, so that the comparison is quick whatever they hold.</summary>
    private const int WordsMax = 12_000;

    /// <summary>Lines that may differ in all; beyond it the one text takes the place of the other.</summary>
    private const int LinesMax = 12_000;

    /// <summary>
    /// In order. The equal and deleted parts together are <paramref name="before"/>, the equal and inserted ones <paramref name="after"/>. Empty
    /// for two empty texts.
    /// </summary>
    public static IReadOnlyList<DifferencePart> Between(string before, string after)
    {
        if (before == after)
        {
            return before.Length == 0 ? [] : [new(DifferenceKind.Equal, before)];
        }

        var (old, now) = (WordChunker.Words(before), WordChunker.Words(after));
        if (old.Length + now.Length <= WordsMax)
        {
            return Compare(old, now);
        }

        (old, now) = (WordChunker.Lines(before), WordChunker.Lines(after));
        return old.Length + now.Length <= LinesMax
            ? Compare(old, now)
            : [.. new DifferencePart[] { new(DifferenceKind.Deleted, before), new(DifferenceKind.Inserted, after) }.Where(part => part.Text.Length > 0)];
    }

    private static List<DifferencePart> Compare(string[] before, string[] after)
    {
        var parts = new List<DifferencePart>();
        var chunker = new WordChunker(before, after);
        var at = 0;
        foreach (var block in Differ.Instance.CreateDiffs(WordChunker.Before, WordChunker.After, false, false, chunker).DiffBlocks)
        {
            Add(parts, DifferenceKind.Equal, before, at, block.DeleteStartA - at);
            Add(parts, DifferenceKind.Deleted, before, block.DeleteStartA, block.DeleteCountA);
            Add(parts, DifferenceKind.Inserted, after, block.InsertStartB, block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Add(parts, DifferenceKind.Equal, before, at, before.Length - at);
        return parts;
    }

    private static void Add(List<DifferencePart> parts, DifferenceKind kind, string[] pieces, int start, int count)
    {
        if (count > 0)
        {
            parts.Add(new DifferencePart(kind, string.Concat(pieces.AsSpan(start, count))));
        }
    }
}
