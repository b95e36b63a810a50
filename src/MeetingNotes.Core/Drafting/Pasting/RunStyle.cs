namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>What the letters of a text look like, as far as Markdown can say it.</summary>
[Flags]
internal enum RunStyle
{
    None = 0,
    Bold = 1,
    Italic = 2,
    Strike = 4,
    Subscript = 8,
    Superscript = 16,
}
