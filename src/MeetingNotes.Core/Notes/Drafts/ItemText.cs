namespace MeetingNotes.Core.Notes.Drafts;

/// <summary>The Markdown of one item, line by line.</summary>
internal static class ItemText
{
    /// <summary>
    /// The text cut at every line with only "---" and at every "## " heading outside code; <c>null</c> when there is nothing to cut at. The first
    /// part has a heading only when the text begins with one.
    /// </summary>
    public static IReadOnlyList<(string? Heading, string Text)>? Parts(string text)
    {
        var parts = new List<(string? Heading, List<string> Lines)> { (null, []) };
        var isCut = false;
        var isCode = false;
        foreach (var line in text.Split('\n'))
        {
            isCode ^= line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (!isCode && line.StartsWith("## ", StringComparison.Ordinal))
            {
                AddPart(line[3..].Trim().TrimEnd('#').Trim());
            }
            else if (!isCode && line.Trim() == "---")
            {
                AddPart(null);
            }
            else
            {
                parts[^1].Lines.Add(line);
            }
        }

        return isCut ? [.. parts.Select(part => (part.Heading, string.Join('\n', part.Lines).Trim()))] : null;

        void AddPart(string? heading)
        {
            isCut = true;
            if (parts[^1].Heading is null && parts[^1].Lines.All(string.IsNullOrWhiteSpace))
            {
                parts.RemoveAt(parts.Count - 1);    // nothing stood there, or only a line before the heading
            }

            parts.Add((heading, []));
        }
    }

    /// <summary>With an empty line between those that hold something.</summary>
    public static string Joined(params string[] texts) => string.Join("\n\n", texts.Select(text => text.Trim()).Where(text => text.Length > 0));
}
