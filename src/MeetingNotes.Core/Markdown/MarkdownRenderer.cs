using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using MeetingNotes.Core.Markdown.PassageLanguage;

namespace MeetingNotes.Core.Markdown;

/// <summary>
/// The only place where user text becomes HTML. Same text and context, same answer; safe to share between threads.
/// In order: cheap bounds on the source, Markdig with a named list of extensions and no HTML, our own writer with its list of
/// elements and addresses, and the last gate (<see cref="HtmlGate"/>).
/// </summary>
public sealed class MarkdownRenderer
{
    /// <summary>Raised when a text gives other HTML than before; published notes are then rendered again in the background.</summary>
    public const int Version = 1;

    /// <summary>Longest text in bytes of UTF-8.</summary>
    public const int MaxSourceBytes = 200_000;
    public const int MaxLines = 10_000;
    public const int MaxNesting = 64;

    /// <summary>Longest stretch of text without a space, in characters.</summary>
    public const int MaxWordLength = 4_000;
    public const int MaxReferenceDefinitions = 500;

    private readonly MarkdownPipeline _pipeline = CreatePipeline();
    private readonly HtmlGate _gate = new();

    /// <exception cref="MarkdownRefusedException">The text is too large, too complex, or has an image that cannot be shown.</exception>
    public RenderedMarkdown Render(string markdown, MarkdownContext context)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentOutOfRangeException.ThrowIfLessThan(context.BaseHeadingLevel, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(context.BaseHeadingLevel, 6);

        RefuseTooLarge(markdown);
        var rendered = new HtmlWriter(context).Write(Parse(Readable(markdown)));
        return rendered with { Html = _gate.Pass(rendered.Html) };
    }

    /// <summary>The text as the renderer reads it, for whoever judges it instead of showing it.</summary>
    /// <exception cref="MarkdownRefusedException">The text is too large or too complex.</exception>
    internal MarkdownDocument Syntax(string markdown)
    {
        RefuseTooLarge(markdown);
        return Parse(Readable(markdown));
    }

    private MarkdownDocument Parse(string source)
    {
        try
        {
            return Markdig.Markdown.Parse(source, _pipeline);
        }
        catch (Exception failure) when (failure is not MarkdownRefusedException)
        {
            // ArgumentException: nested too deeply. Anything else is a fault in Markdig, and the writer can still do something about it.
            throw new MarkdownRefusedException(
                failure is ArgumentException
                    ? "Texten har för många nivåer i varandra: listor, citat, hakparenteser eller betoningar som aldrig avslutas. Förenkla den."
                    : "Texten gick inte att tolka. Förenkla tabeller, listor och länkar.",
                innerException: failure);
        }
    }

    private static void RefuseTooLarge(string markdown)
    {
        if (markdown.Length > MaxSourceBytes || Encoding.UTF8.GetByteCount(markdown) > MaxSourceBytes)
        {
            throw new MarkdownRefusedException($"Texten är längre än {MaxSourceBytes / 1000} kB. Dela upp den i flera punkter.");
        }

        var line = 0;
        foreach (var text in markdown.AsSpan().EnumerateLines())
        {
            if (++line > MaxLines)
            {
                throw new MarkdownRefusedException($"Texten har fler än {MaxLines} rader. Dela upp den i flera punkter.");
            }

            if (text.Length > MaxWordLength && LongestWord(text) > MaxWordLength)
            {
                throw new MarkdownRefusedException(
                    $"Raden har mer än {MaxWordLength} tecken utan mellanslag. Ta bort det som inte är text, eller dela upp den.", line);
            }
        }

        if (markdown.AsSpan().Count("]:") > MaxReferenceDefinitions)
        {
            throw new MarkdownRefusedException(
                $"Texten har fler än {MaxReferenceDefinitions} länkar av slaget [namn]: adress. Skriv adresserna direkt i länkarna.");
        }
    }

    private static int LongestWord(ReadOnlySpan<char> line)
    {
        var longest = 0;
        foreach (var word in line.SplitAny(' ', '\t'))
        {
            longest = Math.Max(longest, word.End.Value - word.Start.Value);
        }

        return longest;
    }

    private static string Readable(string markdown)
    {
        var text = SafeCharacters.Neutralised(markdown.ReplaceLineEndings("\n"));
        return text.IsNormalized() ? text : text.Normalize();
    }

    private static MarkdownPipeline CreatePipeline() =>
        new MarkdownPipelineBuilder { MaximumNestingDepth = MaxNesting }
            .DisableHtml()
            .UsePipeTables()
            .UseAutoLinks()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough | EmphasisExtraOptions.Subscript | EmphasisExtraOptions.Superscript)
            .Use<PassageLanguageExtension>()
            .Use<InlineBudgetExtension>()
            .Build();
}
