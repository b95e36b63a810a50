using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Mail;

/// <summary>Mails that nobody will get: the server refused them, or was away for too long. For administrators.</summary>
public sealed class GivenUpMails(Database db)
{
    public Task<int> CountAsync(CancellationToken ct) =>
        db.ExecuteScalarAsync<int>("SELECT count(*)::int FROM outbox WHERE next_try_at IS NULL AND sent_at IS NULL", null, ct);
}
