using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace MeetingNotes.Tests.Testing;

/// <summary>What a browser sends of a form.</summary>
internal static class FormFields
{
    /// <summary>Everything that the form itself holds, its token too, and these fields instead of its own.</summary>
    public static List<(string Name, string Value)> FilledIn(IHtmlFormElement form, Dictionary<string, string> fields) =>
    [
        .. form.Elements.Where(IsSent)
            .Select(element => (Name: element.GetAttribute("name")!, Value: ValueOf(element)))
            .Where(field => !fields.ContainsKey(field.Name))
            .Concat(fields.Select(field => (Name: field.Key, field.Value))),
    ];

    private static bool IsSent(IElement element) => element.HasAttribute("name") && !element.HasAttribute("disabled") && element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "submit" or "button" or "file" } or IHtmlButtonElement => false,
        IHtmlInputElement or IHtmlTextAreaElement or IHtmlSelectElement => true,
        _ => false,
    };

    private static string ValueOf(IElement element) => element switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement choice => choice.Value ?? "",
        IHtmlInputElement input => input.Value,
        _ => "",
    };
}
