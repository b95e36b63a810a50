using MeetingNotes.Core.Drafting;
using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Core.Notes.Publishing;

/// <summary>Renders every text of a note, once, when it is saved. A text that is refused is told with its place.</summary>
internal sealed class NoteRendering(MarkdownRenderer markdown, IReadOnlyList<Abbreviation> abbreviations, Func<string, ImageReference?> findImage)
{
    private const string ImageFolder = "bilder/";

    /// <summary>A second person has said that they may stand there.</summary>
    public bool AllowsPersonalNumbers { get; init; }

    /// <summary>An image without a description is shown and told of, instead of refused.</summary>
    public bool AllowsMissingDescriptions { get; init; }

    private readonly List<string> _missingDescriptions = [];

    /// <summary>A sentence with its place for each image that had none.</summary>
    public IReadOnlyList<string> MissingDescriptions => _missingDescriptions;

    private readonly Dictionary<string, ImageReference> _images = new(StringComparer.Ordinal);

    /// <summary>The images that the rendered texts show, by name.</summary>
    public IReadOnlyList<ImageReference> Images => [.. _images.Values.OrderBy(image => image.Name, StringComparer.Ordinal)];

    /// <summary>The lead and every item, in their order.</summary>
    public (RenderedMarkdown Lead, IReadOnlyList<RenderedMarkdown> Items) Texts(NoteDocument note)
    {
        var definitions = new LinkDefinitions(note);
        return (
            Render(definitions.Complete(note.Lead), headingLevel: 2, "Inledningen", firstLine: 0),
            [.. note.Items.Select(item => Render(definitions.Complete(item.Text), headingLevel: 3, $"Punkten ”{item.Heading}”", item.SourceLine))]);
    }

    /// <summary>The name of an image from its address as written; <c>null</c> when that is not the note's image folder.</summary>
    public static string? ImageName(string path) =>
        path.StartsWith(ImageFolder, StringComparison.Ordinal) ? Uri.UnescapeDataString(path[ImageFolder.Length..]) : null;

    private RenderedMarkdown Render(string text, int headingLevel, string place, int firstLine)
    {
        try
        {
            var rendered = markdown.Render(text, new MarkdownContext
            {
                BaseHeadingLevel = headingLevel,
                TableLabel = $"Tabell: {place}",
                Abbreviations = abbreviations,
                ImageAddress = path => Find(path)?.Address,
                MissingDescription = AllowsMissingDescriptions ? reason => _missingDescriptions.Add($"{place}: {reason}") : null,
                ImageSize = path => Find(path) is { } image ? (image.Width, image.Height) : null,
            });

            // A character reference can hide a number from whoever reads the source.
            return AllowsPersonalNumbers || PersonalIdentityNumbers.Find(rendered.PlainText).Count == 0
                ? rendered
                : throw new NoteFileException(firstLine, $"{place} innehåller något som ser ut som ett personnummer eller samordningsnummer. Ta bort det.");
        }
        catch (MarkdownRefusedException refusal)
        {
            throw new NoteFileException(firstLine, $"{place}: {refusal.Message}");
        }
    }

    private ImageReference? Find(string path)
    {
        if (ImageName(path) is not { } name)
        {
            return null;
        }

        if (!_images.TryGetValue(name, out var image) && findImage(name) is { } found)
        {
            _images[name] = image = found;
        }

        return image;
    }
}
