using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Mail;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Core.Following;

/// <summary>
/// From a typed address to a reader: a mail with a link goes out, and only who opens it follows anything (double opt-in). What is
/// answered, and how long it takes, is the same for every address, known or not.
/// </summary>
public sealed class FollowRequests(Database db, FollowedSearches searches, MailSettings settings, TimeProvider clock, ILogger<FollowRequests> logger)
{
    /// <summary>How long the link in the mail works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(48);

    /// <summary>So many things in one request at most.</summary>
    public const int MaxTargets = 100;

    /// <summary>So many mails to one address in an hour: nobody can fill another's letter box.</summary>
    private const int MaxMailsAnHour = 5;

    /// <summary>The same wish once more so soon is the same form sent twice. Later it is somebody whose mail has not come.</summary>
    private static readonly TimeSpan SameForm = TimeSpan.FromMinutes(1);

    private const int TokenBytes = 24;

    /// <summary>Sends the mail. When the form is sent twice one goes, and to an address that has had enough of them lately none; nobody is told so.</summary>
    /// <param name="address">An e-mail address, checked.</param>
    /// <param name="targets">What is to be followed, at least one.</param>
    /// <param name="isWeekly">One mail a week.</param>
    /// <param name="ct">Cancels.</param>
    public async Task AskAsync(string address, IReadOnlyList<FollowTarget> targets, bool isWeekly, CancellationToken ct)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = clock.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_xact_lock(hashtextextended('follow_requests:' || lower(@address), 0))", new { address }, transaction, cancellationToken: ct));
        var isEnough = await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO follow_requests (token_hash, address, targets, is_weekly, created_at)
            SELECT @hash, @address, @targets::jsonb, @isWeekly, @now
            WHERE (SELECT count(*) < @MaxMailsAnHour
                          AND count(*) FILTER (WHERE targets = @targets::jsonb AND is_weekly = @isWeekly AND created_at > @now - @SameForm) = 0
                   FROM follow_requests
                   WHERE lower(address) = lower(@address) AND created_at > @now - interval '1 hour')
            """,
            new { hash = HashOf(token), address, targets = JsonSerializer.Serialize(targets.Take(MaxTargets)), isWeekly, now, MaxMailsAnHour, SameForm },
            transaction, cancellationToken: ct)) == 0;
        var letter = Letter(targets, isWeekly, token);
        await Outbox.AddAsync(connection, transaction, now, isEnough ? [] :
            [new OutgoingMail($"confirm:{Convert.ToHexStringLower(HashOf(token))}", address, letter.Subject, letter.Text) { Html = letter.Html, IsForReader = true }], ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>What a link would begin; <c>null</c> when it does not work (any more).</summary>
    public async Task<FollowRequest?> FindAsync(string token, CancellationToken ct)
    {
        if (!Reader.IsSecret(token) || await db.QuerySingleOrDefaultAsync<RequestRow>(
            "SELECT address, targets::text, is_weekly, confirmed_at FROM follow_requests WHERE token_hash = @hash AND created_at > @oldest",
            new { hash = HashOf(token), oldest = clock.GetUtcNow() - Lifetime }, ct) is not { } row)
        {
            return null;
        }

        return new FollowRequest(row.Address, JsonSerializer.Deserialize<List<FollowTarget>>(row.Targets)!, row.IsWeekly, row.ConfirmedAt is not null);
    }

    /// <summary>Begins to follow what was asked for. A link that has been used before leads to the same reader and begins nothing again.</summary>
    /// <returns>The reader's secret; <c>null</c> when the link does not work (any more).</returns>
    public async Task<string?> ConfirmAsync(string token, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } request)
        {
            return null;
        }

        // Read before the row is held: it may take a while the first time.
        var compiled = new List<CompiledSearch>();
        foreach (var search in request.Targets.Where(target => target.Search is not null))
        {
            if (await searches.CompileAsync(search.Search!, search.Path, ct) is { } made)
            {
                compiled.Add(made);
            }
        }

        var now = clock.GetUtcNow();
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var isFirst = await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE follow_requests SET confirmed_at = @now WHERE token_hash = @hash AND confirmed_at IS NULL", new { hash = HashOf(token), now }, transaction, cancellationToken: ct)) == 1;
        if (!isFirst)
        {
            return await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
                "SELECT secret FROM readers WHERE lower(address) = lower(@Address)", new { request.Address }, transaction, cancellationToken: ct));
        }

        var (readerId, secret) = await connection.QuerySingleAsync<(Guid, string)>(new CommandDefinition(
            """
            INSERT INTO readers (id, address, secret, is_weekly, confirmed_at)
            VALUES (@id, @Address, @secret, @IsWeekly, @now)
            ON CONFLICT (lower(address)) DO UPDATE SET is_weekly = excluded.is_weekly, is_paused = false
            RETURNING id, secret
            """,
            new { id = Guid.CreateVersion7(), request.Address, secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)), request.IsWeekly, now },
            transaction, cancellationToken: ct));
        var searchIds = new List<Guid>();
        if (compiled.Count > 0)
        {
            await FollowedSearches.LockAsync(connection, transaction, ct);
        }

        foreach (var search in compiled)
        {
            searchIds.Add(await FollowedSearches.KeepAsync(connection, transaction, search, ct));
        }

        await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO follows (id, reader_id, body_id, topic_id, matter_id, follow_up_id, search_id, since)
            SELECT gen_random_uuid(), @readerId, b.id, t.id, m.id, f.id, s.id, @now
            FROM unnest(@kinds, @ids) AS wish (kind, id)
            LEFT JOIN bodies b ON b.id = wish.id AND wish.kind = 'Body'
            LEFT JOIN topics t ON t.id = wish.id AND wish.kind = 'Topic'
            LEFT JOIN matters m ON m.id = wish.id AND wish.kind = 'Matter'
            LEFT JOIN follow_ups f ON f.id = wish.id AND wish.kind = 'FollowUp'
            LEFT JOIN followed_searches s ON s.id = wish.id AND wish.kind = 'Search'
            WHERE wish.kind = 'Everything' OR num_nonnulls(b.id, t.id, m.id, f.id, s.id) = 1    -- what is gone since is left out
            ON CONFLICT (reader_id, body_id, topic_id, matter_id, follow_up_id, search_id) DO NOTHING
            """,
            new
            {
                readerId,
                now,
                kinds = request.Targets.Where(target => target.Search is null).Select(target => $"{target.Kind}").Concat(searchIds.Select(_ => nameof(FollowKind.Search))).ToArray(),
                ids = request.Targets.Where(target => target.Search is null).Select(target => target.Id ?? Guid.Empty).Concat(searchIds).ToArray(),
            }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        logger.LogInformation("Reader {ReaderId} confirmed {TargetCount} things to follow", readerId, request.Targets.Count);
        return secret;
    }

    /// <summary>Deletes what nobody confirmed in time, or has confirmed long ago.</summary>
    internal Task<int> ForgetAsync(CancellationToken ct) =>
        db.ExecuteAsync("DELETE FROM follow_requests WHERE created_at < @oldest", new { oldest = clock.GetUtcNow() - Lifetime }, ct);

    private Letter Letter(IReadOnlyList<FollowTarget> targets, bool isWeekly, string token)
    {
        var writer = new LetterWriter(settings.PublicBaseUrl);
        writer.Paragraph("Hej!");
        writer.Paragraph($"Någon, förhoppningsvis du, vill få mejl till den här adressen {(isWeekly ? "en gång i veckan " : "")}när det händer något nytt om:");
        writer.List([.. targets.Select(target => target.Said)]);
        writer.Paragraph("Stämmer det? Öppna länken och bekräfta:");
        writer.Link("Bekräfta", $"/prenumerera/bekrafta/{token}");
        writer.Paragraph($"Länken fungerar i {Lifetime.TotalHours:0} timmar. Var det inte du? Då behöver du inte göra något: du får inga fler mejl, och adressen raderas.");
        writer.End(settings.PortalName);
        return writer.ToLetter("Bekräfta att du vill få mejl");
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Convert.FromHexString(token));

    private sealed record RequestRow
    {
        public required string Address { get; init; }
        public required string Targets { get; init; }
        public required bool IsWeekly { get; init; }
        public DateTimeOffset? ConfirmedAt { get; init; }
    }
}

/// <param name="Address">Who would follow.</param>
/// <param name="Targets">What.</param>
/// <param name="IsWeekly">One mail a week.</param>
/// <param name="IsConfirmed">The link has been used.</param>
public sealed record FollowRequest(string Address, IReadOnlyList<FollowTarget> Targets, bool IsWeekly, bool IsConfirmed);
