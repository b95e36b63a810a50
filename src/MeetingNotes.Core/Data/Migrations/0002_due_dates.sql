-- What due phrases mean, and where every public follow-up stands.

-- How a phrase was read against the day it was said (DueDates/).
ALTER TABLE follow_ups
    ADD COLUMN due_kind    text NOT NULL DEFAULT 'none' CHECK (due_kind IN ('none', 'unread', 'dated', 'meeting', 'open')),
    ADD COLUMN due_reading text CHECK (length(due_reading) BETWEEN 1 AND 200),
    ADD COLUMN due_edtf    text CHECK (length(due_edtf) BETWEEN 4 AND 40),
    ADD COLUMN due_first   date,
    ADD COLUMN due_last    date,
    ADD COLUMN due_body_id uuid REFERENCES bodies (id),    -- whose meeting; null when the name fits no body, or several
    ADD CHECK (due IS NOT NULL OR due_kind = 'none'),
    ADD CHECK ((due_first IS NOT NULL) = (due_kind IN ('dated', 'meeting'))),
    ADD CHECK (due_last >= due_first AND (due_last IS NOT NULL OR due_kind <> 'dated')),
    ADD CHECK (due_body_id IS NULL OR due_kind = 'meeting');

ALTER TABLE follow_up_answers
    ADD COLUMN due_kind    text NOT NULL DEFAULT 'none' CHECK (due_kind IN ('none', 'unread', 'dated', 'meeting', 'open')),
    ADD COLUMN due_reading text CHECK (length(due_reading) BETWEEN 1 AND 200),
    ADD COLUMN due_edtf    text CHECK (length(due_edtf) BETWEEN 4 AND 40),
    ADD COLUMN due_first   date,
    ADD COLUMN due_last    date,
    ADD COLUMN due_body_id uuid REFERENCES bodies (id),
    ADD CHECK (due IS NOT NULL OR due_kind = 'none'),
    ADD CHECK ((due_first IS NOT NULL) = (due_kind IN ('dated', 'meeting'))),
    ADD CHECK (due_last >= due_first AND (due_last IS NOT NULL OR due_kind <> 'dated')),
    ADD CHECK (due_body_id IS NULL OR due_kind = 'meeting');

-- What code has made from what people wrote, and which version of the code: made anew at start when it is older (DueRereading).
CREATE TABLE derivations (
    name    text PRIMARY KEY,
    version int  NOT NULL
);

-- Who speaks for a body: itself, and after it was dissolved its successor, and the successor's in turn. Meetings after "since" count.
CREATE VIEW body_voices AS
WITH RECURSIVE voices AS (
    SELECT b.id AS body_id, b.id AS voice_id, date '-infinity' AS since, 0 AS step
    FROM bodies b
    UNION ALL
    SELECT v.body_id, b.successor_id, greatest(v.since, b.dissolved_on), v.step + 1
    FROM voices v
    JOIN bodies b ON b.id = v.voice_id
    WHERE b.successor_id IS NOT NULL AND v.step < 10
)
SELECT body_id, voice_id, min(since) AS since
FROM voices
GROUP BY body_id, voice_id;

-- The day of the latest public note of a body, or of one that speaks for it.
ALTER TABLE bodies ADD COLUMN latest_note_on date;

