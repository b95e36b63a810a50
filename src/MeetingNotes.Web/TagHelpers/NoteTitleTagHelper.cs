using System.Globalization;
using System.Text.Encodings.Web;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>Writes a note's title; the year, which authors leave out of a date, is added in regular weight.</summary>
[HtmlTargetElement("note-title", TagStructure = TagStructure.WithoutEndTag)]
public sealed class NoteTitleTagHelper(HtmlEncoder encoder) : TagHelper
{
    public string Text { get; set; } = "";

    public DateOnly HeldOn { get; set; }

    /// <summary>The same as plain text, for <c>title</c> elements and lists.</summary>
    public static string WithYear(string title, DateOnly heldOn)
    {
        var year = heldOn.Year.ToString(CultureInfo.InvariantCulture);
        return title.Contains(year, StringComparison.Ordinal) || !title.Contains(heldOn.WrittenWithoutYear(), StringComparison.Ordinal)
            ? title
            : $"{title} {year}";
    }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetContent(Text);
        var whole = WithYear(Text, HeldOn);
        if (whole.Length > Text.Length)
        {
            output.Content.AppendHtml($" <span class=\"note__year\">{encoder.Encode(whole[(Text.Length + 1)..])}</span>");
        }
    }
}
