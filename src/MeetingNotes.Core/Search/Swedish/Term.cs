namespace MeetingNotes.Core.Search.Swedish;

/// <summary>Something in a text that can be searched for: a word, a number, a date, a diary number.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Length">How many characters of the text it is.</param>
/// <param name="Position">Which word of the text, from 1; the words of a date keep their own positions.</param>
/// <param name="Form">As it is written, folded.</param>
/// <param name="Keys">What it is called in the index; several when it can be read in several ways. Empty: a stop word.</param>
/// <param name="PartKeys">What it answers to besides, as a compound answers to its parts.</param>
internal sealed record Term(int Start, int Length, int Position, string Form, IReadOnlyList<string> Keys, IReadOnlyList<string> PartKeys)
{
    /// <summary>Made of several words of the text, which follow it: a date, <c>RS 912-2025</c>, <c>250 000</c>.</summary>
    public bool IsComposite { get; init; }

    /// <summary>What a word can be; none when it is no word.</summary>
    public IReadOnlyList<Reading> Readings { get; init; } = [];

    /// <summary>A word of letters, which may be misspelt.</summary>
    public bool IsWord => Readings.Count > 0;

    public bool IsStopWord => Keys.Count == 0;

    public int End => Start + Length;

    public static string DateKey(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    public static string MonthKey(int year, int month) => new DateOnly(year, month, 1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}
