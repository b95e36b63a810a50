using MeetingNotes.Core.Links;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Redaktion.Lankar;

/// <summary>One dead link, for editors of a note that it stands in: check it again, vouch for it, or keep a copy of what it led to.</summary>
[RequestSizeLimit(LinkDesk.CopyMaxBytes + 1_000_000)]
public sealed class LankModel(LinkDesk desk) : StaffPageModel
{
    public override string Title => "En länk som inte fungerar, redaktionen";

    public override string ShortTitle => "Åtgärda";

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Länkar som inte fungerar", IndexModel.ListPath)];

    [FromRoute]
    public Guid Id { get; set; }

    public DeskLink Link { get; private set; } = null!;

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await desk.FindAsync(Id, Person, HttpContext.RequestAborted) is not { } link)
        {
            context.Result = NotFound();
            return;
        }

        Link = link;
        await next();
    }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostRecheckAsync(CancellationToken ct)
    {
        Done = "Länken prövas igen inom ett par minuter. Fungerar den försvinner den ur listan.";
        return await desk.RecheckAsync(Id, Person, ct) ? Redirect(IndexModel.ListPath) : NotFound();
    }

    public async Task<IActionResult> OnPostTrustAsync(CancellationToken ct)
    {
        Done = $"Tack. Portalen litar på det i {LinkDesk.TrustLasts.Days} dagar och prövar sedan länken igen.";
        return await desk.TrustAsync(Id, Person, ct) ? Redirect(IndexModel.ListPath) : NotFound();
    }

    public async Task<IActionResult> OnPostCopyAsync(CancellationToken ct)
    {
        if (Input.File is null or { Length: 0 })
        {
            ModelState.AddModelError("Input.File", "Välj en pdf.");
            return PageWithErrors();
        }

        try
        {
            using var bytes = new MemoryStream();
            await Input.File.CopyToAsync(bytes, ct);
            Done = "Kopian visas nu för läsarna bredvid länken.";
            return await desk.AddCopyAsync(Id, Path.GetFileName(Input.File.FileName), bytes.ToArray(), Person, ct) ? Redirect($"{IndexModel.ListPath}/{Id}") : NotFound();
        }
        catch (PdfRefusedException refusal)
        {
            Done = null;
            ModelState.AddModelError("Input.File", refusal.Message);
            return PageWithErrors();
        }
    }

    public async Task<IActionResult> OnPostRemoveCopyAsync(CancellationToken ct)
    {
        Done = "Kopian är borttagen.";
        return await desk.RemoveCopyAsync(Id, Person, ct) ? Redirect($"{IndexModel.ListPath}/{Id}") : NotFound();
    }

    public sealed class InputModel
    {
        public IFormFile? File { get; set; }
    }
}
