using MeetingNotes.Core.FollowUps;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>Shows where a promise stands: icon and word, never colour alone.</summary>
[HtmlTargetElement("follow-up-state", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FollowUpStateTagHelper : TagHelper
{
    public FollowUpState State { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (icon, word) = State switch
        {
            FollowUpState.Open => ("open", "Öppen"),
            FollowUpState.Waiting => ("waiting", "Väntar på besked"),
            FollowUpState.Missing => ("missing", "Besked saknas"),
            FollowUpState.Done => ("done", "Klar"),
            FollowUpState.Dropped => ("dropped", "Avskriven"),
            _ => throw new InvalidOperationException($"Unknown state {State}"),
        };

        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "state");
        output.Content.SetHtmlContent(IconTagHelper.Draw(icon)).Append(word);
    }
}
