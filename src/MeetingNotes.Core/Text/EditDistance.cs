namespace MeetingNotes.Core.Text;

/// <summary>How unlike two short texts are: letters to add, take away or change (Levenshtein), case aside.</summary>
public static class EditDistance
{
    public static int Between(string one, string other)
    {
        // row[j] is the distance between what has been read of one and the first j letters of the other.
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    /// <summary>The candidate that is most like a text, the first of equals; <c>null</c> when none is within <paramref name="max"/>.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates, int max) => candidates
        .Where(candidate => Math.Abs(candidate.Length - text.Length) <= max)
        .Select(candidate => (Candidate: candidate, Distance: Between(text, candidate)))
        .Where(near => near.Distance <= max)
        .OrderBy(near => near.Distance)
        .Select(near => near.Candidate)
        .FirstOrDefault();
}
