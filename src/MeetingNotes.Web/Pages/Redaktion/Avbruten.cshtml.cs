using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>Gives a form back to whoever wrote it and was signed out meanwhile, or whose draft is gone; see <see cref="LostForms"/>. Has no address of its own.</summary>
public sealed class AvbrutenModel(IOptions<AntiforgeryOptions> antiforgery) : StaffPageModel
{
    /// <summary>More than the longest note, as JSON. What is larger does not come back.</summary>
    private const int MaxLength = 1_500_000;

    /// <summary>From this length, or when there is a space, it is a text that somebody may want to copy.</summary>
    private const int TextLength = 20;

    public override string Title => IsKept ? "Det du skrev finns kvar" : "Det gick inte att skicka";

    public override string CanonicalPath => "";

    public override string Section => "";

    public override IReadOnlyList<Crumb> Breadcrumbs => [];

    public string Action { get; private set; } = "";

    /// <summary>Who is signed in now.</summary>
    public string? Name => HttpContext.StaffOrVisitor()?.Name;

    public IReadOnlyList<(string Name, string Value)> Fields { get; private set; } = [];

    /// <summary>Names of files, which do not come back.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>The draft that the form was for is no more: there is nothing to send it to.</summary>
    public GoneDraft? MissingDraft { get; private set; }

    /// <summary>False: it was too large, or could not be read.</summary>
    public bool IsKept { get; private set; } = true;

    public IEnumerable<string> Texts => Fields.Select(sent => sent.Value).Where(value => value.Length >= TextLength || value.Contains(' ', StringComparison.Ordinal));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (HttpContext.Features.Get<KeptForm>() is not { } kept)
        {
            return NotFound();
        }

        ModelState.Clear();    // a form that cannot be read is told of below, in Swedish
        (Action, MissingDraft) = (kept.Action, kept.Gone);
        if (MissingDraft is not null)
        {
            return PageWithErrors(kept.Status);
        }

        try
        {
            var form = Request.HasFormContentType ? await Request.ReadFormAsync(ct) : FormCollection.Empty;
            Fields =
            [
                .. form.Where(field => field.Key != antiforgery.Value.FormFieldName)
                    .SelectMany(field => field.Value.Select(value => (field.Key, value ?? ""))),
            ];
            Files = [.. form.Files.Select(file => Path.GetFileName(file.FileName)).Where(name => name.Length > 0)];
            IsKept = Fields.Sum(field => field.Name.Length + field.Value.Length) <= MaxLength;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            IsKept = false;
        }

        Fields = IsKept ? Fields : [];
        return PageWithErrors(kept.Status);
    }
}