-- Where each public follow-up stands, apart from what today decides: derived from notes, answers and meetings, and made anew
-- in the transaction that changes one of them (FollowUpStandings). No row: not public.
CREATE TABLE follow_up_standings (
    follow_up_id   uuid PRIMARY KEY REFERENCES follow_ups (id) ON DELETE CASCADE,
    body_id        uuid NOT NULL REFERENCES bodies (id),
    said_on        date NOT NULL,                         -- the meeting that said it
    asked_on       date NOT NULL,                         -- the meeting that set its present time: the same, or a later one
    due_answer_id  uuid REFERENCES follow_up_answers (id) ON DELETE SET NULL,    -- the answer that set it
    due_meeting_id uuid REFERENCES meetings (id) ON DELETE SET NULL,             -- the meeting that "nästa möte" is, when there is one
    due_until      date NOT NULL,                         -- the last day of its time; infinity when it has none
    answer_due_on  date GENERATED ALWAYS AS (greatest(due_until, asked_on + 1)) STORED,    -- a meeting from this day on was due to say something
    said_year      smallint GENERATED ALWAYS AS (extract(year FROM said_on)) STORED,
    due_year       smallint GENERATED ALWAYS AS (CASE WHEN isfinite(due_until) THEN extract(year FROM due_until) ELSE 0 END) STORED,
    outcome        text NOT NULL CHECK (outcome IN ('open', 'done', 'dropped')),
    settled_on     date,                                  -- the meeting that said done or dropped
    is_late        boolean NOT NULL DEFAULT false,        -- settled after a note that was due to say something and did not, or more than half a year after its time
    answer_id      uuid REFERENCES follow_up_answers (id) ON DELETE SET NULL,    -- the latest of all
    CHECK ((settled_on IS NULL) = (outcome = 'open')),
    CHECK (NOT is_late OR settled_on IS NOT NULL)
);

-- One order for every list: what is not settled first, what has waited longest before the rest, undated by age; then the settled, newest first.
CREATE INDEX follow_up_standings_order_idx ON follow_up_standings (settled_on DESC NULLS FIRST, due_until, said_on, follow_up_id);
CREATE INDEX follow_up_standings_body_idx ON follow_up_standings (body_id, settled_on DESC NULLS FIRST, due_until, said_on, follow_up_id);
CREATE INDEX follow_up_standings_dropped_idx ON follow_up_standings (settled_on DESC, due_until, said_on, follow_up_id) WHERE outcome = 'dropped';
CREATE INDEX follow_up_standings_answer_due_idx ON follow_up_standings (body_id, answer_due_on) INCLUDE (due_until, said_year, due_year) WHERE settled_on IS NULL;
CREATE INDEX follow_up_standings_answer_idx ON follow_up_standings (answer_id) WHERE answer_id IS NOT NULL;
CREATE INDEX follow_up_standings_due_answer_idx ON follow_up_standings (due_answer_id) WHERE due_answer_id IS NOT NULL;
CREATE INDEX follow_up_standings_meeting_idx ON follow_up_standings (due_meeting_id) WHERE due_meeting_id IS NOT NULL;
CREATE INDEX follow_ups_due_body_idx ON follow_ups (due_body_id) WHERE due_kind = 'meeting';
CREATE INDEX follow_up_answers_due_body_idx ON follow_up_answers (due_body_id) WHERE due_kind = 'meeting';

CREATE TYPE follow_up_state AS ENUM ('open', 'waiting', 'missing', 'done', 'dropped');

-- The one rule for what a follow-up is on a day. Its time is over the day after due_until; the note of a meeting from answer_due_on
-- on was due to say something.
CREATE FUNCTION follow_up_state(outcome text, due_until date, answer_due_on date, latest_note_on date, today date) RETURNS follow_up_state
    LANGUAGE sql IMMUTABLE AS
$$
    SELECT CASE
        WHEN outcome = 'done' THEN 'done'::follow_up_state
        WHEN outcome = 'dropped' THEN 'dropped'
        WHEN due_until >= today THEN 'open'
        WHEN latest_note_on >= answer_due_on THEN 'missing'
        ELSE 'waiting'
    END
$$;

-- How those that a day does not change stand, by the year that said them and the year their time was over (0: it had none): the
-- settled, and those that a note left out that was due to say something before the body's latest. Counted with "counts".
CREATE TABLE follow_up_tallies (
    body_id    uuid            NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
    year       smallint        NOT NULL,
    due_year   smallint        NOT NULL,
    outcome    follow_up_state NOT NULL CHECK (outcome IN ('done', 'dropped', 'missing')),
    is_late    boolean         NOT NULL,
    follow_ups int             NOT NULL CHECK (follow_ups > 0),
    PRIMARY KEY (body_id, year, due_year, outcome, is_late)
);

