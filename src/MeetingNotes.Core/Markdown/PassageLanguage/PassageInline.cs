using Markdig.Syntax.Inlines;

namespace MeetingNotes.Core.Markdown.PassageLanguage;

/// <summary>Words in another language than the text around them: <c>[tervetuloa]{språk=fi}</c>.</summary>
internal sealed class PassageInline(string language) : ContainerInline
{
    public string Language { get; } = language;
}
