using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>Writes an instant as Stockholm's clock shows it: "2018-04-12 11:50", with the offset for machines.</summary>
[HtmlTargetElement("stamp", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StampTagHelper : TagHelper
{
    public DateTimeOffset At { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", At.MachineStamp());
        output.Content.SetContent(At.Stamp());
    }
}
