using System.Text;
using MeetingNotes.Core.Markdown;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>The letters of one paragraph with what each looks like and links to. White space is collapsed as it comes.</summary>
internal sealed class StyledText
{
    private readonly StringBuilder _text = new();
    private readonly List<RunStyle> _styles = [];
    private readonly List<string?> _links = [];
    private bool _hasLetters;

    /// <summary>The words, with a line feed for each line break.</summary>
    public string Plain => _text.ToString().Trim();

    /// <summary>The words, with raised and lowered letters as Unicode has them: "CO₂". The others stay as they are.</summary>
    public string PlainWithScripts => Trimmed(isOneLine: false, out var start, out var end) is { Length: > 0 } text
        ? new StyledMarkdown(text, [.. _styles.Skip(start).Take(end - start)], new string?[text.Length]).PlainWithScripts()
        : "";

    /// <summary>What comes next begins a line.</summary>
    public bool IsAtLineStart => _text.Length == 0 || _text[^1] == '\n';

    public bool IsEmpty => !_hasLetters;

    /// <summary>Every letter and digit is bold.</summary>
    public bool IsBold
    {
        get
        {
            var isBold = false;
            for (var at = 0; at < _text.Length; at++)
            {
                if (char.IsLetterOrDigit(_text[at]))
                {
                    isBold = _styles[at].HasFlag(RunStyle.Bold);
                    if (!isBold)
                    {
                        return false;
                    }
                }
            }

            return isBold;
        }
    }

    public void Append(string text, RunStyle style = RunStyle.None, string? link = null)
    {
        foreach (var letter in CleanCharacters.Of(text))
        {
            AppendCollapsed(letter, style, link);
        }
    }

    public void Append(StyledText other)
    {
        for (var at = 0; at < other._text.Length; at++)
        {
            AppendCollapsed(other._text[at], other._styles[at], other._links[at]);
        }
    }

    private void AppendCollapsed(char letter, RunStyle style, string? link)
    {
        var isSpace = letter is ' ' or '\t';
        if ((isSpace || letter == '\n') && _text.Length > 0 && _text[^1] == ' ')
        {
            if (isSpace)
            {
                return;
            }

            RemoveLast();
        }

        if (!isSpace || (_text.Length > 0 && _text[^1] != '\n'))
        {
            Add(isSpace ? ' ' : letter, style, link);
        }
    }

    /// <summary>The parts between empty lines.</summary>
    public IEnumerable<StyledText> Paragraphs()
    {
        var part = new StyledText();
        for (var at = 0; at < _text.Length; at++)
        {
            if (_text[at] == '\n' && at + 1 < _text.Length && _text[at + 1] == '\n')
            {
                yield return part;
                part = new StyledText();
                continue;
            }

            // Letter by letter would tear the halves of an emoji apart.
            part.AppendAsIs(_text[at], _styles[at], _links[at]);
        }

        yield return part;
    }

    /// <summary>As Markdown that shows these letters and no others; a style that Markdown cannot say here is left out.</summary>
    /// <param name="isOneLine">For headings and cells: line breaks become spaces.</param>
    /// <param name="without">Styles that go without saying here.</param>
    public StyledMarkdown Written(bool isOneLine = false, RunStyle without = RunStyle.None)
    {
        var text = Trimmed(isOneLine, out var start, out var end);
        return new StyledMarkdown(text, [.. _styles.Skip(start).Take(end - start).Select(style => style & ~without)], [.. _links.Skip(start).Take(end - start)]);
    }

    private string Trimmed(bool isOneLine, out int start, out int end)
    {
        (start, end) = (0, _text.Length);
        while (start < end && char.IsWhiteSpace(_text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        var text = _text.ToString(start, end - start);
        return isOneLine ? text.Replace('\n', ' ') : text;
    }

    /// <summary>Only these may be linked to from a pasted text; the renderer has the last word on them.</summary>
    public static string? AllowedLink(string? address)
    {
        // Word and mail programs break long addresses over lines.
        var written = address is null ? null : string.Concat(address.Where(letter => letter is not ('\n' or '\r' or '\t'))).Trim();
        return SafeAddress.IsAllowed(written)
            && (written.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || written.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
                || written.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
                ? SafeAddress.Encoded(written).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)
                : null;
    }

    private void AppendAsIs(char letter, RunStyle style, string? link)
    {
        if (_text.Length == 0 && letter == '\n')
        {
            return;
        }

        Add(letter, style, link);
    }

    private void Add(char letter, RunStyle style, string? link)
    {
        _text.Append(letter);
        _styles.Add(style);
        _links.Add(link);
        _hasLetters |= !char.IsWhiteSpace(letter);
    }

    private void RemoveLast()
    {
        _text.Length--;
        _styles.RemoveAt(_styles.Count - 1);
        _links.RemoveAt(_links.Count - 1);
    }
}
