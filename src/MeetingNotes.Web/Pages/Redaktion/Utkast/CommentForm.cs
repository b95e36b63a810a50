using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Notes.Drafts;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>The fields of a comment, and what it may be about.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Input">What is typed.</param>
public sealed record CommentForm(Draft Draft, CommentInput Input)
{
    public CommentForm(Draft draft)
        : this(draft, new CommentInput())
    {
    }

    public IReadOnlyList<SelectListItem> Places => [new("Hela noteringen", ""), .. Draft.Content.Items.Select(item => new SelectListItem(PlaceOf(item.Key, Draft.Content), item.Key))];

    /// <summary>"Punkt 3, Ny busslinje"; of the whole when the item is gone.</summary>
    public static string PlaceOf(string? key, DraftContent content)
    {
        var index = content.Items.Select((item, at) => (item, at)).Where(entry => entry.item.Key == key).Select(entry => (int?)entry.at).FirstOrDefault();
        return index is not { } found ? "Hela noteringen"
            : content.Items[found].Heading.Trim() is { Length: > 0 } heading ? $"Punkt {found + 1}, {heading}"
            : $"Punkt {found + 1}";
    }
}

/// <summary>A comment as it is sent.</summary>
public sealed class CommentInput
{
    /// <summary>Comes with the form, so that the form sent twice says it once.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    [Display(Name = "Gäller")]
    public string? ItemKey { get; set; }

    [Display(Name = "Kommentar"), Required(ErrorMessage = "Skriv en kommentar."), StringLength(DraftReview.CommentMaxLength, ErrorMessage = FormMessages.TooLong)]
    public string Text { get; set; } = "";
}
