using Markdig;
using Markdig.Helpers;
using Markdig.Syntax;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>
/// The link definitions of a note ("[plan]: https://…"). The file is one Markdown document, so they hold in all of it, wherever they
/// stand; but each text is rendered by itself and gets those of the others that it refers to. A text's own win, then the first.
/// </summary>
internal sealed class LinkDefinitions
{
    private static readonly MarkdownPipeline Blocks = CreatePipeline();

    private readonly Dictionary<string, string> _definitions = [];
    private readonly HashSet<(string Text, string Label)> _own = [];

    public LinkDefinitions(NoteDocument note)
    {
        foreach (var text in note.Items.Select(item => item.Text).Prepend(note.Lead).Where(text => text.Contains("]:", StringComparison.Ordinal)))
        {
            Add(text);
        }
    }

    /// <summary>The text with the definitions that it lacks below it: they show nothing there, and its lines keep their numbers.</summary>
    public string Complete(string text)
    {
        if (_definitions.Count == 0)
        {
            return text;
        }

        var lacked = LabelsIn(text).Select(label => label.ToUpperInvariant()).Distinct()
            .Where(label => _definitions.ContainsKey(label) && !_own.Contains((text, label)))
            .Select(label => _definitions[label])
            .ToList();
        return lacked.Count == 0 ? text : $"{text}\n\n{string.Join('\n', lacked)}";
    }

    private void Add(string text)
    {
        try
        {
            foreach (var definition in Markdig.Markdown.Parse(text, Blocks).Descendants<LinkReferenceDefinition>())
            {
                // One that continues on the next line may do so inside a quotation or a list.
                var lines = text[definition.Span.Start..(definition.Span.End + 1)].Split('\n').Select((line, index) => index == 0 ? line : line.TrimStart(' ', '\t', '>'));
                var label = definition.Label!.ToUpperInvariant();
                _definitions.TryAdd(label, string.Join('\n', lines));
                _own.Add((text, label));
            }
        }
        catch (ArgumentException)
        {
            // Markdig's word for "nested too deep": the renderer says so when it comes to this text.
        }
    }

    /// <summary>Everything between brackets that may refer to a definition, as Markdig reads it.</summary>
    private static IEnumerable<string> LabelsIn(string text)
    {
        for (var open = text.IndexOf('[', StringComparison.Ordinal); open >= 0; open = text.IndexOf('[', open + 1))
        {
            var slice = new StringSlice(text, open, text.Length - 1);
            if (LinkHelper.TryParseLabel(ref slice, out var label) && label is not null)
            {
                yield return label;
            }
        }
    }

    /// <summary>Definitions are blocks; what else a text says is not read here.</summary>
    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UsePreciseSourceLocation();
        builder.InlineParsers.Clear();
        return builder.Build();
    }
}
