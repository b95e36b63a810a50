using MeetingNotes.Core.Data;

namespace MeetingNotes.Core.Following;

/// <summary>How many would get a mail, for whoever is about to publish.</summary>
public sealed class FollowerCounts(Database db)
{
    /// <summary>
    /// Readers who follow the body, a topic, a matter or a follow-up that is answered. Who follows a search is not known before the note can be
    /// searched: whether any search is followed is told beside.
    /// </summary>
    public async Task<FollowerCount> OfNoteAsync(Guid? bodyId, DateOnly heldOn, IEnumerable<string> topics, IEnumerable<string> matters, IEnumerable<string> answered, CancellationToken ct) =>
        (await db.QuerySingleOrDefaultAsync<FollowerCount>(
            """
            SELECT count(DISTINCT f.reader_id)::int AS readers, EXISTS (SELECT 1 FROM followed_searches) AS has_searches
            FROM follows f
            JOIN readers r ON r.id = f.reader_id AND NOT r.is_paused
            WHERE num_nonnulls(f.body_id, f.topic_id, f.matter_id, f.follow_up_id, f.search_id) = 0
               OR f.body_id IN (SELECT v.body_id FROM body_voices v WHERE v.voice_id = @bodyId AND @heldOn > v.since)
               OR f.topic_id IN (SELECT t.id FROM topics t WHERE t.slug = ANY(@topics))
               OR f.matter_id IN (SELECT m.id FROM matters m WHERE m.slug = ANY(@matters))
               OR f.follow_up_id IN (SELECT u.id FROM follow_ups u JOIN bodies b ON b.id = u.body_id WHERE '/uppfoljningar/' || b.slug || '/' || u.slug = ANY(@answered))
            """,
            new { bodyId, heldOn, topics = topics.ToArray(), matters = matters.ToArray(), answered = answered.ToArray() }, ct))!;
}

/// <param name="Readers">Each once, however much they follow.</param>
/// <param name="HasSearches">Whether anybody follows a search, so that there may be more.</param>
public sealed record FollowerCount(int Readers, bool HasSearches);
