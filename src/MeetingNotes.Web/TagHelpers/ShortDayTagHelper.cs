using System.Globalization;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>Writes a day for a narrow column: "3 dec." with the year below it.</summary>
[HtmlTargetElement("short-day", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ShortDayTagHelper : TagHelper
{
    public DateOnly On { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", On.Iso());
        output.Content.SetHtmlContent("<b>").Append(On.Day.ToString(CultureInfo.InvariantCulture)).AppendHtml("</b> ")
            .Append(On.ToString("MMM", StockholmTime.Culture))
            .AppendHtml(" <small class=\"quiet\">").Append(On.Year.ToString(CultureInfo.InvariantCulture)).AppendHtml("</small>");
    }
}
