using System.Text;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Bytes as text: by their mark, as UTF-8, otherwise as Windows has written Swedish for long.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly string[] HtmlStarts = ["<!doctype html", "<html", "<head", "<body", "<meta", "<div", "<p", "<h1", "<h2", "<table", "<ul", "<ol", "<span", "<b", "<!--"];

    /// <exception cref="PasteRefusedException">It is no text.</exception>
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes[3..]),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
            _ => Decoded(bytes),
        };

        // A picture or a program has them everywhere, text nowhere.
        return text.AsSpan(0, Math.Min(text.Length, 100_000)).Contains('\0') ? throw PastedSource.WrongKind() : text;
    }

    public static bool IsHtml(string text)
    {
        var start = text.AsSpan().TrimStart();
        foreach (var tag in HtmlStarts)
        {
            if (start.StartsWith(tag, StringComparison.OrdinalIgnoreCase) && (start.Length == tag.Length || !char.IsLetterOrDigit(start[tag.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static string Decoded(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Windows1252.GetString(bytes);
        }
    }
}
