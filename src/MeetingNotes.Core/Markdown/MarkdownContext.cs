namespace MeetingNotes.Core.Markdown;

/// <summary>What the renderer needs to know about the place where the text stands.</summary>
public sealed record MarkdownContext
{
    /// <summary>The level of the author's top headings, 2–6. Deeper headings follow without a skip and stop at h6.</summary>
    public int BaseHeadingLevel { get; init; } = 3;

    /// <summary>From an address as written ("bilder/linjer.png") to the public path, which starts with a slash; <c>null</c> means that the note has no such image.</summary>
    public Func<string, string?>? ImageAddress { get; init; }

    /// <summary>From an address as written to width and height in pixels.</summary>
    public Func<string, (int Width, int Height)?>? ImageSize { get; init; }

    /// <summary>Told why an image without a description stops the text, which is then shown with words where it is missing; <c>null</c>: the text is refused.</summary>
    public Action<string>? MissingDescription { get; init; }

    /// <summary>Explained at their first use in the text.</summary>
    public IReadOnlyList<Abbreviation> Abbreviations { get; init; } = [];

    /// <summary>What a screen reader calls the scroll region of a table; numbered when there are several. Should be unique on the page.</summary>
    public string TableLabel { get; init; } = "Tabell";
}

/// <summary>"RUS", "regional utvecklingsstrategi".</summary>
#pragma warning disable CA1720 // Short and Long are no types here.
public sealed record Abbreviation(string Short, string Long);
#pragma warning restore CA1720

/// <summary>Safe HTML, and the same text without markup: one line per block, for search and descriptions.</summary>
public sealed record RenderedMarkdown(string Html, string PlainText);
