using Dapper;
using MeetingNotes.Core.Mail;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Npgsql;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>Who is told what about a draft.</summary>
public sealed class StaffMailsTests(PostgresFixture postgres)
{
    private const string Secret = "Hemlig ingress";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submitted_Draft_TellsEverybodyWhoMayReviewItButNotTheSubmitter()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var alva = await PersonAsync(portal, "Alva", StaffRole.Editor);
        var draft = await BeginAsync(portal, alva);
        await PersonAsync(portal, "Signe", StaffRole.Editor);
        await PersonAsync(portal, "Maj", StaffRole.Administrator);
        await PersonAsync(portal, "Sven", StaffRole.Writer);
        await PersonAsync(portal, "Blockerad", StaffRole.Editor);
        await PersonAsync(portal, "Egen");
        await PersonAsync(portal, "Annan");
        await PersonAsync(portal, "Utan adress", StaffRole.Editor, hasEmail: false);
        await portal.ImportAsync("namnd.md", "---\norgan: Nämnden\nmöte: 2018-04-11\npublicerad: 2018-04-12 11:50\n---\n\nIngress.\n\n## Ett\n\nText.\n");
        await portal.Db.ExecuteAsync(
            """
            UPDATE people SET blocked_at = now() WHERE name = 'Blockerad';
            INSERT INTO person_roles (person_id, role, body_id)
            SELECT p.id, 'editor', b.id FROM people p JOIN bodies b ON (p.name, b.name) IN (('Egen', 'Rådet'), ('Annan', 'Nämnden'));
            """, null, Ct);

        await InTransactionAsync(portal, (mails, connection, transaction) => mails.SubmittedAsync(connection, transaction, draft, alva, Ct));

