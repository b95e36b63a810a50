using MeetingNotes.Core.Mail;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages.Redaktion.Mejl;

/// <summary>The mails that were given up.</summary>
[Authorize(StaffSignIn.Administrators)]
public sealed class IndexModel(GivenUpMails mails) : StaffPageModel
{
    private const string ListPath = "/redaktion/mejl";

    public override string Title => "Mejl som inte kom fram, redaktionen";

    public override string ShortTitle => "Mejl som inte kom fram";

    public IReadOnlyList<GivenUpMail> Mails { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Mails = await mails.ListAsync(ct);

    public async Task<IActionResult> OnPostRetryAsync([FromQuery(Name = "mejl")] Guid id, CancellationToken ct)
    {
        Done = "Portalen försöker igen inom en halv minut. Går det inte kommer mejlet tillbaka hit senare.";
        return await mails.RetryAsync(id, Person, ct) ? Redirect(ListPath) : NotFound();
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromQuery(Name = "mejl")] Guid id, CancellationToken ct)
    {
        Done = "Mejlet är borttaget.";
        return await mails.RemoveAsync(id, Person, ct) ? Redirect(ListPath) : NotFound();
    }
}
