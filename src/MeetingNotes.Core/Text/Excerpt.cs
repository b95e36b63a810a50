namespace MeetingNotes.Core.Text;

/// <summary>The beginning of a text, for lists and descriptions.</summary>
public static class Excerpt
{
    /// <summary>The text on one line, cut after a word at most <paramref name="maxLength"/> characters in, with " …" when it is cut.</summary>
    public static string Of(string text, int maxLength)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= maxLength)
        {
            return line;
        }

        var space = line.LastIndexOf(' ', maxLength);
        return line[..(space > maxLength / 2 ? space : maxLength)].TrimEnd(' ', ',', ';', ':', '–') + " …";
    }
}
