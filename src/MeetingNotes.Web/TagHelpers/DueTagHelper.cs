using System.Text.RegularExpressions;
using MeetingNotes.Core.FollowUps;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>
/// Writes when something is to happen: "juni 2018", "nästa möte (30 maj 2018)". Days, months and years are <c>time</c> elements; a
/// season, a span or a meeting that is not planned yet is plain text, never a made-up day.
/// </summary>
[HtmlTargetElement("due", TagStructure = TagStructure.WithoutEndTag)]
public sealed partial class DueTagHelper : TagHelper
{
    /// <summary><c>null</c>: nothing was said.</summary>
    public Due? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Value is not { } due)
        {
            output.Content.SetContent("utan datum");
            return;
        }

        if (due.Edtf is { } edtf && TimeElement.IsMatch(edtf))
        {
            output.Content.SetHtmlContent("<time datetime=\"").Append(edtf).AppendHtml("\">").Append(due.Reading).AppendHtml("</time>");
        }
        else
        {
            output.Content.SetContent(due.Reading);
        }

        if (due.Meeting is { } meeting)
        {
            output.Content.AppendHtml(" <span class=\"due__meeting\">(<time datetime=\"").Append(due.MeetingOn!.Value.Iso()).AppendHtml("\">").Append(meeting).AppendHtml("</time>)</span>");
        }
    }

    /// <summary>What EDTF and HTML's datetime write alike: a year, a month (no season code) or a day.</summary>
    [GeneratedRegex(@"^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex TimeElement { get; }
}
