using MeetingNotes.Core.Following;

namespace MeetingNotes.Web.Pages.Prenumerera;

/// <summary>
/// Leaves. By GET it asks, by POST it acts: also when a mail program posts on its user's behalf (RFC 8058), which has neither cookies nor
/// an origin of ours, so that only the secret says who it is.
/// </summary>
public sealed class SlutaModel(Readers readers) : ReaderPageModel
{
    public override string Title => IsLeft ? "Du har slutat prenumerera" : "Sluta prenumerera";

    /// <summary>There is nobody with this link (any more).</summary>
    public bool IsLeft { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => IsLeft = await readers.FindAsync(Token, ct) is null;

    public async Task OnPostAsync(CancellationToken ct)
    {
        await readers.LeaveAsync(Token, ct);
        IsLeft = true;
    }
}
