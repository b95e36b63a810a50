using MeetingNotes.Core.Markdown;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Files;
using MeetingNotes.Core.Notes.Publishing;

namespace MeetingNotes.Core.Drafting.Checklist;

/// <summary>A text of the note as its readers will meet it: its parts, or why it cannot be shown.</summary>
public sealed record CheckedText
{
    // Reading needs no more than the parser; it is safe to share.
    private static readonly MarkdownRenderer Reader = new();

    /// <summary>The lead or the text of an item.</summary>
    public required NotePlace Place { get; init; }

    /// <summary>As written.</summary>
    public required string Source { get; init; }

    /// <summary>Without markup, one line for each block; empty when the text cannot be read.</summary>
    public required string PlainText { get; init; }

    /// <summary>Why the text cannot be published as it is, in Swedish; <c>null</c> when it can.</summary>
    public string? Refusal { get; init; }

    internal TextOutline Outline { get; init; } = TextOutline.Empty;

    /// <summary>Every text, rendered as publishing does it.</summary>
    internal static IReadOnlyList<CheckedText> RenderAll(
        NoteDocument note, MarkdownRenderer renderer, IReadOnlyList<Abbreviation> abbreviations, Func<string, ImageReference?> findImage)
    {
        var context = new MarkdownContext
        {
            Abbreviations = abbreviations,
            ImageAddress = path => NoteRendering.ImageName(path) is { } name ? findImage(name)?.Address : null,
        };
        return [.. ReadAll(note).Select(text => text.Rendered(renderer, context))];
    }

    /// <summary>Every text as the parser reads it: no images are looked for.</summary>
    internal static IReadOnlyList<CheckedText> ReadAll(NoteDocument note)
    {
        var definitions = new LinkDefinitions(note);
        return
        [
            Read(note.Lead, new NotePlace(NotePart.Lead), definitions),
            .. note.Items.Select((item, index) => Read(item.Text, new NotePlace(NotePart.ItemText, index), definitions)),
        ];
    }

    private static CheckedText Read(string source, NotePlace place, LinkDefinitions definitions)
    {
        source = definitions.Complete(source);
        try
        {
            var outline = TextOutline.Of(Reader.Syntax(source));
            return new CheckedText { Place = place, Source = source, PlainText = outline.PlainText, Outline = outline };
        }
        catch (MarkdownRefusedException refusal)
        {
            return new CheckedText { Place = place, Source = source, PlainText = "", Refusal = refusal.Message };
        }
    }

    private CheckedText Rendered(MarkdownRenderer renderer, MarkdownContext context)
    {
        if (Refusal is not null)
        {
            return this;
        }

        var text = this with
        {
            Outline = Outline with
            {
                Images = [.. Outline.Images.Select(image => image with { IsKnown = context.ImageAddress!(image.Address) is not null })],
            },
        };
        try
        {
            return text with { PlainText = renderer.Render(Source, context with { BaseHeadingLevel = Place.Part == NotePart.Lead ? 2 : 3 }).PlainText };
        }
        catch (MarkdownRefusedException refusal)
        {
            return text with { Refusal = refusal.Message };
        }
    }
}
