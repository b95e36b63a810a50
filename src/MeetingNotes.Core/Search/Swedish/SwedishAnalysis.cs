using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Search.Swedish;

/// <summary>The analyser of this process, made when it is first needed, with the dictionary that is installed.</summary>
public sealed class SwedishAnalysis(SearchOptions options, ILogger<SwedishAnalysis> logger)
{
    // A dictionary is read once in a process, however many portals a test starts in it.
    private static readonly ConcurrentDictionary<string, Lazy<SwedishAnalyser>> Read = new(StringComparer.Ordinal);

    private readonly Lazy<(SwedishAnalyser Analyser, bool HasDictionary)> _made = new(() => Make(options, logger));

    /// <summary>Whether compounds and inflections are known from a dictionary, not only from the portal's own list.</summary>
    public bool HasDictionary => _made.Value.HasDictionary;

    internal SwedishAnalyser Analyser => _made.Value.Analyser;

    private static (SwedishAnalyser, bool) Make(SearchOptions options, ILogger logger)
    {
        try
        {
            if (File.Exists(options.DictionaryPath + ".dic"))
            {
                return (Read.GetOrAdd(options.DictionaryPath, path => new(() => SwedishAnalysers.Create(path))).Value, true);
            }

            logger.LogWarning("No Swedish dictionary at {DictionaryPath}: searches find fewer inflections and compounds. Install hunspell-sv", options.DictionaryPath);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            logger.LogError("The Swedish dictionary at {DictionaryPath} cannot be used: {Reason}", options.DictionaryPath, fault.Message);
        }

        return (Read.GetOrAdd("", _ => new(() => SwedishAnalysers.Create(null))).Value, false);
    }
}
