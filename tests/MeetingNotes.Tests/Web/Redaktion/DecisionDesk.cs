using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingNotes.Tests.Web.Redaktion;

/// <summary>A body of its own with people who write and edit for it, and drafts that can be published as they are.</summary>
internal sealed class DecisionDesk
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly WebFixture _portal;
    private DateOnly _day = new(2026, 9, 1);

    private DecisionDesk(WebFixture portal, string slug, Guid bodyId) => (_portal, Slug, BodyId) = (portal, slug, bodyId);

    public string Slug { get; }

    public Guid BodyId { get; }

    public string Name => $"Provrådet {Slug}";

    public Database Db => _portal.Services.GetRequiredService<Database>();

    public static async Task<DecisionDesk> OpenAsync(WebFixture portal, bool needsSecondPerson = false)
    {
        var slug = "prov-" + Guid.CreateVersion7().ToString("N")[^16..];
        var id = Guid.CreateVersion7();
        _ = portal.Server;
        var desk = new DecisionDesk(portal, slug, id);
        await desk.Db.ExecuteAsync(
            "INSERT INTO bodies (id, slug, name, name_after_from, needs_second_person) VALUES (@id, @slug, @Name, @Name, @needsSecondPerson)",
            new { id, slug, desk.Name, needsSecondPerson }, Ct);
        return desk;
    }

    public Task<StaffClient> WriterAsync(string name = "Alva Skribent") => StaffClient.WithRightsAsync(_portal, name, new Grant(StaffRole.Writer, BodyId));

    public Task<StaffClient> EditorAsync(string name = "Signe Redaktör") => StaffClient.WithRightsAsync(_portal, name, new Grant(StaffRole.Editor, BodyId));

    public Task<StaffClient> AdministratorAsync() => StaffClient.WithRightsAsync(_portal, "Maj Administratör", new Grant(StaffRole.Administrator, null));

    /// <summary>A text that nothing stops.</summary>
    public static DraftContent Text(string item = "Planen är ute på remiss.") => new()
    {
        Lead = "Rådet gick igenom kulturplanen.",
        Items = [new DraftItem { Key = "p1", Heading = "Kulturplanen", Topics = ["Kultur"], Text = item, FollowUps = [new FollowUpLine { Text = "Planen antas", Due = "våren 2027" }] }],
    };

    /// <summary>A draft by a person, of a meeting that has been held.</summary>
    public async Task<Guid> DraftAsync(StaffClient writer, DraftContent? content = null, DateOnly? on = null)
    {
        var day = on ?? (_day = _day.AddDays(1));
        return (await Drafts.StartAsync(await PersonAsync(writer), Slug, day, 1, content ?? Text(), Ct))!.Value.Id;
    }

    public async Task SaveAsync(Guid id, StaffClient writer, DraftContent content)
    {
        var person = await PersonAsync(writer);
        var draft = (await Drafts.FindAsync(id, person, Ct))!;
        Assert.IsType<SaveResult.Saved>(await Drafts.SaveAsync(id, draft.Revision, content, person, Ct));
    }

    public async Task<Draft?> FindAsync(Guid id) => await Drafts.FindAsync(id, Anybody, Ct);

    /// <summary>A published note, by its path at the desk.</summary>
    public async Task<string> PublishedAsync(StaffClient editor, DraftContent? content = null)
    {
        var id = await DraftAsync(editor, content);
        var response = await editor.SubmitAsync($"/redaktion/utkast/{id}/publicera", new() { ["Input.IsAttested"] = "true" }, "#sida-form");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    public async Task<StaffPerson> PersonAsync(StaffClient client) => (await _portal.Services.GetRequiredService<StaffSessions>().FindAsync(client.Session, TimeSpan.FromHours(1), Ct))!;

    private DraftDesk Drafts => _portal.Services.GetRequiredService<DraftDesk>();

    private static StaffPerson Anybody => new() { Id = Guid.Empty, Name = "Prov", Grants = [new Grant(StaffRole.Administrator, null)] };
}
