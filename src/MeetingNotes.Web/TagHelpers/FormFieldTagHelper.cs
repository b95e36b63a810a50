using System.Globalization;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MeetingNotes.Web.TagHelpers;

/// <summary>
/// A field with its label, hint and message tied together (A8). Attributes that it does not know go to the input: <c>&lt;form-field
/// for="Input.Name" hint="…" maxlength="200" /&gt;</c>. With <c>rows</c> it is a text area, with <c>options</c> a list to choose from.
/// </summary>
[HtmlTargetElement("form-field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormFieldTagHelper : TagHelper
{
    public required ModelExpression For { get; set; }

    /// <summary>Left out: the display name of the property.</summary>
    public string? Label { get; set; }

    public string? Hint { get; set; }

    public string Type { get; set; } = "text";

    public int? Rows { get; set; }

    public IEnumerable<SelectListItem>? Options { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId(For.Name, "_");
        var entry = ViewContext.ModelState.GetValueOrDefault(For.Name);
        var fault = entry?.Errors.FirstOrDefault()?.ErrorMessage;
        var described = string.Join(' ', new[] { Hint is null ? null : $"{id}-hint", fault is null ? null : $"{id}-error" }.OfType<string>());

        var input = new TagBuilder(Options is not null ? "select" : Rows is not null ? "textarea" : "input");
        foreach (var attribute in output.Attributes)
        {
            input.Attributes[attribute.Name] = attribute.Value?.ToString();
        }

        input.AddCssClass("field__input");
        input.Attributes["id"] = id;
        input.Attributes["name"] = For.Name;
        if (described.Length > 0)
        {
            input.Attributes["aria-describedby"] = described;
        }

        if (fault is not null)
        {
            input.Attributes["aria-invalid"] = "true";
        }

        Fill(input, Value(entry));
        output.Attributes.Clear();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field");
        output.Content.AppendHtml(Part("label", "field__label", Label ?? For.Metadata.GetDisplayName(), ("for", id)));
        if (Hint is not null)
        {
            output.Content.AppendHtml(Part("span", "field__hint", Hint, ("id", $"{id}-hint")));
        }

        output.Content.AppendHtml(input);
        if (fault is not null)
        {
            output.Content.AppendHtml(Part("p", "field__error", fault, ("id", $"{id}-error")));
        }
    }

    private void Fill(TagBuilder input, string value)
    {
        if (Options is not null)
        {
            foreach (var option in Options)
            {
                var element = Part("option", null, option.Text, ("value", option.Value ?? option.Text));
                if ((option.Value ?? option.Text) == value)
                {
                    element.Attributes["selected"] = "selected";
                }

                input.InnerHtml.AppendHtml(element);
            }
        }
        else if (Rows is { } rows)
        {
            input.Attributes["rows"] = rows.ToString(CultureInfo.InvariantCulture);
            input.InnerHtml.AppendHtml("\n").Append(value.ReplaceLineEndings("\n"));    // the parser takes the first line break away
        }
        else
        {
            input.TagRenderMode = TagRenderMode.SelfClosing;
            input.Attributes["type"] = Type;
            if (Type != "file")
            {
                input.Attributes["value"] = value;
            }
        }
    }

    /// <summary>What was typed, when it comes back with a fault; otherwise what the model says.</summary>
    private string Value(ModelStateEntry? entry) => entry?.AttemptedValue ?? For.Model switch
    {
        null => "",
        DateOnly day => day.Iso(),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        { } other => other.ToString() ?? "",
    };

    private static TagBuilder Part(string name, string? css, string text, params (string Name, string Value)[] attributes)
    {
        var part = new TagBuilder(name);
        if (css is not null)
        {
            part.AddCssClass(css);
        }

        foreach (var (attribute, value) in attributes)
        {
            part.Attributes[attribute] = value;
        }

        part.InnerHtml.Append(text);
        return part;
    }
}
