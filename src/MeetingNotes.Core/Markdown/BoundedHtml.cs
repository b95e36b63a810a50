using System.Text;

namespace MeetingNotes.Core.Markdown;

/// <summary>Where HTML is put together: escapes text, and stops at <see cref="MaxLength"/> characters.</summary>
internal sealed class BoundedHtml
{
    public const int MaxLength = 2_000_000;

    private readonly StringBuilder _html = new();

    public BoundedHtml Markup(string markup) => Append(markup);

    /// <summary>As the HTML standard serialises text, so that the sanitiser finds nothing to rewrite.</summary>
    public BoundedHtml Text(ReadOnlySpan<char> text) => Escaped(text, "&<>\u00A0");

    public BoundedHtml Attribute(string name, string value) =>
        Append(" ").Append(name).Append("=\"").Escaped(value, "&<>\u00A0\"").Append("\"");

    public override string ToString() => _html.ToString();

    private BoundedHtml Escaped(ReadOnlySpan<char> text, string special)
    {
        while (text.IndexOfAny(special) is >= 0 and var at)
        {
            Append(text[..at]).Append(text[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => "&nbsp;" });
            text = text[(at + 1)..];
        }

        return Append(text);
    }

    private BoundedHtml Append(ReadOnlySpan<char> markup)
    {
        if (_html.Length + markup.Length > MaxLength)
        {
            throw new MarkdownRefusedException("Texten blir för stor som webbsida. Dela upp den, eller korta tabeller och listor.");
        }

        _html.Append(markup);
        return this;
    }
}
