namespace MeetingNotes.Core.Search.Swedish;

/// <summary>What a written word may be: each base form that it can be an inflection of, with the parts of that if it is a compound.</summary>
internal sealed record WordAnalysis(IReadOnlyList<Reading> Readings);

/// <param name="Lemma">The base form, folded.</param>
/// <param name="Parts">The smallest words it is made of; itself alone when it is no compound.</param>
internal sealed record Reading(string Lemma, string[] Parts)
{
    /// <summary>What this word is made from and also answers to, as if a part: <c>besluta</c> to <c>beslut</c>; an unknown word to what it begins with.</summary>
    public string? Origin { get; init; }

    public bool IsCompound => Parts.Length > 1;

    /// <summary>The parts, whatever letters join them: <c>hälsopolitik</c> is <c>hälsa+politik</c>.</summary>
    public string Joined => string.Join('+', Parts);

    /// <summary>The words inside it that it answers to, each alone and those that stand together: kollektiv, trafik, kollektiv+trafik …</summary>
    public IEnumerable<string> PartKeys()
    {
        for (var length = 1; IsCompound && length <= Parts.Length; length++)
        {
            for (var start = 0; start + length <= Parts.Length; start++)
            {
                yield return string.Join('+', Parts, start, length);
            }
        }

        if (Origin is not null)
        {
            yield return Origin;
        }
    }
}
