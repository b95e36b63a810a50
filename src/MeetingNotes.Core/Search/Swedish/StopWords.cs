using System.Collections.Frozen;

namespace MeetingNotes.Core.Search.Swedish;

/// <summary>Words that stand in nearly every text and that nobody means by themselves. They count as places in phrases.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> Words = string.Join(' ',
        "alla allt att av bara blev bli blir blivit både de dem den denna deras dess dessa det detta dig din dina dit ditt du där därför då",
        "efter eftersom ej eller emot en er era ert ett från för genom går ha hade han hans har henne hennes hit hon honom hos hur här i icke",
        "ifrån in ingen inget inom inte innan jag kan kunde kunna man med mellan men mer mig min mina mitt mot mycket måste ni nog nu när någon",
        "något några och också om oss på redan samt sedan ska skall skulle så sådan sådana sin sina sitt själv som till trots under upp ut",
        "utan vad var vara varför varit varje vars vart vem vi vid vidare vilka vilken vilket vill vår våra vårt än ännu är även åt över").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string folded) => folded.Length == 1 && char.IsLetter(folded[0]) || Words.Contains(folded);
}
