using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Staff;

/// <summary>Roles, invitations and blocks on an empty portal: the last administrator stays.</summary>
public sealed class PeopleDeskTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;

    private PeopleDesk Desk => _portal.Get<PeopleDesk>();

    private StaffSessions Sessions => _portal.Get<StaffSessions>();

    public async ValueTask InitializeAsync() => _portal = await Portal.StartAsync(postgres);

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Grant_UnknownAddress_WaitsForTheFirstSignInThatIsVouchedFor()
    {
        Assert.Equal(PeopleOutcome.Invited, await Desk.GrantAsync("Maj@Region.example", StaffRole.Administrator, Ct));
        Assert.Equal(PeopleOutcome.Already, await Desk.GrantAsync("maj@region.example", StaffRole.Administrator, Ct));

        Assert.False((await SignInAsync("fel", "maj@region.example", isVerified: false)).IsStaff);
        Assert.True((await SignInAsync("maj", "maj@region.example")).IsAdministrator);
        Assert.False((await SignInAsync("annan", "maj@region.example")).IsStaff);
        Assert.Equal("operator invite maj@region.example: administratör", await LastAsync("invite"));
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM audit_events WHERE action = 'accept-invitation'"));
    }

    [Fact]
    public async Task Grant_KnownPerson_GivesTheRoleAtOnce()
    {
        await SignInAsync("bo", "bo@region.example");
        await SignInAsync("bo-2", "bo@region.example", isVerified: false);

        Assert.Equal(PeopleOutcome.Done, await Desk.GrantAsync("BO@region.example", StaffRole.Writer, Ct));
        Assert.Equal(PeopleOutcome.Done, await Desk.GrantAsync("bo-2", StaffRole.Editor, Ct));
        Assert.Equal(PeopleOutcome.Missing, await Desk.GrantAsync("ingen", StaffRole.Editor, Ct));

        Assert.True((await SignInAsync("bo", "bo@region.example")).Is(StaffRole.Writer, null));
        Assert.Equal(StaffRole.Editor, Assert.Single((await SignInAsync("bo-2", null)).Grants).Role);
    }

    [Fact]
    public async Task TakeAndBlock_LastAdministrator_IsRefusedAndChangesNothing()
    {
        await Desk.GrantAsync("maj@region.example", StaffRole.Administrator, Ct);
        var maj = await SignInAsync("maj", "maj@region.example");
        var bo = await SignInAsync("bo", "bo@region.example");
        var before = await _portal.FingerprintAsync();

        Assert.Equal(PeopleOutcome.LastAdministrator, await Desk.TakeAsync(maj.Id, StaffRole.Administrator, null, maj, Ct));
        Assert.Equal(PeopleOutcome.Yourself, await Desk.BlockAsync(maj.Id, maj, Ct));
        Assert.Equal(before, await _portal.FingerprintAsync());

        await Desk.GiveAsync(bo.Id, StaffRole.Administrator, null, maj, Ct);
        Assert.Equal(PeopleOutcome.Done, await Desk.BlockAsync(bo.Id, maj, Ct));
        Assert.Equal(PeopleOutcome.LastAdministrator, await Desk.TakeAsync(maj.Id, StaffRole.Administrator, null, maj, Ct));
        await Desk.UnblockAsync(bo.Id, maj, Ct);
        Assert.Equal(PeopleOutcome.Done, await Desk.TakeAsync(maj.Id, StaffRole.Administrator, null, maj, Ct));
    }

    [Fact]
    public async Task Take_TwoAdministratorsAtOnce_LeavesOne()
    {
        for (var round = 0; round < 20; round++)
        {
            var one = await AdministratorAsync($"ett-{round}");
            var two = await AdministratorAsync($"två-{round}");
            await _portal.Db.ExecuteAsync("DELETE FROM person_roles WHERE person_id <> ALL (@people)", new { people = new[] { one.Id, two.Id } }, Ct);

            var outcomes = await Task.WhenAll(
                Desk.TakeAsync(one.Id, StaffRole.Administrator, null, two, Ct), Desk.TakeAsync(two.Id, StaffRole.Administrator, null, one, Ct));

            Assert.Equal([PeopleOutcome.Done, PeopleOutcome.LastAdministrator], outcomes.Order());
        }
    }

    [Fact]
    public async Task Change_BySomebodyWhoIsNoAdministrator_FindsNobody()
    {
        var bo = await SignInAsync("bo", null, StaffRole.Editor);
        var before = await _portal.FingerprintAsync();

        Assert.Equal(PeopleOutcome.Missing, await Desk.GiveAsync(bo.Id, StaffRole.Administrator, null, bo, Ct));
        Assert.Equal(PeopleOutcome.Missing, await Desk.InviteAsync("x@region.example", StaffRole.Writer, null, bo, Ct));
        Assert.Equal(PeopleOutcome.Missing, await Desk.BlockAsync(bo.Id, bo, Ct));
        Assert.Equal(before, await _portal.FingerprintAsync());
    }

    [Fact]
    public async Task Give_RoleForOneBody_IsForThatBodyOnly()
    {
        await _portal.ImportAsync("portal.yaml", "organ:\n  - namn: Kulturforum\n");
        var maj = await AdministratorAsync("maj");
        var bo = await SignInAsync("bo", null);

        Assert.Equal(PeopleOutcome.NoSuchBody, await Desk.GiveAsync(bo.Id, StaffRole.Writer, "finns-inte", maj, Ct));
        Assert.Equal(PeopleOutcome.NoSuchBody, await Desk.GiveAsync(bo.Id, StaffRole.Administrator, "kulturforum", maj, Ct));
        Assert.Equal(PeopleOutcome.Done, await Desk.GiveAsync(bo.Id, StaffRole.Writer, "kulturforum", maj, Ct));
        Assert.Equal(PeopleOutcome.Missing, await Desk.TakeAsync(bo.Id, StaffRole.Writer, null, maj, Ct));
        Assert.Equal(PeopleOutcome.Missing, await Desk.TakeAsync(bo.Id, StaffRole.Writer, "finns-inte", maj, Ct));

        var rights = Assert.Single((await SignInAsync("bo", null)).Grants);
        Assert.Equal(await _portal.ScalarAsync<Guid>("SELECT id FROM bodies WHERE slug = 'kulturforum'"), rights.BodyId);
        var member = (await _portal.Get<PeopleReader>().ListAsync(Ct)).Single(one => one.Id == bo.Id);
        Assert.Equal("Kulturforum", Assert.Single(member.Roles).BodyName);
        Assert.Equal(PeopleOutcome.Done, await Desk.TakeAsync(bo.Id, StaffRole.Writer, "kulturforum", maj, Ct));
    }

    [Fact]
    public async Task Session_InUseForADay_IsOver()
    {
        var session = (await Sessions.StartAsync(new SignedIn("prov", "bo", "Bo", null, false, []), Ct))!.Value;
        for (var hour = 0; hour < 23; hour++)
        {
            _portal.Clock.Advance(TimeSpan.FromHours(1));
            Assert.NotNull(await Sessions.FindAsync(session, TimeSpan.FromHours(2), Ct));
        }

        _portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await Sessions.FindAsync(session, TimeSpan.FromHours(2), Ct));
    }

    [Fact]
    public async Task Log_Narrowed_ShowsWhatFitsNewestFirst()
    {
        await _portal.ImportAsync("portal.yaml", "organ:\n  - namn: Kulturforum\n");
        var maj = await AdministratorAsync("maj");
        var bo = await SignInAsync("bo", null);
        await Desk.GiveAsync(bo.Id, StaffRole.Writer, "kulturforum", maj, Ct);
        _portal.Clock.Advance(TimeSpan.FromDays(2));
        for (var i = 0; i < AuditReader.PageSize; i++)
        {
            await Desk.InviteAsync($"{i}@region.example", StaffRole.Writer, null, maj, Ct);
        }

        var audit = _portal.Get<AuditReader>();
        var (newest, hasMore) = await audit.ReadAsync(new AuditFilter(), null, Ct);
        Assert.Equal((AuditReader.PageSize, true), (newest.Count, hasMore));
        Assert.Equal("49@region.example: skribent", newest[0].Subject);
        Assert.Equal("give-role", (await audit.ReadAsync(new AuditFilter(), newest[^1].Id, Ct)).Events[0].Action);
        Assert.Equal(51, await CountAsync(new AuditFilter(PersonId: maj.Id)));
        Assert.Equal(0, await CountAsync(new AuditFilter(PersonId: bo.Id)));
        Assert.Single((await audit.ReadAsync(new AuditFilter(From: new(2026, 11, 24), To: new(2026, 11, 24), Action: "give-role", PersonId: maj.Id), null, Ct)).Events);
        Assert.Empty((await audit.ReadAsync(new AuditFilter(From: new(2026, 11, 25), Action: "give-role"), null, Ct)).Events);

        async Task<int> CountAsync(AuditFilter filter)
        {
            var (first, more) = await audit.ReadAsync(filter, null, Ct);
            return first.Count + (more ? (await audit.ReadAsync(filter, first[^1].Id, Ct)).Events.Count : 0);
        }
    }

    private async Task<StaffPerson> AdministratorAsync(string subject)
    {
        await SignInAsync(subject, null);
        await Desk.GrantAsync(subject, StaffRole.Administrator, Ct);
        return await SignInAsync(subject, null);
    }

    private async Task<StaffPerson> SignInAsync(string subject, string? email, StaffRole role) =>
        await FindAsync(new SignedIn("prov", subject, subject, email, true, [role]));

    private async Task<StaffPerson> SignInAsync(string subject, string? email, bool isVerified = true) =>
        await FindAsync(new SignedIn("prov", subject, subject, email, isVerified, []));

    private async Task<StaffPerson> FindAsync(SignedIn signedIn) =>
        (await Sessions.FindAsync((await Sessions.StartAsync(signedIn, Ct))!.Value, TimeSpan.FromHours(1), Ct))!;

    private Task<string?> LastAsync(string action) => _portal.Db.ExecuteScalarAsync<string>(
        "SELECT actor || ' ' || action || ' ' || subject FROM audit_events WHERE action = @action ORDER BY id DESC LIMIT 1", new { action }, Ct);
}
