using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace MeetingNotes.Core.Markdown.PassageLanguage;

/// <summary>Closes <c>[text]{språk=fi}</c>. Anything that is not exactly that is left as written; there are no other attributes.</summary>
internal sealed class PassageLanguageParser : InlineParser
{
    private const string Opening = "]{språk=";

    public PassageLanguageParser() => OpeningCharacters = [']'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var rest = slice.AsSpan();
        if (!rest.StartsWith(Opening, StringComparison.Ordinal))
        {
            return false;
        }

        rest = rest[Opening.Length..];
        var length = rest[..Math.Min(rest.Length, LanguageTag.MaxLength + 1)].IndexOf('}');
        if (length < 0 || !LanguageTag.IsValid(rest[..length])
            || processor.Inline?.FirstParentOfType<LinkDelimiterInline>() is not { IsImage: false } opening)
        {
            return false;
        }

        var passage = new PassageInline(rest[..length].ToString());
        opening.ReplaceBy(passage);
        processor.Inline = passage;
        processor.PostProcessInlines(0, passage, null, false);
        passage.IsClosed = true;
        slice.Start += Opening.Length + length + 1;
        return true;
    }
}
