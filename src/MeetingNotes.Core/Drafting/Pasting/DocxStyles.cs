using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>What the styles of a Word document mean: headings, titles, quotations, lists, bold and italic.</summary>
internal sealed class DocxStyles
{
    private const int MaxChain = 20;

    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);

    public DocxStyles(MainDocumentPart main)
    {
        foreach (var style in main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.Value is { } id)
            {
                _styles.TryAdd(id, style);
            }
        }
    }

    /// <summary>1–6; <c>null</c> for what is no heading. Word counts from 0 and has the title beside.</summary>
    public int? HeadingLevel(Paragraph paragraph)
    {
        var properties = paragraph.ParagraphProperties;
        if (properties?.OutlineLevel?.Val?.Value is { } own)
        {
            return own < 9 ? Math.Min(own + 1, 6) : null;
        }

        foreach (var style in Chain(properties?.ParagraphStyleId?.Val?.Value))
        {
            if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } outline)
            {
                return outline < 9 ? Math.Min(outline + 1, 6) : null;
            }

            if (LevelOfName(NameOf(style)) is { } level)
            {
                return level;
            }
        }

        // A document without its styles still names them.
        return LevelOfName(properties?.ParagraphStyleId?.Val?.Value?.ToLowerInvariant() ?? "");
    }

    public bool IsTitle(Paragraph paragraph) =>
        NamesOf(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value).Any(name => name is "title" or "rubrik" or "titel");

    public bool IsQuotation(Paragraph paragraph) =>
        NamesOf(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value).Any(name => name is "quote" or "intense quote" or "citat" or "starkt citat" or "quotations" or "blockcitat");

    /// <summary>The list that a paragraph is in, by itself or by its style.</summary>
    public NumberingProperties? Numbering(Paragraph paragraph) =>
        paragraph.ParagraphProperties?.NumberingProperties
        ?? Chain(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value).Select(style => style.StyleParagraphProperties?.NumberingProperties).FirstOrDefault(list => list is not null);

    /// <summary>What the letters of a run look like, its own properties first, then those of its style and its paragraph's.</summary>
    public RunStyle StyleOf(Run run, string? paragraphStyle)
    {
        var style = RunStyle.None;
        OpenXmlCompositeElement?[] sources =
        [
            run.RunProperties,
            .. Chain(run.RunProperties?.RunStyle?.Val?.Value).Select(one => one.StyleRunProperties),
            .. Chain(paragraphStyle).Select(one => one.StyleRunProperties),
        ];
        style |= IsOn<Bold>(sources) ? RunStyle.Bold : RunStyle.None;
        style |= IsOn<Italic>(sources) ? RunStyle.Italic : RunStyle.None;
        style |= IsOn<Strike>(sources) || IsOn<DoubleStrike>(sources) ? RunStyle.Strike : RunStyle.None;
        var position = sources.Select(source => source?.GetFirstChild<VerticalTextAlignment>()?.Val).FirstOrDefault(value => value is not null)?.Value;
        return position == VerticalPositionValues.Superscript ? style | RunStyle.Superscript
            : position == VerticalPositionValues.Subscript ? style | RunStyle.Subscript
            : style;
    }

    public static bool IsHidden(Run run) => IsOn<Vanish>([run.RunProperties]);

    private static bool IsOn<T>(IEnumerable<OpenXmlCompositeElement?> sources)
        where T : OnOffType
    {
        foreach (var source in sources)
        {
            if (source?.GetFirstChild<T>() is { } property)
            {
                return property.Val is null || property.Val.Value;
            }
        }

        return false;
    }

    private static int? LevelOfName(string name)
    {
        var digits = name.StartsWith("heading", StringComparison.Ordinal) ? name[7..] : name.StartsWith("rubrik", StringComparison.Ordinal) ? name[6..] : "";
        return digits.Trim() is [>= '1' and <= '9' and var level] ? Math.Min(level - '0', 6) : null;
    }

    private IEnumerable<string> NamesOf(string? styleId) => styleId is null ? [] : Chain(styleId).Select(NameOf).Append(styleId.ToLowerInvariant());

    private static string NameOf(Style style) => style.StyleName?.Val?.Value?.ToLowerInvariant() ?? "";

    private IEnumerable<Style> Chain(string? styleId)
    {
        for (var count = 0; count < MaxChain && styleId is not null && _styles.TryGetValue(styleId, out var style); count++)
        {
            yield return style;
            styleId = style.BasedOn?.Val?.Value;
        }
    }
}
