namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Raised and lowered letters that Unicode has: where Markdown has no place for "^2^", "²" says the same.</summary>
internal static class Scripts
{
    private const string Plain = "0123456789+-−=()ni";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ";
    private const string PlainBelow = "0123456789+-−=()xaeo";
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₓₐₑₒ";

    /// <summary>The letters raised or lowered, as many as they were; <c>null</c> when one of them is not there.</summary>
    public static string? Of(ReadOnlySpan<char> letters, bool isRaised)
    {
        var (from, to) = isRaised ? (Plain, Raised) : (PlainBelow, Lowered);
        var written = new char[letters.Length];
        for (var at = 0; at < letters.Length; at++)
        {
            var place = from.IndexOf(letters[at], StringComparison.Ordinal);
            if (place < 0)
            {
                return null;
            }

            written[at] = to[place];
        }

        return new string(written);
    }
}
