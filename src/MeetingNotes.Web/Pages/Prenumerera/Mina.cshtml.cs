using MeetingNotes.Core.Following;
using MeetingNotes.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace MeetingNotes.Web.Pages.Prenumerera;

/// <summary>Everything that a reader follows, for whoever has the link from their mails.</summary>
[FromThisSite]
public sealed class MinaModel(Readers readers) : ReaderPageModel
{
    /// <summary>What was done by the form that led here.</summary>
    [BindProperty(SupportsGet = true, Name = "klart")]
    public string? Done { get; set; }

    public Reader Reader { get; private set; } = null!;

    public IReadOnlyList<Follow> Follows { get; private set; } = [];

    public override string Title => "Det här följer du";

    public string? DoneText => Done switch
    {
        "bekraftad" => "Klart. Du får ett mejl när något händer.",
        "slutat" => "Du följer inte det längre.",
        "takt" => Reader.IsWeekly ? "Du får ett mejl i veckan, på fredagar." : "Du får ett mejl så fort något händer.",
        "paus" => Reader.IsPaused ? "Prenumerationen är pausad. Du får inga mejl." : "Prenumerationen är i gång igen.",
        _ => null,
    };

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        OnPageHandlerExecuting(context);
        if (await readers.FindAsync(Token, HttpContext.RequestAborted) is not { } reader)
        {
            context.Result = NotFound();
            return;
        }

        Reader = reader;
        await next();
    }

    public async Task OnGetAsync(CancellationToken ct) => Follows = await readers.FollowsAsync(Reader.Id, ct);

    public async Task<IActionResult> OnPostStopAsync(Guid id, CancellationToken ct)
    {
        await readers.StopAsync(Reader, id, ct);
        return Back("slutat");
    }

    public async Task<IActionResult> OnPostRhythmAsync(string takt, CancellationToken ct)
    {
        await readers.SetRhythmAsync(Reader, takt == "vecka", ct);
        return Back("takt");
    }

    public async Task<IActionResult> OnPostPauseAsync(bool paus, CancellationToken ct)
    {
        await readers.PauseAsync(Reader, paus, ct);
        return Back("paus");
    }

    private RedirectResult Back(string done) => Redirect($"/prenumerera/mina/{Reader.Secret}?klart={done}");
}
