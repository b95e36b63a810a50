using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>
/// Writes structured data as JSON-LD. The serializer's own encoder escapes &lt;, &gt; and &amp;, so no text can end the element; a data
/// block runs nothing and needs no exception in the content security policy.
/// </summary>
[HtmlTargetElement("json-ld", TagStructure = TagStructure.WithoutEndTag)]
public sealed class JsonLdTagHelper : TagHelper
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public object? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "script";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute(new TagHelperAttribute("type", new HtmlString("application/ld+json")));
        output.Content.SetHtmlContent(JsonSerializer.Serialize(Value, Options));
    }
}
