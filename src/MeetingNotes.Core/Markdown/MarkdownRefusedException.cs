namespace MeetingNotes.Core.Markdown;

/// <summary>The text cannot be published as it is. The message is Swedish and says what to do.</summary>
public sealed class MarkdownRefusedException(string message, int? line = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The line of the text, from 1, when one line is to blame.</summary>
    public int? Line { get; } = line;
}
