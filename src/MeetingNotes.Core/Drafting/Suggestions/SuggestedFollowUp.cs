using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>A follow-up that a text seems to hold. Staff confirm it; everything here says why it was proposed.</summary>
public sealed record SuggestedFollowUp
{
    /// <summary>The whole sentence on one line, without the marks of Markdown.</summary>
    public required string Sentence { get; init; }

    /// <summary>Where the sentence begins in the text, in UTF-16 units.</summary>
    public required int Start { get; init; }

    /// <summary>
    /// A short text for the follow-up: the sentence, or its clause when it promises several things. Never longer than
    /// <see cref="Notes.FollowUpLine.TextMaxLength"/>.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>The due phrase as it stands in the text, never <see cref="DueKind.Unread"/>.</summary>
    public required DueDate Due { get; init; }

    /// <summary>The word that makes it look forward: "väntas", "ska", "uppdrag".</summary>
    public required string Cue { get; init; }

    /// <summary>The body or office that is said to act; <c>null</c> when the sentence does not say it plainly.</summary>
    public string? Responsible { get; init; }

    /// <summary>
    /// When it is due as a follow-up says it after "senast:", on one line and without a preposition that goes ill with that:
    /// "den 12 juni", "juni i år", "nästa möte". It reads as <see cref="Due"/>.
    /// </summary>
    public required string DueAsWritten { get; init; }

    /// <summary>The task-list line of a note file that says the same.</summary>
    public string NoteLine
    {
        get
        {
            var due = DueAsWritten.Length > Notes.FollowUpLine.DueMaxLength ? null : $"senast: {DueAsWritten}";
            var responsible = Responsible is null ? null : $"ansvarig: {Responsible}";
            string[] fields = [.. new[] { due, responsible }.OfType<string>()];
            var text = Text.TrimEnd('.', ' ');
            return fields.Length == 0 ? $"- [ ] {text}" : $"- [ ] {text} ({string.Join("; ", fields)})";
        }
    }
}
