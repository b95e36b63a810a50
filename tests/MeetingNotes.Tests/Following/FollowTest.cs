using System.Text.RegularExpressions;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Mail;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Following;

/// <summary>A portal with a mail server, a body, and an editor who publishes.</summary>
internal sealed partial class FollowTest : IAsyncDisposable
{
    public const string Body = "radet";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private FollowTest(MailTest mail, StaffPerson editor)
    {
        Mail = mail;
        Editor = editor;
    }

    public MailTest Mail { get; }

    public StaffPerson Editor { get; }

    public Portal Portal => Mail.Portal;

    public DeskData Desk => new(Portal);

    public static async Task<FollowTest> StartAsync(PostgresFixture postgres)
    {
        var mail = await MailTest.StartAsync(postgres);
        await new DeskData(mail.Portal).BodyAsync(Body);
        return new FollowTest(mail, await mail.Portal.PersonAsync(StaffRole.Administrator));
    }

    /// <summary>On a database that has bodies and notes.</summary>
    public static async Task<FollowTest> OnAsync(TestDatabase database)
    {
        var mail = await MailTest.OnAsync(database);
        return new FollowTest(mail, await mail.Portal.PersonAsync(StaffRole.Administrator));
    }

    /// <summary>Types the address, opens the mail, confirms.</summary>
    /// <returns>The reader's secret.</returns>
    public async Task<string> FollowAsync(string address, FollowChoice choice, bool isWeekly = false)
    {
        var requests = Portal.Get<FollowRequests>();
        await requests.AskAsync(address, await Portal.Get<FollowTargets>().FindAsync(choice, Ct), isWeekly, Ct);
        var token = Link().Match(Assert.Single(await SendAsync()).Text).Groups[1].Value;
        return (await requests.ConfirmAsync(token, Ct))!;
    }

    /// <summary>Does what the background does, and returns what has arrived since.</summary>
    public async Task<IReadOnlyList<(string To, string Subject, string Text, string Html, string Leave)>> SendAsync()
    {
        Mail.Server.Received.Clear();
        await Portal.Get<FollowingWork>().CareAsync(Ct);
        await Portal.Get<FollowingWork>().TellAsync(Ct);
        await Mail.Worker().SendDueAsync(Ct);
        return [.. Mail.Server.Received.Select(mail => (
            Assert.Single(mail.Recipients), mail.Message.Subject ?? "", (mail.Message.TextBody ?? "").ReplaceLineEndings("\n"), mail.Message.HtmlBody ?? "", mail.Message.Headers["List-Unsubscribe"] ?? ""))];
    }

    public static DraftContent Content(string text, string heading = "Bussarna", string topic = "", string matter = "") => new()
    {
        Lead = "Rådet möttes.",
        Items =
        [
            new DraftItem { Key = "p1", Heading = heading, Text = text, Topics = topic.Length > 0 ? [topic] : [], Matter = matter },
            new DraftItem { Key = "p2", Heading = "Övrigt", Text = "Alla var där." },
        ],
        NextMeetingOn = new DateOnly(2027, 1, 20),
    };

    public Task TopicAsync(string slug, string name) =>
        Portal.Db.ExecuteAsync("INSERT INTO topics (id, slug, name) VALUES (gen_random_uuid(), @slug, @name)", new { slug, name }, Ct);

    public Task<DeskNote> PublishAsync(DraftContent content, DateOnly? heldOn = null) => Desk.PublishedAsync(Editor, Body, content, heldOn);

    public ValueTask DisposeAsync() => Mail.DisposeAsync();

    [GeneratedRegex("/prenumerera/bekrafta/([0-9a-f]{48})", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
