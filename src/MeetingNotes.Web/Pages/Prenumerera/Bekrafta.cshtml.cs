using MeetingNotes.Core.Following;
using MeetingNotes.Web.Security;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Prenumerera;

/// <summary>The link in the first mail. Opening it changes nothing: programs that look at mail open links, too.</summary>
[FromThisSite]
public sealed class BekraftaModel(FollowRequests requests) : ReaderPageModel
{
    public override string Title => FollowRequest is null ? "Länken fungerar inte" : "Bekräfta prenumerationen";

    public FollowRequest? FollowRequest { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        FollowRequest = await requests.FindAsync(Token, ct);
        Response.StatusCode = FollowRequest is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) =>
        await requests.ConfirmAsync(Token, ct) is { } secret ? Redirect($"/prenumerera/mina/{secret}?klart=bekraftad") : await OnGetAsync(ct);
}
