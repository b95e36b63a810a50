using MeetingNotes.Core.FollowUps;
using MeetingNotes.Web.Pages;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>Shows where a promise stands: icon and word, never colour alone.</summary>
[HtmlTargetElement("follow-up-state", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FollowUpStateTagHelper : TagHelper
{
    public FollowUpState State { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var icon = State switch
        {
            FollowUpState.Open => "open",
            FollowUpState.Waiting => "waiting",
            FollowUpState.Missing => "missing",
            FollowUpState.Done => "done",
            FollowUpState.Dropped => "dropped",
            _ => throw new InvalidOperationException($"Unknown state {State}"),
        };

        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "state");
        output.Content.SetHtmlContent(IconTagHelper.Draw(icon)).Append(Swedish.StateOfOne(State));
    }
}