        var sent = await MailsAsync(portal);
        Assert.Equal(["Egen@region.example", "Maj@region.example", "Signe@region.example"], sent.Select(mail => mail.Recipient).Order(StringComparer.Ordinal));
        Assert.All(sent, mail => Assert.Equal("Att granska: Rådet 18 april 2018", mail.Subject));
        Assert.Equal(
            $"""
            Hej!

            Alva har lämnat noteringen från Rådet 18 april 2018 till granskning.

            Läs den när du hinner. Godkänn den, eller skicka tillbaka den med en kommentar.

            http://localhost/redaktion/utkast/{draft.Id}/granska

            Hälsningar
            Noterat

            Det går inte att svara på det här mejlet.
            """.ReplaceLineEndings("\n"), sent[0].Text);
    }

    [Fact]
    public async Task Returned_WithComment_TellsOwnerAndWritersWithoutNumbersOfPersons()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var alva = await PersonAsync(portal, "Alva", StaffRole.Writer);
        var bo = await PersonAsync(portal, "Bo", StaffRole.Writer);
        var signe = await PersonAsync(portal, "Signe", StaffRole.Editor);
        var draft = await BeginAsync(portal, alva);
        await portal.Get<DraftDesk>().SaveAsync(draft.Id, 1, draft.Content with { Lead = "Annan hemlig ingress" }, bo, Ct);
        await portal.Get<DraftDesk>().HandOverAsync(draft.Id, signe.Id, signe, Ct);

        await InTransactionAsync(portal, (mails, connection, transaction) =>
            mails.ReturnedAsync(connection, transaction, draft, signe, "Ta bort 811218-9876.\nOch stryk punkt 2.", Ct));

        var sent = await MailsAsync(portal);
        Assert.Equal(["Alva@region.example", "Bo@region.example"], sent.Select(mail => mail.Recipient).Order(StringComparer.Ordinal));
        Assert.All(sent, mail =>
        {
            Assert.Contains("\n\n”Ta bort ••••••. Och stryk punkt 2.”\n\n", mail.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("hemlig", mail.Text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains($"/redaktion/utkast/{draft.Id}\n", mail.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Submitted_FormSentTwice_MailsOnceAndAgainAfterItCameBack()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var alva = await PersonAsync(portal, "Alva", StaffRole.Writer);
        await PersonAsync(portal, "Signe", StaffRole.Editor);
        var draft = await BeginAsync(portal, alva);

        await InTransactionAsync(portal, (mails, connection, transaction) => mails.SubmittedAsync(connection, transaction, draft, alva, Ct));
        await InTransactionAsync(portal, (mails, connection, transaction) => mails.SubmittedAsync(connection, transaction, draft, alva, Ct));
        Assert.Single(await MailsAsync(portal));

        var back = draft with { ReturnedAt = portal.Clock.GetUtcNow() };
        await InTransactionAsync(portal, (mails, connection, transaction) => mails.SubmittedAsync(connection, transaction, back, alva, Ct));
        await InTransactionAsync(portal, (mails, connection, transaction) => mails.SubmittedAsync(connection, transaction, back with { Revision = 2 }, alva, Ct));
        Assert.Equal(3, (await MailsAsync(portal)).Count);
    }

    [Fact]
    public async Task Submitted_TransactionIsRolledBack_NoMail()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var alva = await PersonAsync(portal, "Alva", StaffRole.Writer);
        await PersonAsync(portal, "Signe", StaffRole.Editor);
        var draft = await BeginAsync(portal, alva);

        await using var connection = await portal.Db.OpenConnectionAsync(Ct);
        await using (var transaction = await connection.BeginTransactionAsync(Ct))
        {
            await portal.Get<StaffMails>().SubmittedAsync(connection, transaction, draft, alva, Ct);
            Assert.Equal(1, await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM outbox", transaction: transaction));
        }

        Assert.Empty(await MailsAsync(portal));
    }

    [Fact]
    public async Task ApprovedAndFailed_ScheduledCorrection_TellTheRightPeopleWhenAndWhy()
    {
        await using var portal = await Portal.StartAsync(postgres);
        var alva = await PersonAsync(portal, "Alva", StaffRole.Writer);
        var signe = await PersonAsync(portal, "Signe", StaffRole.Editor);
        var at = new DateTimeOffset(2026, 11, 25, 6, 30, 0, TimeSpan.Zero);
        var draft = await BeginAsync(portal, alva) with { NoteId = Guid.CreateVersion7(), Number = 2, PublishAt = at };
        await portal.Db.ExecuteAsync(
            """
            UPDATE note_drafts
            SET submitted_at = now(), approved_at = now(), approved_by = @signe, approved_hash = sha256(convert_to(document, 'UTF8'))
            WHERE id = @Id
            """, new { draft.Id, signe = signe.Id }, Ct);

        await InTransactionAsync(portal, (mails, connection, transaction) => mails.ApprovedAsync(connection, transaction, draft, signe, at, Ct));
        var approved = Assert.Single(await MailsAsync(portal));
        await InTransactionAsync(portal, (mails, connection, transaction) => mails.ScheduleFailedAsync(connection, transaction, draft, "Mötet är inställt.", Ct));
        await InTransactionAsync(portal, (mails, connection, transaction) => mails.ScheduleFailedAsync(connection, transaction, draft, "Mötet är inställt.", Ct));

        var sent = await MailsAsync(portal);
        var failed = sent.Where(mail => mail.Subject == "Inte publicerad: Rådet 18 april 2018 (möte 2)").ToList();
        Assert.Equal(3, sent.Count);
        Assert.Equal("Alva@region.example", approved.Recipient);
        Assert.Contains("Den publiceras av sig själv 25 november 2026 kl. 7.30.", approved.Text, StringComparison.Ordinal);
        Assert.Equal(["Alva@region.example", "Signe@region.example"], failed.Select(mail => mail.Recipient).Order(StringComparer.Ordinal));
        Assert.Contains(
            "Rättelsen av noteringen från Rådet 18 april 2018 (möte 2) skulle ha publicerats 25 november 2026 kl. 7.30, men det gick inte.\n\nOrsaken: Mötet är inställt.\n",
            failed[0].Text, StringComparison.Ordinal);
    }

    private static async Task<StaffPerson> PersonAsync(Portal portal, string name, StaffRole? role = null, bool hasEmail = true)
    {
        var sessions = portal.Get<StaffSessions>();
        var session = await sessions.StartAsync(
            new SignedIn("prov", Guid.CreateVersion7().ToString(), name, hasEmail ? $"{name}@region.example" : null, false, role is { } one ? [one] : []), Ct);
        return (await sessions.FindAsync(session!.Value, TimeSpan.FromHours(1), Ct))!;
    }

    private static async Task<Draft> BeginAsync(Portal portal, StaffPerson person)
    {
        await portal.ImportAsync("radet.md", "---\norgan: Rådet\nmöte: 2018-04-11\npublicerad: 2018-04-12 11:50\n---\n\nIngress.\n\n## Ett\n\nText.\n");
        var slug = (await portal.ScalarAsync<string>("SELECT slug::text FROM bodies WHERE name = 'Rådet'"))!;
        var begun = await portal.Get<DraftDesk>().StartAsync(person, slug, new DateOnly(2018, 4, 18), 1, new DraftContent { Lead = Secret }, Ct);
        return (await portal.Get<DraftDesk>().FindAsync(begun!.Value.Id, person, Ct))!;
    }

    private static async Task InTransactionAsync(Portal portal, Func<StaffMails, NpgsqlConnection, NpgsqlTransaction, Task> tell)
    {
        await using var connection = await portal.Db.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await tell(portal.Get<StaffMails>(), connection, transaction);
        await transaction.CommitAsync(Ct);
    }

    private static Task<IReadOnlyList<OutgoingMail>> MailsAsync(Portal portal) =>
        portal.Db.QueryAsync<OutgoingMail>("SELECT key, recipient, subject, text FROM outbox ORDER BY id", null, Ct);
}
