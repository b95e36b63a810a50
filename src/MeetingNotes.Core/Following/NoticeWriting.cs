using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Mail;
using MeetingNotes.Core.Time;

namespace MeetingNotes.Core.Following;

/// <summary>
/// Makes mails of notices: one for each event, or one for all of a week. A notice is taken away in the transaction that puts its mail in the outbox,
/// so that it becomes one mail, once.
/// </summary>
public sealed class NoticeWriting(Database db, NoticeTexts texts, MailSettings settings, TimeProvider clock)
{
    private const int ReadersInBatch = 200;

    /// <summary>Writes everything that is due; returns how many mails that was.</summary>
    public async Task<int> WriteAsync(CancellationToken ct)
    {
        var mails = 0;
        var told = new Dictionary<Guid, ToldEvent?>();
        while (await WriteNextAsync(told, ct) is { } more)
        {
            mails += more;
        }

        return mails;
    }

    private async Task<int?> WriteNextAsync(Dictionary<Guid, ToldEvent?> told, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var readers = (await connection.QueryAsync<Reader>(new CommandDefinition(
            """
            SELECT r.id, r.address, r.secret, r.is_weekly, r.is_paused, r.confirmed_at
            FROM readers r
            WHERE r.id IN (SELECT n.reader_id FROM notices n WHERE n.due_at <= @now ORDER BY n.due_at, n.reader_id LIMIT @ReadersInBatch)
            FOR UPDATE SKIP LOCKED
            """,
            new { now, ReadersInBatch }, transaction, cancellationToken: ct))).ToDictionary(reader => reader.Id);
        if (readers.Count == 0)
        {
            return null;
        }

        var notices = (await connection.QueryAsync<(Guid EventId, Guid ReaderId, Guid[] Follows)>(new CommandDefinition(
            "DELETE FROM notices WHERE reader_id = ANY(@ids) AND due_at <= @now RETURNING event_id, reader_id, follows",
            new { ids = readers.Keys.ToArray(), now }, transaction, cancellationToken: ct))).AsList();
        var follows = (await connection.QueryAsync<Follow>(new CommandDefinition(
            Readers.SelectFollows + "WHERE f.id = ANY(@ids)", new { ids = notices.SelectMany(notice => notice.Follows).Distinct().ToArray() }, transaction, cancellationToken: ct)))
            .ToDictionary(follow => follow.Id);
        foreach (var id in notices.Select(notice => notice.EventId).Where(id => !told.ContainsKey(id)).Distinct().ToList())
        {
            told[id] = await texts.LoadAsync(id, ct);
        }

        var mails = notices.GroupBy(notice => notice.ReaderId).SelectMany(one => MailsFor(readers[one.Key],
            [.. one.Where(notice => told[notice.EventId] is not null).OrderBy(notice => told[notice.EventId]!.HappenedAt)
                .Select(notice => (told[notice.EventId]!, notice.Follows.Where(follows.ContainsKey).Select(id => follows[id]).ToList()))])).ToList();
        await Outbox.AddAsync(connection, transaction, now, mails, ct);
        await transaction.CommitAsync(ct);
        return mails.Count;
    }

    private IEnumerable<OutgoingMail> MailsFor(Reader reader, List<(ToldEvent Event, List<Follow> Follows)> news)
    {
        news = news.FindAll(item => item.Follows.Count > 0);
        if (news.Count == 0)
        {
            yield break;
        }

        if (reader.IsWeekly)
        {
            var week = new LetterWriter(settings.PublicBaseUrl);
            week.Paragraph("Hej! Det här har hänt sedan sist i det du följer.");
            foreach (var (happened, follows) in news)
            {
                week.Heading(happened.Subject);
                happened.WriteTo(week, follows);
            }

            yield return Mail($"week:{news[^1].Event.Id:N}:{reader.Id:N}", reader, week, $"Veckan som gick: {news.Count} {(news.Count == 1 ? "nyhet" : "nyheter")}", null);
            yield break;
        }

        foreach (var (happened, follows) in news)
        {
            var letter = new LetterWriter(settings.PublicBaseUrl);
            letter.Paragraph("Hej!");
            happened.WriteTo(letter, follows);
            yield return Mail($"event:{happened.Id:N}:{reader.Id:N}", reader, letter, happened.Subject, happened.Id);
        }
    }

    private OutgoingMail Mail(string key, Reader reader, LetterWriter writer, string subject, Guid? eventId)
    {
        writer.Paragraph($"Du får det här för att du bekräftade adressen {DateOnly.FromDateTime(reader.ConfirmedAt.ToStockholm().DateTime).Written()}.");
        writer.Link("Ändra, pausa eller sluta", $"/prenumerera/mina/{reader.Secret}");
        writer.End(settings.PortalName);
        var letter = writer.ToLetter(subject);
        return new OutgoingMail(key, reader.Address, letter.Subject, letter.Text)
        {
            Html = letter.Html,
            LeaveUrl = $"{settings.PublicBaseUrl}/prenumerera/sluta/{reader.Secret}",
            IsBulk = true,
            IsForReader = true,
            EventId = eventId,
        };
    }
}
