using System.Reflection;
using System.Text;

namespace MeetingNotes.Core.Search.Swedish;

/// <summary>A line of <c>council-words.tsv</c>: a word that notes of councils use.</summary>
/// <param name="Word">The base form.</param>
/// <param name="Class">Noun, adjective or verb; 0: none of them.</param>
/// <param name="LinkingForms">How it begins a compound.</param>
/// <param name="IrregularForms">Inflections that common endings do not give.</param>
internal sealed record CouncilWord(string Word, ulong Class, IReadOnlyList<string> LinkingForms, IReadOnlyList<string> IrregularForms)
{
    public static IEnumerable<CouncilWord> All() => DataFile.Rows("council-words.tsv").Select(row => new CouncilWord(
        row[0],
        row[1] switch { "n" => WordFlags.Noun, "a" => WordFlags.Adjective, "v" => WordFlags.Verb, _ => 0 },
        DataFile.List(row[2]),
        DataFile.List(row[3])));
}

/// <summary>The reviewed data files of the analyser: tab-separated, a heading line first.</summary>
internal static class DataFile
{
    public static IEnumerable<string[]> Rows(string name)
    {
        using var reader = Open(name);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split('\t');
        }
    }

    public static string[] List(string field) => field.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>All of a file, for the hash that says when the index was made with other data.</summary>
    public static string Text(string name)
    {
        using var reader = Open(name);
        return reader.ReadToEnd();
    }

    private static StreamReader Open(string name) => new(
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"MeetingNotes.Core.Search.Swedish.Data.{name}")
            ?? throw new InvalidOperationException($"The data file {name} is not in the assembly."), Encoding.UTF8);
}
