namespace MeetingNotes.Core.Text;

/// <summary>The beginning of a text, for lists and descriptions.</summary>
public static class Excerpt
{
    /// <summary>The first letters of a text, never half a letter.</summary>
    public static string Cut(string text, int maxLength) =>
        text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];

    /// <summary>The text on one line, cut after a word at most <paramref name="maxLength"/> characters in, with " …" when it is cut.</summary>
    public static string Of(string text, int maxLength)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= maxLength)
        {
            return line;
        }

        var space = line.LastIndexOf(' ', maxLength);
        return Cut(line, space > maxLength / 2 ? space : maxLength).TrimEnd(' ', ',', ';', ':', '–') + " …";
    }
}
