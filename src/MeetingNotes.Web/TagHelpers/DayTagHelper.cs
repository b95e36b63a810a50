using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>Writes a day as a <c>time</c> element.</summary>
[HtmlTargetElement("day", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DayTagHelper : TagHelper
{
    public DateOnly On { get; set; }

    public DayForm Form { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", On.Iso());
        output.Content.SetContent(Form switch
        {
            DayForm.Iso => On.Iso(),
            DayForm.Weekday => On.WrittenWithWeekday(),
            DayForm.NoYear => On.WrittenWithoutYear(),
            _ => On.Written(),
        });
    }
}

/// <summary>How a day is written.</summary>
public enum DayForm
{
    /// <summary>"11 april 2018": running text.</summary>
    Written,

    /// <summary>"2018-04-11": dense lists.</summary>
    Iso,

    /// <summary>"onsdag 11 april 2018".</summary>
    Weekday,

    /// <summary>"11 april": only where the year stands beside it.</summary>
    NoYear,
}
