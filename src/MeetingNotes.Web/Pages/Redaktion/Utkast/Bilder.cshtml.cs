using MeetingNotes.Core.Images;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>The images of a draft: add one with its alternative text, and put it into an item.</summary>
[RequestSizeLimit(NoteImage.MaxBytes + 100_000)]
public sealed class BilderModel(DraftDesk drafts, DraftImages images) : DraftPageModel(drafts)
{
    public const int AltMaxLength = 300;

    public override string Title => $"Bilder: {MeetingName}";

    public override string ShortTitle => "Bilder";

    [BindProperty]
    public InputModel Input { get; set; } = new();

    protected override string Typed => Input.Alt ?? "";

    public IReadOnlyList<ImageReference> Images { get; private set; } = [];

    public async Task OnGetAsync(string? punkt, CancellationToken ct)
    {
        Input.Item = punkt;
        Images = await images.ListAsync(Id, Person, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var alt = FormText.OrNull(Input.Alt) ?? "";
        if (Input.File is null or { Length: 0 })
        {
            ModelState.AddModelError("Input.File", "Välj en bild.");
        }

        if (alt.Length == 0 && !Input.IsDecorative)
        {
            ModelState.AddModelError("Input.Alt", "Beskriv bilden för den som inte ser den, eller kryssa i att den är dekorativ.");
        }
        else if (alt.Length > AltMaxLength)
        {
            ModelState.AddModelError("Input.Alt", $"Korta texten till högst {AltMaxLength} tecken.");
        }

        if (ModelState.IsValid && await AddAsync(Input.File!, ct) is { } image)
        {
            await InsertAsync(image, Input.IsDecorative ? "" : alt, ct);
            return Redirect($"/redaktion/utkast/{Id}");
        }

        Images = await images.ListAsync(Id, Person, ct);
        return PageWithErrors();
    }

    private async Task<ImageReference?> AddAsync(IFormFile file, CancellationToken ct)
    {
        try
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, ct);
            if (await images.AddAsync(Id, Path.GetFileName(file.FileName), bytes.ToArray(), Person, ct) is { } image)
            {
                return image;
            }

            ModelState.AddModelError("Input.File", $"Utkastet har redan {DraftImages.Max} bilder. Ta bort någon ur texten först.");
        }
        catch (ImageRefusedException refusal)
        {
            ModelState.AddModelError("Input.File", refusal.Message);
        }

        return null;
    }

    /// <summary>Last in the item that was chosen; its writer moves it.</summary>
    private async Task InsertAsync(ImageReference image, string alt, CancellationToken ct)
    {
        var shown = $"![{alt.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)}](bilder/{image.Name}{(alt.Length == 0 ? " \"dekorativ\"" : "")})";
        var content = Draft.Content.Items.Count > 0 ? Draft.Content : DraftEdits.AddItem(Draft.Content);
        var key = content.Items.Any(item => item.Key == Input.Item) ? Input.Item : content.Items[^1].Key;
        var items = content.Items.Select(item => item.Key == key ? item with { Text = $"{item.Text.TrimEnd()}\n\n{shown}".TrimStart() } : item).ToList();
        var saved = await Drafts.SaveAsync(Id, Draft.Revision, content with { Items = items }, Person, ct);
        Done = saved is SaveResult.Saved
            ? $"Bilden {image.Name} står sist i punkten."
            : $"Bilden är sparad, men någon hann ändra texten. Sätt in den själv med: {shown}";
    }

    public sealed class InputModel
    {
        public IFormFile? File { get; set; }
        public string? Alt { get; set; }
        public bool IsDecorative { get; set; }
        public string? Item { get; set; }
    }
}
