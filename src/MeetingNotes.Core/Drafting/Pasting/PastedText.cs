using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>What was pasted or uploaded, cleaned: blocks of Markdown, and what was not taken along.</summary>
public sealed record PastedText
{
    public required IReadOnlyList<PastedBlock> Blocks { get; init; }

    /// <summary>What the writer should know, in Swedish: "En bild togs inte med: Karta.png. Lägg in den själv."</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Words that are no part of the text (menus, mail headers, signatures), shown so that nothing is lost silently.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The day the mail was sent that the text came in: the meeting was not later.</summary>
    public DateOnly? SentOn { get; init; }

    /// <summary>Set when it was a whole note file: then <see cref="Blocks"/> is empty and this is what counts.</summary>
    public NoteDocument? Note { get; init; }

    /// <summary>The blocks as one Markdown text. Pasted again it gives the same blocks.</summary>
    public string ToMarkdown() => string.Join("\n\n", Blocks.Select(block => block.WithMark()));
}

/// <summary>One heading, paragraph, list, table or quotation.</summary>
public sealed record PastedBlock
{
    public required PastedBlockKind Kind { get; init; }

    /// <summary>Its Markdown; of a heading without the number signs.</summary>
    public required string Markdown { get; init; }

    /// <summary>Its words without marks; line breaks are kept.</summary>
    public required string Text { get; init; }

    /// <summary>Headings: 1 (the title of the whole) to 6. Otherwise 0.</summary>
    public int Level { get; init; }

    /// <summary>A heading by its looks only: a bold or a short line.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>Every letter is bold, so it may be meant as a heading.</summary>
    internal bool IsBold { get; init; }

    internal string WithMark() => Kind == PastedBlockKind.Heading ? $"{new string('#', Level)} {Markdown}" : Markdown;

    internal PastedBlock AsHeading(int level)
    {
        var words = string.Join(' ', Text.TrimEnd(':', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return this with { Kind = PastedBlockKind.Heading, Level = level, IsGuessed = true, Text = words, Markdown = MarkdownText.Escaped(words) };
    }
}

public enum PastedBlockKind
{
    Heading,
    Paragraph,
    List,
    Table,
    Quotation,
    Code,
}
