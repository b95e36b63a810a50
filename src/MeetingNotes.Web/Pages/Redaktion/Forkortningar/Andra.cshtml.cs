using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Abbreviations;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Redaktion.Forkortningar;

[Authorize(StaffSignIn.Administrators)]
public sealed class AndraModel(AbbreviationDesk desk) : StaffPageModel
{
    /// <summary>The abbreviation; not in the path, as it may hold any letter.</summary>
    [FromQuery(Name = "kort")]
    public string? Word { get; set; }

    public ExplainedAbbreviation Abbreviation { get; private set; } = null!;

    public override string Title => $"Ändra förkortningen: {Abbreviation.Word}";

    public override string ShortTitle => "Ändra";

    public override IReadOnlyList<Crumb> Breadcrumbs => [.. base.Breadcrumbs, new("Förkortningar", IndexModel.ListPath)];

    [BindProperty]
    public InputModel Input { get; set; } = new();

    public void OnGet() => Input = new InputModel { Meaning = Abbreviation.Meaning };

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return PageWithErrors();
        }

        Done = $"Förkortningen {Abbreviation.Word} är ändrad.";
        return await desk.ChangeAsync(Abbreviation.Word, Input.Meaning, Person, ct) ? Redirect(IndexModel.ListPath) : NotFound();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        Done = $"Förkortningen {Abbreviation.Word} är borttagen.";
        return await desk.RemoveAsync(Abbreviation.Word, Person, ct) ? Redirect(IndexModel.ListPath) : NotFound();
    }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Word is not { Length: > 0 and <= AbbreviationDesk.WordMaxLength } || await desk.FindAsync(Word, HttpContext.RequestAborted) is not { } abbreviation)
        {
            context.Result = NotFound();
            return;
        }

        Abbreviation = abbreviation;
        await next();
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Skriv vad den betyder."), StringLength(AbbreviationDesk.MeaningMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
        [Display(Name = "Betyder")]
        public string Meaning { get; set; } = "";
    }
}
