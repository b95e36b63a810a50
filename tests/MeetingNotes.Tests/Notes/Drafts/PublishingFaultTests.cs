using Dapper;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Npgsql;
using Xunit.Sdk;

namespace MeetingNotes.Tests.Notes.Drafts;

/// <summary>
/// Promise 18: publishing is all or nothing. A trigger on every table counts the statements that write, those inside one command and those that
/// follow from foreign keys too, and makes the n-th fail, for every n there is: by an error, and by the end of the connection.
/// </summary>
public sealed class PublishingFaultTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private Portal _portal = null!;
    private DeskData _desk = null!;
    private string _body = null!;
    private StaffPerson _editor = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.StartAsync(postgres);
        _desk = new DeskData(_portal);
        _body = await _desk.BodyAsync();
        _editor = await _portal.PersonAsync(StaffRole.Administrator);
        await _portal.ScalarAsync<int?>(
            """
            CREATE SCHEMA fault;
            CREATE SEQUENCE fault.steps;
            CREATE TABLE fault.plan (fails_at bigint NOT NULL, cuts boolean NOT NULL);
            INSERT INTO fault.plan VALUES (0, false);

            CREATE FUNCTION fault.step() RETURNS trigger LANGUAGE plpgsql AS
            $$
            DECLARE plan fault.plan;
            BEGIN
                SELECT * INTO plan FROM fault.plan;
                IF nextval('fault.steps') = plan.fails_at THEN
                    IF plan.cuts THEN
                        PERFORM pg_terminate_backend(pg_backend_pid());
                        PERFORM pg_sleep(1);
                    END IF;
                    RAISE EXCEPTION 'a fault at %', TG_TABLE_NAME;
                END IF;
                RETURN NULL;
            END
            $$;

            DO
            $$
            DECLARE name text;
            BEGIN
                FOR name IN SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' LOOP
                    EXECUTE format('CREATE TRIGGER zz_fault AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION fault.step()', name);
                END LOOP;
            END
            $$;
            """);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Promise18_FaultAfterAnyStatement_LeavesNothingHalf(bool cuts)
    {
        var draft = await _desk.DraftAsync(_editor, _body, Content("Första."));
        Assert.InRange(await FailEverywhereAsync(cuts, async () => Assert.Equal(DecisionOutcome.Published, (await _desk.DecideAsync(draft, _editor)).Outcome)), 15, 200);

        var note = await _desk.NoteAsync(_editor, _body);
        Assert.InRange(await FailEverywhereAsync(cuts, async () => Assert.NotNull(await _portal.Get<NoteDesk>().StartCorrectionAsync(note, null, _editor, Ct))), 3, 20);

        var correction = await _desk.ReadAsync(draft with { Id = (await _desk.NoteAsync(_editor, _body)).DraftId!.Value }, _editor);
        correction = await _desk.SavedAsync(correction, _editor, Content("Andra."));
        await _desk.DecideAsync(correction, _editor, DecisionKind.Approve, "Ett ord.");
        Assert.InRange(
            await FailEverywhereAsync(cuts, async () => Assert.Equal(DecisionOutcome.Published, (await _desk.DecideAsync(correction, _editor, changeNote: "Ett ord.")).Outcome)), 15, 200);

        Assert.InRange(await FailEverywhereAsync(cuts, () => _portal.Get<NoteDesk>().WithdrawAsync(note, "Fel.", _editor, Ct)), 5, 100);
        Assert.InRange(
            await FailEverywhereAsync(
                cuts, async () => Assert.Equal(DisposalOutcome.Removed, (await _portal.Get<NoteDisposal>().RemoveAsync(note, "B 1", "Gallras.", _editor, Ct)).Outcome)), 8, 100);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Promise18_FaultOfScheduledPublishing_LeavesTheDraftAndSaysSo(bool cuts)
    {
        var draft = await _desk.DraftAsync(_editor, _body, Content("Första."));
        await _desk.DecideAsync(draft, _editor, DecisionKind.Schedule, publishAt: _portal.Clock.GetUtcNow().AddMinutes(1));

        var steps = await FailEverywhereAsync(cuts, async () =>
        {
            // A note that failed is left alone for a while.
            _portal.Clock.Advance(TimeSpan.FromMinutes(2));
            if (await _portal.Get<ScheduledPublishing>().PublishDueAsync(Ct) == 0)
            {
                Assert.Contains("Ett fel i portalen", (await _desk.ReadAsync(draft, _editor)).ScheduleFailed, StringComparison.Ordinal);
                await _portal.ScalarAsync<int?>("UPDATE note_drafts SET schedule_failed = NULL");
                throw new InvalidOperationException("Not published.");
            }
        });

        Assert.InRange(steps, 15, 200);
        Assert.Equal(1, await _portal.ScalarAsync<int>("SELECT count(*)::int FROM note_versions"));
    }

    [Fact]
    public async Task FailEverywhere_TwoWritesInNoTransaction_IsCaught() =>
        await Assert.ThrowsAnyAsync<XunitException>(() => FailEverywhereAsync(false, async () =>
        {
            await using var connection = await _portal.Db.OpenConnectionAsync(Ct);
            await connection.ExecuteAsync("INSERT INTO abbreviations (short, long) VALUES ('a', 'aa')");
            await connection.ExecuteAsync("INSERT INTO abbreviations (short, long) VALUES ('b', 'bb')");
        }));

    /// <summary>
    /// Does it with a fault at the first statement that writes, at the second, and so on until there is no more to fail. A connection that ends takes its
    /// time: at every fourth, but in a full run.
    /// </summary>
    /// <returns>How many statements there were, or up to three more.</returns>
    private async Task<int> FailEverywhereAsync(bool cuts, Func<Task> act)
    {
        for (var step = 1; ; step += cuts && !TestRun.IsFull ? 4 : 1)
        {
            var before = await _portal.FingerprintAsync();
            await _portal.ScalarAsync<int?>($"SELECT setval('fault.steps', 1, false); UPDATE fault.plan SET fails_at = {step}, cuts = {cuts}");
            try
            {
                await act();
                await _portal.ScalarAsync<int?>("UPDATE fault.plan SET fails_at = 0");
                return step - 1;
            }
            catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException)
            {
                Assert.True(before == await _portal.FingerprintAsync(), $"Something is left of what failed at statement {step}: {fault.Message}");
            }
        }
    }

    private static DraftContent Content(string text)
    {
        var content = DeskData.Content(text);
        return content with
        {
            Items = [content.Items[0] with { Matter = "Fler bussar", FollowUps = [new() { Text = "Fler bussar", Due = "juni 2027", Slug = "fler-bussar" }] }, content.Items[1]],
        };
    }
}