DROP VIEW note_cards;
DROP VIEW follow_up_states;

-- Public follow-ups as they stand on a day.
CREATE FUNCTION follow_ups_on(today date) RETURNS TABLE (
    id uuid, body_id uuid, slug text, item_id uuid, "position" int, text text, responsible text,
    first_due text, first_due_reading text, first_due_edtf text, due text, due_reading text, due_edtf text, due_until date, due_meeting_on date, due_body_name text,
    state text, outcome text, said_on date, settled_on date,
    note_id uuid, item_anchor text, item_position int, matter_slug text, matter_name text, body_slug text, body_name text, held_on date, number int,
    answer_outcome text, answer_text text, answer_anchor text, answer_body_slug text, answer_held_on date, answer_number int)
    LANGUAGE sql STABLE AS
$$
    SELECT s.follow_up_id, s.body_id, f.slug::text, f.item_id, f.position::int, f.text, f.responsible,
           f.due, f.due_reading, f.due_edtf,
           CASE WHEN d.id IS NULL THEN f.due ELSE d.due END, CASE WHEN d.id IS NULL THEN f.due_reading ELSE d.due_reading END,
           CASE WHEN d.id IS NULL THEN f.due_edtf ELSE d.due_edtf END, nullif(s.due_until, 'infinity'), dm.held_on, db.name,
           follow_up_state(s.outcome, s.due_until, s.answer_due_on, b.latest_note_on, today)::text, s.outcome, s.said_on, s.settled_on,
           i.note_id, i.anchor::text, i.position::int, x.slug::text, x.name, b.slug::text, b.name, m.held_on, m.number::int,
           a.outcome, a.text, ai.anchor::text, ab.slug::text, am.held_on, am.number::int
    FROM follow_up_standings s
    JOIN bodies b ON b.id = s.body_id
    JOIN follow_ups f ON f.id = s.follow_up_id
    JOIN agenda_items i ON i.id = f.item_id
    JOIN notes n ON n.id = i.note_id
    JOIN meetings m ON m.id = n.meeting_id
    LEFT JOIN matters x ON x.id = i.matter_id
    LEFT JOIN follow_up_answers d ON d.id = s.due_answer_id
    LEFT JOIN meetings dm ON dm.id = s.due_meeting_id
    LEFT JOIN bodies db ON db.id = CASE WHEN d.id IS NULL THEN f.due_body_id ELSE d.due_body_id END AND db.id <> s.body_id
    LEFT JOIN follow_up_answers a ON a.id = s.answer_id
    LEFT JOIN agenda_items ai ON ai.id = a.item_id
    LEFT JOIN notes an ON an.id = ai.note_id
    LEFT JOIN meetings am ON am.id = an.meeting_id
    LEFT JOIN bodies ab ON ab.id = am.body_id
$$;

-- One note in a list.
CREATE VIEW note_cards AS
SELECT n.id, n.body_id, n.body_slug, n.body_name, n.held_on, n.number, n.title, n.lead_text, n.published_at, n.corrected_at,
       ARRAY(SELECT i.anchor::text FROM agenda_items i WHERE i.note_id = n.id ORDER BY i.position) AS item_anchors,
       ARRAY(SELECT i.heading FROM agenda_items i WHERE i.note_id = n.id ORDER BY i.position) AS item_headings,
       (SELECT count(*)::int FROM follow_ups f JOIN agenda_items i ON i.id = f.item_id WHERE i.note_id = n.id) AS follow_ups,
       (SELECT count(*)::int
        FROM follow_up_standings s
        JOIN follow_ups f ON f.id = s.follow_up_id
        JOIN agenda_items i ON i.id = f.item_id
        WHERE i.note_id = n.id AND s.settled_on IS NOT NULL) AS settled
FROM published_notes n;
