using Markdig;
using Markdig.Renderers;

namespace MeetingNotes.Core.Markdown;

/// <summary>Must be the last extension: those before it put their parsers first in line, too.</summary>
internal sealed class InlineBudgetExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new InlineBudget());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        // It renders nothing.
    }
}
