using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace MeetingNotes.Core.Following;

/// <summary>A mail as it is read: the same words as plain text and as simple HTML.</summary>
public sealed record Letter(string Subject, string Text, string Html);

/// <summary>Writes a letter once for both ways of reading it. Whatever it is given is text, never markup.</summary>
internal sealed class LetterWriter(string publicBaseUrl)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _html = new();

    public void Heading(string text)
    {
        Line(text.ToUpper(Time.StockholmTime.Culture));
        Html($"<h2>{Encoder.Encode(text)}</h2>");
    }

    public void Paragraph(string text)
    {
        Line(text);
        Html($"<p>{Encoder.Encode(text)}</p>");
    }

    public void Strong(string text)
    {
        Line(text);
        Html($"<p><strong>{Encoder.Encode(text)}</strong></p>");
    }

    /// <summary>A sentence that stands in the portal, with the places in it that are meant.</summary>
    public void Quote(string text, IReadOnlyList<(int Start, int Length)> marks)
    {
        Line($"”{text}”");
        var html = new StringBuilder("<blockquote>”");
        var at = 0;
        foreach (var (start, length) in marks)
        {
            html.Append(Encoder.Encode(text[at..start])).Append("<mark>").Append(Encoder.Encode(text.Substring(start, length))).Append("</mark>");
            at = start + length;
        }

        Html(html.Append(Encoder.Encode(text[at..])).Append("”</blockquote>").ToString());
    }

    public void List(IReadOnlyList<string> lines)
    {
        Line(string.Join('\n', lines.Select(line => $"• {line}")));
        Html($"<ul>{string.Concat(lines.Select(line => $"<li>{Encoder.Encode(line)}</li>"))}</ul>");
    }

    public void Link(string text, string path)
    {
        Line($"{text}:\n{publicBaseUrl}{path}");
        Html($"<p><a href=\"{Encoder.Encode(publicBaseUrl + path)}\">{Encoder.Encode(text)}</a></p>");
    }

    public void End(string portalName)
    {
        Line($"Hälsningar\n{portalName}");
        Html($"<p>Hälsningar<br>{Encoder.Encode(portalName)}</p>");
        Paragraph("Det går inte att svara på det här mejlet.");
    }

    public Letter ToLetter(string subject) => new(
        subject,
        _text.ToString(),
        $"<!DOCTYPE html>\n<html lang=\"sv\">\n<head><meta charset=\"utf-8\"><title>{Encoder.Encode(subject)}</title></head>\n<body>\n{_html}</body>\n</html>\n");

    private void Line(string text) => _text.Append(_text.Length > 0 ? "\n\n" : "").Append(text);

    private void Html(string html) => _html.Append(html).Append('\n');
}
