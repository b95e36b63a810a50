using System.Collections.Frozen;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>Where a sentence stands in its text, in UTF-16 units.</summary>
internal readonly record struct Sentence(int Start, int Length);

/// <summary>
/// Splits Swedish text into sentences: never inside an abbreviation, a number, a date or a quotation. A blank line, a list item or a
/// heading also ends one; a line break inside a paragraph does not. Linear.
/// </summary>
internal static class Sentences
{
    /// <summary>An opening quotation mark without its pair within this many characters is no quotation.</summary>
    private const int QuotationMaxLength = 600;

    /// <summary>A line at least this long that does not end a sentence was broken by a mail program: the next line goes on.</summary>
    private const int WrappedLineLength = 55;

    // Always followed by what they belong to.
    private static readonly FrozenSet<string> Leading = Words.Set(
        """
        t.ex bl.a kl ca c:a dnr nr s.k fr.o.m t.o.m f.d p.g.a d.v.s dvs i.o.m m.a.o resp tel tfn inkl exkl prel ang enl jfr kap mom par sid
        jan feb febr apr aug sept okt nov dec v kv st max min adj dir ordf obs prof dr f.n fn d.y s.a.s o.s u.a bil art
        """);

    // May end a sentence: they do when the next word has a capital letter.
    private static readonly FrozenSet<string> Trailing = Words.Set("m.m mm m.fl mfl osv o.s.v etc e.d o.d e.kr kr tkr mkr mnkr st");

    public static IReadOnlyList<Sentence> In(string text)
    {
        var sentences = new List<Sentence>();
        var start = 0;
        var position = 0;
        while (position < text.Length)
        {
            if (QuotationEnd(text, position) is { } quotationEnd)
            {
                position = quotationEnd;
            }

            if (EndsAt(text, start, position) is { } end)
            {
                Add(text, sentences, start, end);
                start = end;
                position = Math.Max(end, position + 1);
            }
            else
            {
                position++;
            }
        }

        Add(text, sentences, start, text.Length);
        return sentences;
    }

    private static void Add(string text, List<Sentence> sentences, int start, int end)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '-' or '*' or '•' or '#' or '>' or '–'))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            sentences.Add(new Sentence(start, end - start));
        }
    }

    /// <summary>Where the sentence ends, if the character at the position ends it.</summary>
    private static int? EndsAt(string text, int start, int position) => text[position] switch
    {
        '\n' => LineEnds(text, start, position) ? position : null,
        '.' or '!' or '?' or '…' when position + 1 == text.Length || !IsStop(text[position + 1]) => StopEnds(text, start, position),
        _ => null,
    };

    private static bool IsStop(char letter) => letter is '.' or '!' or '?' or '…';

    private static int? StopEnds(string text, int start, int position)
    {
        var end = position + 1;
        while (end < text.Length && text[end] is '”' or '"' or '»' or '’' or ')' or ']')
        {
            end++;
        }

        if (end == text.Length)
        {
            return end;
        }

        var next = end;
        while (next < text.Length && text[next] is ' ' or '\t' or '\u00A0' or '\n')
        {
            next++;
        }

        // "12.6", "rvn.se" and "(bl.a.)" go on; so does what begins with a small letter.
        if (next == end || next == text.Length || char.IsLower(text[next]))
        {
            return next == text.Length ? end : null;
        }

        return text[position] == '.' && IsNoStop(text, start, position, text[next]) ? null : end;
    }

    /// <summary>Whether the full stop belongs to an abbreviation, an initial, an ordinal or the number of a list item.</summary>
    private static bool IsNoStop(string text, int start, int position, char next)
    {
        var from = position;
        while (from > start && position - from < 12 && (char.IsLetterOrDigit(text[from - 1]) || text[from - 1] is '.' or ':'))
        {
            from--;
        }

        var word = text[from..position].ToLowerInvariant();
        if (Leading.Contains(word))
        {
            return true;
        }

        if (Trailing.Contains(word))
        {
            return !char.IsUpper(next);
        }

        var isInitial = word.Length == 1 && char.IsUpper(text[from]);
        var isOrdinal = word.Length is 1 or 2 && word.All(char.IsAsciiDigit) && (char.IsAsciiDigit(next) || text.AsSpan(start, from - start).IsWhiteSpace());
        return isInitial || isOrdinal;
    }

    private static bool LineEnds(string text, int start, int position)
    {
        var next = position + 1;
        while (next < text.Length && text[next] is ' ' or '\t' or '\r')
        {
            next++;
        }

        if (next == text.Length || text[next] == '\n' || IsListMark(text, next))
        {
            return true;
        }

        var lineStart = position == 0 ? 0 : Math.Max(start, text.LastIndexOf('\n', position - 1, position - start) + 1);
        return !char.IsLower(text[next]) && position - lineStart < WrappedLineLength;
    }

    private static bool IsListMark(string text, int position)
    {
        if (text[position] is '#' or '>' or '|' or '•')
        {
            return true;
        }

        var mark = position;
        while (mark < text.Length && mark - position < 3 && char.IsAsciiDigit(text[mark]))
        {
            mark++;
        }

        return mark + 1 < text.Length && text[mark + 1] == ' ' && (mark == position ? text[mark] is '-' or '*' or '+' or '–' : text[mark] is '.' or ')');
    }

    /// <summary>
    /// Where a quotation that begins here ends: its closing mark, or the full stop right before it. What is said inside is one
    /// sentence with who said it.
    /// </summary>
    private static int? QuotationEnd(string text, int position)
    {
        if (text[position] is not ('”' or '"' or '»' or '“') || (position > 0 && !char.IsWhiteSpace(text[position - 1]) && text[position - 1] != '('))
        {
            return null;
        }

        var length = Math.Min(QuotationMaxLength, text.Length - position - 1);
        var offset = text.AsSpan(position + 1, length).IndexOfAny("”\"»\n");
        var end = position + 1 + offset;
        return offset < 0 || text[end] == '\n' ? null
            : offset > 0 && IsStop(text[end - 1]) ? end - 1
            : end;
    }
}
