using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>
/// Writes HTML that the Markdown renderer made and cleaned when the version was saved. The only place that writes stored text
/// unescaped; nothing else may be given to it.
/// </summary>
[HtmlTargetElement("rendered-html", TagStructure = TagStructure.WithoutEndTag)]
public sealed class RenderedHtmlTagHelper : TagHelper
{
    public string Value { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Value);
    }
}
