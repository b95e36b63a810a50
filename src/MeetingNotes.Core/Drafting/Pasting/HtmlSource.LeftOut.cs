using AngleSharp.Dom;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>What of HTML is no text of the note, pictures and links that lead nowhere among it, and what is told of it.</summary>
internal sealed partial class HtmlSource
{
    private bool IsLeftOut(IElement element, string declarations)
    {
        switch (element.LocalName)
        {
            case "script" or "style" or "template" or "noscript" or "title" or "meta" or "link" or "select" or "textarea" or "button" or "input" or "iframe" or "xml":
                return true;
            case "svg" or "object" or "video" or "audio" or "canvas" or "embed":
                _builder.ImageLeftOut(element.GetAttribute("aria-label") ?? element.GetAttribute("title"));
                return true;
            case "nav" or "footer" or "aside":
                LeaveOut(element);
                return true;
            case "del" when element.HasAttribute("cite") || element.HasAttribute("datetime"):
                _builder.Remark("Dokumentet har spårade ändringar: tillägg togs med, det strukna inte.");
                return true;
            case "ins" when element.HasAttribute("cite") || element.HasAttribute("datetime"):
                _builder.Remark("Dokumentet har spårade ändringar: tillägg togs med, det strukna inte.");
                return false;
        }

        // Word writes the bullet as text of its own; the list makes it again.
        if (declarations.Contains("mso-list:ignore", StringComparison.Ordinal) || _footnotes.IsLeftOut(element))
        {
            return true;
        }

        if (declarations.Contains("mso-element:comment", StringComparison.Ordinal) || element.ClassList.Contains("MsoCommentReference") || element.ClassList.Contains("MsoCommentText"))
        {
            _builder.Remark("Kommentarerna i dokumentet togs inte med.");
            return true;
        }

        if (element.ClassList.Contains("gmail_signature") || element.GetAttribute("role") is "navigation" or "banner" or "contentinfo" or "search" || element.Id is "Signature")
        {
            LeaveOut(element);
            return true;
        }

        return false;
    }

    private void LeaveOut(IElement element)
    {
        _builder.LeaveOut(string.Join(' ', element.Descendants<IText>().Where(text => text.ParentElement?.LocalName is not ("script" or "style"))
            .Select(text => text.Data.Trim()).Where(text => text.Length > 0)));
    }

    private void Link(IElement element, RunStyle style, string? link)
    {
        var written = element.GetAttribute("href");
        var allowed = StyledText.AllowedLink(written);
        if (allowed is null && written is { Length: > 0 } && written[0] != '#' && element.TextContent.Trim() is { Length: > 0 } words)
        {
            _builder.Remark($"Länken på ”{Text.Excerpt.Of(CleanCharacters.Of(words), 60)}” går inte att följa utifrån och blev text.");
        }

        Children(element, style, allowed ?? link);
    }

    private void Image(IElement image)
    {
        var name = image.GetAttribute("alt") is { Length: > 0 } alt ? alt : image.GetAttribute("title") ?? image.GetAttribute("o:title") ?? FileName(image.GetAttribute("src"));

        // Mail programs count readers with a picture of one pixel.
        if (!(image.GetAttribute("width") == "1" && image.GetAttribute("height") == "1"))
        {
            _builder.ImageLeftOut(name);
        }
    }

    private static string? FileName(string? address) =>
        address is null || address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? null : address.Split('?')[0].Split('/', '\\')[^1];
}
