using MeetingNotes.Core.Search.Swedish;

namespace MeetingNotes.Tests.Search.Swedish;

/// <summary>The analyser with the dictionary that <c>eng/test</c> installs, and without any.</summary>
internal static class Analysers
{
    public static SwedishAnalyser WithDictionary { get; } = SwedishAnalysers.Create("/usr/share/hunspell/sv_SE");

    public static SwedishAnalyser WithoutDictionary { get; } = SwedishAnalysers.Create(null);
}
