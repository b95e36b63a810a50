using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Drafting.Pasting;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>What was pasted, and then what was understood of it and is to be confirmed.</summary>
public sealed class PastedForm
{
    [Display(Name = "Texten")]
    public string? Text { get; set; }

    /// <summary>The same with its formatting, when the browser could tell.</summary>
    public string? Html { get; set; }

    public IFormFile? File { get; set; }

    [Display(Name = "Organ")]
    public string? Body { get; set; }

    [Display(Name = "Mötesdag"), LikelyDay]
    public DateOnly? HeldOn { get; set; }

    [Range(1, NoteDocument.NumberMax, ErrorMessage = "Skriv ett tal från 1 till 99."), Display(Name = "Nummer, om organet hade flera möten den dagen")]
    public int Number { get; set; } = 1;

    /// <summary>The content that was read, as JSON.</summary>
    public string? Content { get; set; }

    public IList<SuggestionChoice> Suggestions { get; set; } = [];

    public IList<string> Remarks { get; set; } = [];

    public IList<string> LeftOut { get; set; } = [];

    /// <summary>Put the items last in the draft that the meeting has already.</summary>
    public bool Append { get; set; }

    public IReadOnlyCollection<ItemSuggestion> Accepted => [.. Suggestions.Where(choice => choice.IsAccepted).Select(choice => choice.ToSuggestion())];

    public IEnumerable<ItemSuggestion> Declined => Suggestions.Where(choice => !choice.IsAccepted).Select(choice => choice.ToSuggestion());

    public static PastedForm Of(PastedNote note, PastedDraft draft) => new()
    {
        Body = note.BodySlug,
        HeldOn = note.MeetingOn,
        Number = note.Document?.Number ?? 1,
        Content = draft.Content.Write(),
        Suggestions =
        [
            .. draft.Suggestions.Select(one => new SuggestionChoice { ItemKey = one.ItemKey, Text = one.Text, Due = one.Due, Responsible = one.Responsible, IsAccepted = true }),
        ],
        Remarks = [.. note.Remarks],
        LeftOut = [.. note.LeftOut],
    };

    /// <exception cref="PasteRefusedException">There is nothing in it, or nothing that can be used.</exception>
    public PastedText Source()
    {
        if (File is { Length: > 0 })
        {
            if (!string.IsNullOrWhiteSpace(Text))
            {
                throw new PasteRefusedException("Du har både klistrat in en text och valt en fil. Läs in texten först, eller töm rutan och välj filen igen.");
            }

            using var content = File.OpenReadStream();
            return PastedSource.FromFile(File.FileName, content);
        }

        return !string.IsNullOrWhiteSpace(Html) ? PastedSource.FromHtml(Html)
            : Text is { } text && LooksLikeMarkdown(text) ? PastedSource.FromMarkdown(text)
            : PastedSource.FromPlainText(Text ?? "");
    }

    /// <summary>A note file, or a text with the headings of one.</summary>
    private static bool LooksLikeMarkdown(string text) =>
        text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("## ", StringComparison.Ordinal) || text.Contains("\n## ", StringComparison.Ordinal);
}

/// <summary>A suggested follow-up, and whether it is to be one.</summary>
public sealed class SuggestionChoice
{
    public string ItemKey { get; set; } = "";
    public string Text { get; set; } = "";
    public string? Due { get; set; }
    public string? Responsible { get; set; }
    public bool IsAccepted { get; set; }

    public ItemSuggestion ToSuggestion() => new(ItemKey, Text, Due, Responsible);
}
