using Markdig;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;

namespace MeetingNotes.Core.Markdown.PassageLanguage;

internal sealed class PassageLanguageExtension : IMarkdownExtension
{
    // Before the link parser, which would take the ] as the end of an ordinary bracket.
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.InsertBefore<LinkInlineParser>(new PassageLanguageParser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        // HtmlWriter writes the element.
    }
}
