using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Mail;

/// <summary>What happens to a draft is told by mail, in the transaction in which it happens, and once.</summary>
public sealed class DraftMailTests(PostgresFixture postgres)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_SentTwice_MailsTheEditorOnceAndTheReturnMailsTheWriter()
    {
        await using var portal = await Portal.StartAsync(postgres);
        await portal.Db.ExecuteAsync("INSERT INTO bodies (id, slug, name, name_after_from) VALUES (@id, 'namnden', 'Nämnden', 'Nämnden')", new { id = Guid.CreateVersion7() }, Ct);
        var writer = await PersonAsync(portal, "alva", StaffRole.Writer);
        var editor = await PersonAsync(portal, "signe", StaffRole.Editor);
        var content = new DraftContent { Lead = "Hemlig ingress.", Items = [new DraftItem { Key = "p1", Heading = "Punkten", Text = "Text." }] };
        var id = (await portal.Get<DraftDesk>().StartAsync(writer, "namnden", new DateOnly(2026, 11, 10), 1, content, Ct))!.Value.Id;
        var review = portal.Get<DraftReview>();

        await review.SubmitAsync(id, 1, writer, Ct);
        await review.SubmitAsync(id, 1, writer, Ct);
        Assert.Equal("signe@region.example", Assert.Single(await RecipientsAsync(portal)));

        await review.ReturnAsync(id, 1, Guid.CreateVersion7(), "Vilken dag?", editor, Ct);
        Assert.Equal(["alva@region.example", "signe@region.example"], await RecipientsAsync(portal));
        Assert.Equal(0, await portal.ScalarAsync<long>("SELECT count(*) FROM outbox WHERE text LIKE '%Hemlig%'"));
    }

    private static async Task<StaffPerson> PersonAsync(Portal portal, string name, StaffRole role)
    {
        var sessions = portal.Get<StaffSessions>();
        var session = await sessions.StartAsync(new SignedIn("test", name, name, $"{name}@region.example", true, [role]), Ct);
        return (await sessions.FindAsync(session!.Value, TimeSpan.FromHours(1), Ct))!;
    }

    private static async Task<IReadOnlyList<string>> RecipientsAsync(Portal portal) =>
        await portal.Db.QueryAsync<string>("SELECT recipient FROM outbox ORDER BY recipient", null, Ct);
}
