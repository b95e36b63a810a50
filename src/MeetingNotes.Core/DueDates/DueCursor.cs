using System.Globalization;

namespace MeetingNotes.Core.DueDates;

/// <summary>Walks over the tokens of a text. What is asked for and is not there leaves the cursor where it was.</summary>
internal sealed class DueCursor(IReadOnlyList<DueToken> tokens)
{
    public int Position { get; set; }

    public bool IsAtEnd => Position >= tokens.Count;

    public bool IsAtNumber => Next is { Kind: DueTokenKind.Number };

    /// <summary>Goes back to a position, as a rule that failed does.</summary>
    public T? Back<T>(int position)
        where T : class
    {
        Position = position;
        return null;
    }

    /// <summary>One word out of several.</summary>
    public bool Word(params ReadOnlySpan<string> any)
    {
        var isThere = Next is { Kind: DueTokenKind.Word } token && any.Contains(token.Text);
        Position += isThere ? 1 : 0;
        return isThere;
    }

    /// <summary>Several words in a row.</summary>
    public bool Words(params ReadOnlySpan<string> all)
    {
        var start = Position;
        foreach (var word in all)
        {
            if (!Word(word))
            {
                Position = start;
                return false;
            }
        }

        return true;
    }

    /// <summary>A word that may be shortened: "kl", "kl.".</summary>
    public bool Shortened(params ReadOnlySpan<string> any)
    {
        var isThere = Word(any);
        _ = isThere && Glued(".");
        return isThere;
    }

    /// <summary>Letters with full stops or without: "t.o.m.", "t o m", "tom".</summary>
    public bool Initials(params ReadOnlySpan<string> letters)
    {
        var start = Position;
        foreach (var letter in letters)
        {
            if (!Shortened(letter))
            {
                Position = start;
                return false;
            }
        }

        return true;
    }

    /// <summary>A word of a vocabulary, with what it means.</summary>
    public bool Word<T>(IReadOnlyDictionary<string, T> vocabulary, out T meaning)
    {
        if (Next is { Kind: DueTokenKind.Word } token && vocabulary.TryGetValue(token.Text, out meaning!))
        {
            Position++;
            return true;
        }

        meaning = default!;
        return false;
    }

    /// <summary>A word that something can be made of.</summary>
    public T? Word<T>(Func<string, T?> make)
        where T : class
    {
        var made = Next is { Kind: DueTokenKind.Word } token ? make(token.Text) : null;
        Position += made is null ? 0 : 1;
        return made;
    }

    /// <summary>A sign such as "/", space or no space before it.</summary>
    public bool Sign(string sign)
    {
        var isThere = Next is { Kind: DueTokenKind.Sign } token && token.Text == sign;
        Position += isThere ? 1 : 0;
        return isThere;
    }

    /// <summary>A sign or a word with no white space before it.</summary>
    public bool Glued(string text)
    {
        var isThere = Next is { IsGlued: true } token && token.Text == text;
        Position += isThere ? 1 : 0;
        return isThere;
    }

    /// <summary>A number of so many digits.</summary>
    public bool Number(int minDigits, int maxDigits, out int value)
    {
        value = 0;
        var isThere = Next is { Kind: DueTokenKind.Number } token && token.Text.Length >= minDigits && token.Text.Length <= maxDigits
            && int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        Position += isThere ? 1 : 0;
        return isThere;
    }

    /// <summary>A number with no white space before it.</summary>
    public bool GluedNumber(int minDigits, int maxDigits, out int value)
    {
        value = 0;
        return Next is { IsGlued: true } && Number(minDigits, maxDigits, out value);
    }

    /// <summary>A year that we read, 1800–2199.</summary>
    public bool Year(out int year)
    {
        var start = Position;
        if (Number(4, 4, out year) && year is >= Edtf.FirstYear and <= Edtf.LastYear)
        {
            return true;
        }

        Position = start;
        return false;
    }

    private DueToken? Next => IsAtEnd ? null : tokens[Position];
}
