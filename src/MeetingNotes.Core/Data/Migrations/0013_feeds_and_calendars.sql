-- What feeds and calendars tell their readers: what is new, when something changed last, and how many times a meeting has been changed.

-- A feed begins with what was published or corrected last.
CREATE INDEX notes_news_idx ON notes (coalesce(corrected_at, published_at) DESC) WHERE withdrawn_at IS NULL;

-- When anything public changed last, what was withdrawn too.
CREATE INDEX notes_changed_at_idx ON notes (changed_at DESC);

-- Calendars take a change for one when its number has risen (RFC 5545, SEQUENCE), and for none otherwise. The table counts by itself,
-- whatever changes it: the desk, an import, or a note that says another time.
ALTER TABLE meetings
    ADD COLUMN revision   int         NOT NULL DEFAULT 0,
    ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();

-- The same for the time of a follow-up.
ALTER TABLE follow_up_standings
    ADD COLUMN revision   int         NOT NULL DEFAULT 0,
    ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();

CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    NEW.revision := OLD.revision + 1;
    NEW.changed_at := now();
    RETURN NEW;
END
$$;

CREATE TRIGGER meetings_count_change BEFORE UPDATE ON meetings FOR EACH ROW
    WHEN ((OLD.held_on, OLD.starts_at, OLD.place, OLD.is_cancelled, OLD.cancel_reason)
          IS DISTINCT FROM (NEW.held_on, NEW.starts_at, NEW.place, NEW.is_cancelled, NEW.cancel_reason))
    EXECUTE FUNCTION count_change();

CREATE TRIGGER follow_up_standings_count_change BEFORE UPDATE ON follow_up_standings FOR EACH ROW
    WHEN ((OLD.due_until, OLD.outcome) IS DISTINCT FROM (NEW.due_until, NEW.outcome))
    EXECUTE FUNCTION count_change();

CREATE INDEX follow_up_standings_due_idx ON follow_up_standings (due_until) WHERE due_until < 'infinity';

-- As before (0001), with what calendars need. The note counts as a change of the meeting's event, which tells of it; a withdrawn one too.
CREATE OR REPLACE VIEW calendar AS
SELECT m.id, m.body_id, b.slug AS body_slug, b.name AS body_name, m.held_on, m.number, m.starts_at, m.place, m.is_cancelled, m.cancel_reason,
       moved.held_on AS moved_from, moved.move_reason,
       n.id IS NOT NULL AS has_note,
       m.revision, greatest(m.changed_at, (SELECT x.changed_at FROM notes x WHERE x.meeting_id = m.id)) AS changed_at
FROM meetings m
JOIN bodies b ON b.id = m.body_id
LEFT JOIN LATERAL (
    SELECT d.held_on, d.move_reason
    FROM meeting_days d
    WHERE d.meeting_id = m.id AND d.moved_to = m.held_on
    ORDER BY d.held_on DESC
    LIMIT 1
) moved ON true
LEFT JOIN notes n ON n.meeting_id = m.id AND n.withdrawn_at IS NULL;
