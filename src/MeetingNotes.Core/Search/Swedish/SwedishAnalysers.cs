using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MeetingNotes.Core.Search.Swedish;

/// <summary>Makes analysers: of the installed dictionary and our own list, or of our own list alone.</summary>
internal static class SwedishAnalysers
{
    // Raise it when the code gives other answers for the same words, or puts them otherwise into the index.
    private const int Version = 2;

    /// <param name="dictionaryPath">The dictionary's files without <c>.aff</c> and <c>.dic</c>; <c>null</c>: do without.</param>
    /// <exception cref="IOException">The files cannot be read.</exception>
    /// <exception cref="InvalidDataException">They are no dictionary.</exception>
    public static SwedishAnalyser Create(string? dictionaryPath)
    {
        var builder = new LexiconBuilder();
        if (dictionaryPath is not null)
        {
            HunspellFiles.Read(dictionaryPath + ".aff", dictionaryPath + ".dic", builder);
        }

        builder.WithRules(CommonEndings.Rules());
        foreach (var word in CouncilWord.All())
        {
            builder.AddCouncilWord(word);
        }

        var exceptions = DataFile.Rows("exceptions.tsv").ToDictionary(row => row[0], row => row[1] == "-" ? [] : row[1].Split('+'), StringComparer.Ordinal);
        return new SwedishAnalyser(builder.Build(), exceptions, FingerprintOf(dictionaryPath));
    }

    private static string FingerprintOf(string? dictionaryPath)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Version.ToString(CultureInfo.InvariantCulture)));
        hash.AppendData(Encoding.UTF8.GetBytes(DataFile.Text("council-words.tsv")));
        hash.AppendData(Encoding.UTF8.GetBytes(DataFile.Text("exceptions.tsv")));
        foreach (var extension in dictionaryPath is null ? [] : new[] { ".aff", ".dic" })
        {
            hash.AppendData(File.ReadAllBytes(dictionaryPath + extension));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
