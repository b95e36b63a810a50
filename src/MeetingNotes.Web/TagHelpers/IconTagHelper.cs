using System.Collections.Frozen;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>Draws one of our icons. It says nothing by itself: a word always stands beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    internal static readonly FrozenDictionary<string, string> Shapes = new Dictionary<string, string>
    {
        ["calendar"] = """<path d="M2 3.5h12v10.5H2zM2 7h12M5 1.5v3.5M11 1.5v3.5"/>""",
        ["cancelled"] = """<circle cx="8" cy="8" r="6.3"/><path d="m5.5 5.5 5 5M10.5 5.5l-5 5"/>""",
        ["check"] = """<path d="m2.5 8.5 4 4 7-9"/>""",
        ["chevron"] = """<path d="m4 6 4 4 4-4"/>""",
        ["close"] = """<path d="m3.5 3.5 9 9M12.5 3.5l-9 9"/>""",
        ["correction"] = """<path d="M2.5 13.5 8 4l5.5 9.5"/><path d="M8 4V1.5"/>""",
        ["done"] = """<circle class="disc" cx="8" cy="8" r="6"/><path class="check" d="m5.2 8.2 2 2 3.6-4.2"/>""",
        ["down"] = """<path d="M8 2v12M4 10l4 4 4-4"/>""",
        ["dropped"] = """<circle cx="8" cy="8" r="6"/><path d="M5 8h6"/>""",
        ["feed"] = """<circle cx="3.5" cy="12.5" r="1"/><path d="M2.5 7.5a6 6 0 0 1 6 6M2.5 2.5a11 11 0 0 1 11 11"/>""",
        ["info"] = """<circle cx="8" cy="8" r="6.3"/><path d="M8 7.2v4M8 4.7v.1"/>""",
        ["mail"] = """<path d="M1.5 3.5h13v9.5h-13zM1.5 4l6.5 5 6.5-5"/>""",
        ["missing"] = """<circle cx="8" cy="8" r="6" stroke-dasharray="2.3 2.41"/>""",
        ["moved"] = """<path d="M1.5 8h12M9.5 4l4 4-4 4"/>""",
        ["next"] = """<path d="M2 8h12M10 4l4 4-4 4"/>""",
        ["open"] = """<circle cx="8" cy="8" r="6"/>""",
        ["pen"] = """<path d="m2 14 1-4 8-8 3 3-8 8zM9.5 3.5l3 3"/>""",
        ["plus"] = """<path d="M8 2.5v11M2.5 8h11"/>""",
        ["search"] = """<circle cx="7" cy="7" r="4.5"/><path d="m10.4 10.4 4 4"/>""",
        ["stop"] = """<path d="M8 1.8 15 14H1z"/><path d="M8 6.2v3.6M8 11.9v.1"/>""",
        ["up"] = """<path d="M8 14V2M4 6l4-4 4 4"/>""",
        ["waiting"] = """<circle cx="8" cy="8" r="6"/><path d="M8 4.6V8l2.3 1.5"/>""",
    }.ToFrozenDictionary();

    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Draw(Name));
    }

    /// <summary>The icon as markup. An unknown name is a fault in a page and throws.</summary>
    internal static string Draw(string name) =>
        $"""<svg class="icon icon--{name}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{Shapes[name]}</svg>""";
}
