using MeetingNotes.Core.Search.Swedish;

namespace MeetingNotes.Tests.Search.Swedish;

/// <summary>A line of words.tsv: a word as a note has it, and what somebody who knows Swedish says that it is.</summary>
/// <param name="Word">As written.</param>
/// <param name="Lemmas">The base forms that it may be.</param>
/// <param name="Parts">The words it is made of, in each way that is right; an empty way: it is no compound.</param>
/// <param name="Kind">compound, simple, inflection, name, other.</param>
/// <param name="IsHeldOut">No rule was changed because of it.</param>
internal sealed record LabelledWord(string Word, string[] Lemmas, string[][] Parts, string Kind, bool IsHeldOut)
{
    public static IReadOnlyList<LabelledWord> ReadAll(string path) => [.. File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Select(row => new LabelledWord(
        row[0],
        [.. row[1].Split('|').Select(lemma => Folding.Fold(lemma))],
        [.. row[2].Split('/').Select(way => way == "-" ? [] : way.Split('+').Select(part => Folding.Fold(part)).ToArray())],
        row[3],
        row[4] == "held-out"))];
}
