-- How the follow-ups of an item stand is kept with what is searched, so that a search which meets thousands of items need not look
-- anywhere else to count them or to leave some out. Words in the vectors (0006) tell of it, too:
--   #f-open, #f-done, #f-dropped    it has a follow-up with that outcome; #f is no more

-- What the state of a follow-up on a day follows from (0002, follow_up_state).
CREATE TYPE standing AS (outcome text, due_until date, answer_due_on date);

CREATE FUNCTION item_standings(item uuid) RETURNS standing[] LANGUAGE sql STABLE AS
$$
    SELECT coalesce(array_agg(ROW(s.outcome, s.due_until, s.answer_due_on)::standing ORDER BY f.position), '{}')
    FROM follow_ups f
    JOIN follow_up_standings s ON s.follow_up_id = f.id
    WHERE f.item_id = item
$$;

CREATE FUNCTION outcome_words(standings standing[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS
$$
    SELECT coalesce(array_agg(DISTINCT '#f-' || s.outcome), '{}') FROM unnest(standings) AS s
$$;

DROP FUNCTION follow_up_states_on;
DROP INDEX follow_up_standings_state_idx;

-- A change of what the index does not know stays on its page when there is room.
ALTER TABLE search_items DROP COLUMN has_follow_up, ADD COLUMN standings standing[] NOT NULL DEFAULT '{}', SET (fillfactor = 90);

INSERT INTO notes_to_index (note_id)
SELECT DISTINCT i.note_id FROM agenda_items i JOIN follow_ups f ON f.item_id = i.id
ON CONFLICT (note_id) DO NOTHING;
