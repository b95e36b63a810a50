using System.Diagnostics;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MeetingNotes.Tests.Security;

[CollectionDefinition(Name)]
public sealed class WholePortal : ICollectionFixture<EndpointFixture>
{
    public const string Name = "Whole portal";
}

/// <summary>The portal with the sample notes in a database that nobody else writes to, and what the addresses of the table name.</summary>
public sealed class EndpointFixture(WebFixture portal, PostgresFixture postgres) : IAsyncLifetime
{
    private const string Body = "kulturforum";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private TestDatabase? _database;
    private DateOnly _day = new(2030, 1, 1);
    private int _made;

    /// <summary>The folder of what the portal begins with.</summary>
    internal string Notes { get; init; } = Repository.Seeds;

    internal TestDatabase Database => _database!;

    internal WebApplicationFactory<Program> Portal { get; private set; } = null!;

    internal Database Db => Portal.Services.GetRequiredService<Database>();

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateMigratedDatabaseAsync();
        Portal = portal.With(host => host.UseSetting("ConnectionStrings:MeetingNotes", _database.ConnectionString).UseSetting("Portal:SampleNotes", Notes));
        _ = Portal.Server;
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await _database!.DisposeAsync();
    }

    internal async Task<StaffClient?> SignInAsync(Persona persona) => persona switch
    {
        Persona.Visitor => null,
        Persona.WithoutRole => await StaffClient.WithRightsAsync(Portal, "Ture"),
        Persona.WriterOfAnotherBody => await StaffClient.WithRightsAsync(Portal, "Arvid", new Grant(StaffRole.Writer, await BodyIdAsync("regionstyrelsen"))),
        Persona.Writer => await StaffClient.WithRightsAsync(Portal, "Alva", new Grant(StaffRole.Writer, await BodyIdAsync(Body))),
        Persona.Editor => await StaffClient.WithRightsAsync(Portal, "Signe", new Grant(StaffRole.Editor, null)),
        _ => await StaffClient.WithRightsAsync(Portal, "Maj", new Grant(StaffRole.Administrator, null)),
    };

    /// <summary>The address with a draft, person, topic … of its own, so that no row sees what another has done.</summary>
    internal async Task<string> AddressAsync(Row row)
    {
        var address = row.Address;
        foreach (var (placeholder, makeAsync) in Makers)
        {
            if (address.Contains(placeholder, StringComparison.Ordinal))
            {
                address = address.Replace(placeholder, await makeAsync(), StringComparison.Ordinal);
            }
        }

        return address;
    }

    private (string Placeholder, Func<Task<string>> MakeAsync)[] Makers =>
    [
        ("{draft}", async () => $"{await DraftAsync(new DraftContent { Lead = "Provtext." })}"),
        ("{person}", async () =>
        {
            await StaffClient.WithRightsAsync(Portal, "Bo");
            return await OfAsync("SELECT id::text FROM people WHERE name = 'Bo' ORDER BY id DESC LIMIT 1");
        }),
        ("{note}", () => OfAsync(
            """
            SELECT b.slug || '/' || m.held_on
            FROM notes n
            JOIN meetings m ON m.id = n.meeting_id
            JOIN bodies b ON b.id = m.body_id
            WHERE b.slug = @Body
            ORDER BY m.held_on
            LIMIT 1
            """)),
        ("{matter}", () => OfAsync("SELECT slug::text FROM matters WHERE items > 0 ORDER BY slug LIMIT 1")),
        ("{followup}", () => OfAsync("SELECT body_slug || '/' || slug FROM follow_ups_on('2026-11-24') ORDER BY 1 LIMIT 1")),
        ("{new-topic}", () => OfAsync("INSERT INTO topics (id, slug, name) VALUES (gen_random_uuid(), @unique, @unique) RETURNING slug::text")),
        ("{new-matter}", () => OfAsync("INSERT INTO matters (id, slug, name) VALUES (gen_random_uuid(), @unique, @unique) RETURNING slug::text")),
        ("{new-synonym}", () => OfAsync("INSERT INTO synonyms (word, other) VALUES (@unique, 'prov') RETURNING word")),
        ("{new-abbreviation}", () => OfAsync("INSERT INTO abbreviations (short, long) VALUES (@unique, 'prov') RETURNING short")),
        ("{given-up-mail}", () => OfAsync(
            """
            INSERT INTO outbox (id, key, recipient, subject, text, created_at, attempts, failure)
            VALUES (gen_random_uuid(), @unique, 'bo@region.example', 'Prov', 'Prov', now(), 10, 'Servern sade nej.')
            RETURNING id::text
            """)),
        ("{dead-link}", () => OfAsync(
            """
            WITH link AS (
                INSERT INTO outgoing_links (id, url, next_check_at, checked_at, fault, fault_since, failures)
                VALUES (gen_random_uuid(), 'https://www.example.se/' || @unique, '2099-01-01', now(), 'missing', now(), 3)
                RETURNING id
            ), copy AS (
                INSERT INTO link_copies (link_id, file_name, bytes, uploaded_at) SELECT id, 'plan.pdf', 'x', now() FROM link
            )
            INSERT INTO note_links (note_id, link_id)
            SELECT n.id, link.id FROM link, published_notes n WHERE n.body_slug = @Body ORDER BY n.held_on LIMIT 1
            RETURNING link_id::text
            """)),
        ("{new-body}", () => OfAsync("INSERT INTO bodies (id, slug, name, name_after_from) VALUES (gen_random_uuid(), @unique, @unique, @unique) RETURNING slug::text")),
        ("{new-meeting}", () => OfAsync(
            """
            WITH meeting AS (
                INSERT INTO meetings (id, body_id, held_on) SELECT gen_random_uuid(), id, @day FROM bodies WHERE slug = @Body RETURNING id, body_id, held_on, number
            )
            INSERT INTO meeting_days (body_id, held_on, number, meeting_id) SELECT body_id, held_on, number, id FROM meeting RETURNING meeting_id::text
            """)),
    ];

    internal async Task<Guid> DraftAsync(DraftContent content)
    {
        await StaffClient.WithRightsAsync(Portal, "Ägare");
        var owner = new StaffPerson
        {
            Id = Guid.Parse(await OfAsync("SELECT id::text FROM people WHERE name = 'Ägare' ORDER BY id DESC LIMIT 1")),
            Name = "Ägare",
            Grants = [new Grant(StaffRole.Writer, null)],
        };
        _day = _day.AddDays(1);
        return (await Portal.Services.GetRequiredService<DraftDesk>().StartAsync(owner, Body, _day, 1, content, Ct))!.Value.Id;
    }

    /// <summary>Rows written to each table since the database was made; what only says that somebody is there is left out.</summary>
    internal async Task<string> WritesAsync()
    {
        // A backend hands in its numbers at the latest when it goes.
        Db.DataSource.Clear();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database!.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var others = new NpgsqlCommand(
            """
            SELECT string_agg(state || ' ' || query, E'\n')
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
            """, connection);
        object? still = null;
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(50, Ct))
        {
            still = await others.ExecuteScalarAsync(Ct);
            if (still is DBNull)
            {
                break;
            }

            Db.DataSource.Clear();
        }

        Assert.True(still is DBNull, $"Somebody is at work in the database: {still}");
        await using var command = new NpgsqlCommand(
            """
            SELECT string_agg(relname || ' ' || n_tup_ins || ' ' || CASE relname WHEN 'staff_sessions' THEN 0 ELSE n_tup_upd END || ' ' || n_tup_del, E'\n' ORDER BY relname)
            FROM pg_stat_user_tables
            WHERE relname <> 'draft_presence'
            """, connection);
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }

    /// <summary>A sum of the rows of every table; what only says that somebody is there is left out.</summary>
    internal async Task<string> FingerprintAsync()
    {
        var sums = new List<string>();
        foreach (var table in await Db.QueryAsync<string>("SELECT relname::text FROM pg_stat_user_tables WHERE relname <> 'draft_presence' ORDER BY 1", null, Ct))
        {
            var row = table == "staff_sessions" ? "t.id::text" : "t::text";
            sums.Add($"{table} {await Db.ExecuteScalarAsync<string>($"SELECT count(*) || ' ' || coalesce(md5(string_agg({row}, E'\\n' ORDER BY {row})), '') FROM {table} t", null, Ct)}");
        }

        return string.Join('\n', sums);
    }

    private async Task<Guid> BodyIdAsync(string slug) => await Db.ExecuteScalarAsync<Guid>("SELECT id FROM bodies WHERE slug = @slug", new { slug }, Ct);

    private async Task<string> OfAsync(string sql)
    {
        _day = _day.AddDays(1);
        return await Db.ExecuteScalarAsync<string>(sql, new { Body, day = _day, unique = $"prov-{++_made}" }, Ct) ?? throw new InvalidOperationException($"Nothing: {sql}");
    }
}
