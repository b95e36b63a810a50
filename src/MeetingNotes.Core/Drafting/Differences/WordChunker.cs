using DiffPlex;

namespace MeetingNotes.Core.Drafting.Differences;

/// <summary>Gives the comparison the pieces that were cut before: words with the space after them, so that a changed word is marked whole.</summary>
internal sealed class WordChunker(string[] before, string[] after) : IChunker
{
    /// <summary>Stand for the two texts, which the comparison only hands back.</summary>
    public const string Before = "before", After = "after";

    public IReadOnlyList<string> Chunk(string text) => text == Before ? before : after;

    /// <summary>Words, spaces and marks, each a piece; together the text.</summary>
    public static string[] Words(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            if (char.IsLetterOrDigit(text[start]))
            {
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || char.IsSurrogate(text[end])))
                {
                    end++;
                }
            }
            else if (text[start] == ' ')
            {
                while (end < text.Length && text[end] == ' ')
                {
                    end++;
                }
            }
            else if (char.IsHighSurrogate(text[start]) && end < text.Length)
            {
                end++;
            }

            words.Add(text[start..end]);
            start = end;
        }

        return [.. words];
    }

    /// <summary>Lines with their line breaks.</summary>
    public static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return [.. lines];
    }
}
