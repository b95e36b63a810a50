using System.Buffers;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>What a browser sends, as the portal keeps it.</summary>
internal static class FormText
{
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code).Where(c => c is not ('\n' or '\t'))]);

    /// <summary>Several lines: line feeds only, and no control characters, which PostgreSQL would refuse.</summary>
    public static string Of(string? text)
    {
        text = (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return text.AsSpan().ContainsAny(Controls) ? string.Concat(text.Where(c => !Controls.Contains(c))) : text;
    }

    /// <summary>One line.</summary>
    public static string Line(string? text) => Of(text).Replace('\n', ' ');

    /// <summary>One line, or nothing.</summary>
    public static string? OrNull(string? text) => Line(text).Trim() is { Length: > 0 } something ? something : null;
}
