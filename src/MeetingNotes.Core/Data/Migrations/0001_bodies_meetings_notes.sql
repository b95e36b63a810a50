-- Bodies, meetings and what is published about them. Everything in these tables is public unless its note is withdrawn;
-- drafts live in note_drafts alone, so no public query can find one.

CREATE DOMAIN slug AS text
    CHECK (VALUE ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(VALUE) <= 80);

CREATE TABLE bodies (
    id              uuid PRIMARY KEY,
    slug            slug NOT NULL UNIQUE,
    name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_after_from text NOT NULL CHECK (length(name_after_from) BETWEEN 1 AND 200),
    description     text NOT NULL DEFAULT '' CHECK (length(description) <= 2000),
    contact         text CHECK (length(contact) BETWEEN 1 AND 200),
    dissolved_on    date,
    successor_id    uuid REFERENCES bodies (id),
    CHECK (successor_id IS NULL OR (dissolved_on IS NOT NULL AND successor_id <> id))
);

CREATE UNIQUE INDEX bodies_name_idx ON bodies (lower(name));

-- A former name keeps its address: it redirects for ever.
CREATE TABLE body_former_names (
    slug     slug PRIMARY KEY,
    body_id  uuid NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
    name     text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    position int  NOT NULL
);

CREATE INDEX body_former_names_body_idx ON body_former_names (body_id);

CREATE TABLE meetings (
    id            uuid     PRIMARY KEY,
    body_id       uuid     NOT NULL REFERENCES bodies (id),
    held_on       date     NOT NULL CHECK (held_on BETWEEN '1800-01-01' AND '2199-12-31'),
    number        smallint NOT NULL DEFAULT 1 CHECK (number BETWEEN 1 AND 99),
    starts_at     time,
    place         text CHECK (length(place) BETWEEN 1 AND 200),
    is_cancelled  boolean  NOT NULL DEFAULT false,
    cancel_reason text CHECK (length(cancel_reason) BETWEEN 1 AND 1000),
    CHECK (cancel_reason IS NULL OR is_cancelled),
    UNIQUE (body_id, held_on, number)
);

CREATE INDEX meetings_held_on_idx ON meetings (held_on DESC, body_id, number);

-- Every day a meeting has ever stood on, the present one too. The primary key says that a day and number of a body
-- is never used again, and gives the old address of a moved meeting.
CREATE TABLE meeting_days (
    body_id      uuid     NOT NULL REFERENCES bodies (id),
    held_on      date     NOT NULL,
    number       smallint NOT NULL,
    meeting_id   uuid     NOT NULL REFERENCES meetings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    starts_at    time,
    moved_to     date,
    move_reason  text CHECK (length(move_reason) BETWEEN 1 AND 1000),
    PRIMARY KEY (body_id, held_on, number),
    UNIQUE (meeting_id, body_id, held_on, number),
    CHECK ((moved_to IS NULL) = (move_reason IS NULL))
);

ALTER TABLE meetings ADD CONSTRAINT meetings_day_fkey
    FOREIGN KEY (id, body_id, held_on, number)
    REFERENCES meeting_days (meeting_id, body_id, held_on, number) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE topics (
    id       uuid   PRIMARY KEY,
    slug     slug   NOT NULL UNIQUE,
    name     text   NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    synonyms text[] NOT NULL DEFAULT '{}',
    items    int    NOT NULL DEFAULT 0    -- public ones; counted when something is published
);

CREATE UNIQUE INDEX topics_name_idx ON topics (lower(name));

CREATE TABLE topic_former_slugs (
    slug     slug PRIMARY KEY,
    topic_id uuid NOT NULL REFERENCES topics (id) ON DELETE CASCADE
);

CREATE TABLE matters (
    id         uuid PRIMARY KEY,
    slug       slug NOT NULL UNIQUE,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    items      int  NOT NULL DEFAULT 0,   -- public ones, their meetings and the latest of these; counted when something is published
    meetings   int  NOT NULL DEFAULT 0,
    latest_on  date
);

CREATE INDEX matters_latest_idx ON matters (latest_on DESC, slug) WHERE items > 0;
CREATE UNIQUE INDEX matters_name_idx ON matters (lower(name));

CREATE TABLE matter_former_slugs (
    slug      slug PRIMARY KEY,
    matter_id uuid NOT NULL REFERENCES matters (id) ON DELETE CASCADE
);

CREATE TABLE abbreviations (
    short text PRIMARY KEY CHECK (length(short) BETWEEN 1 AND 20),
    long  text NOT NULL CHECK (length(long) BETWEEN 1 AND 200)
);

-- The published note: its present version, rendered. How many versions it has had stands in note_versions.
CREATE TABLE notes (
    id                  uuid        PRIMARY KEY,
    meeting_id          uuid        NOT NULL UNIQUE REFERENCES meetings (id),
    title               text        NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    language            text        NOT NULL DEFAULT 'sv' CHECK (length(language) BETWEEN 2 AND 35),
    lead_html           text        NOT NULL,
    lead_text           text        NOT NULL,
    contact             text CHECK (length(contact) BETWEEN 1 AND 200),
    documents           jsonb       NOT NULL DEFAULT '[]',
    minutes             jsonb       NOT NULL DEFAULT '[]',
    next_meeting_on     date,
    published_at        timestamptz NOT NULL,
    corrected_at        timestamptz,
    changed_at          timestamptz NOT NULL,
    version             int         NOT NULL CHECK (version >= 1),
    file_hash           bytea,
    edited_since_import boolean     NOT NULL DEFAULT false,
    withdrawn_at        timestamptz,
    withdrawn_reason    text CHECK (length(withdrawn_reason) BETWEEN 1 AND 1000),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
);

CREATE INDEX notes_published_at_idx ON notes (published_at DESC) WHERE withdrawn_at IS NULL;

-- The dated, public change notes of a note ("Uppdaterad").
CREATE TABLE note_corrections (
    note_id      uuid        NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
    position     int         NOT NULL,
    corrected_at timestamptz NOT NULL,
    text         text        NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    PRIMARY KEY (note_id, position)
);

-- One immutable snapshot per publication or correction: the note file as it would be exported.
CREATE TABLE note_versions (
    note_id    uuid        NOT NULL REFERENCES notes (id),
    number     int         NOT NULL CHECK (number >= 1),
    kind       text        NOT NULL CHECK (kind IN ('first', 'minor', 'substantive')),
    document   text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (note_id, number)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER note_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON note_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE agenda_items (
    id         uuid     PRIMARY KEY,
    note_id    uuid     NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
    position   smallint NOT NULL CHECK (position >= 1),
    anchor     slug     NOT NULL CHECK (anchor <> 'innehall' AND anchor NOT LIKE 'sida-%'),
    heading    text     NOT NULL CHECK (length(heading) BETWEEN 1 AND 300),
    language   text CHECK (length(language) BETWEEN 2 AND 35),
    html       text     NOT NULL,
    text       text     NOT NULL,
    matter_id  uuid REFERENCES matters (id),
    UNIQUE (note_id, anchor),
    UNIQUE (note_id, position) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX agenda_items_matter_idx ON agenda_items (matter_id) WHERE matter_id IS NOT NULL;

CREATE TABLE item_topics (
    item_id  uuid     NOT NULL REFERENCES agenda_items (id) ON DELETE CASCADE,
    topic_id uuid     NOT NULL REFERENCES topics (id),
    position smallint NOT NULL,
    PRIMARY KEY (item_id, topic_id)
);

CREATE INDEX item_topics_topic_idx ON item_topics (topic_id, item_id);

CREATE TABLE follow_ups (
    id          uuid     PRIMARY KEY,
    body_id     uuid     NOT NULL REFERENCES bodies (id),
    slug        slug     NOT NULL,
    item_id     uuid     NOT NULL REFERENCES agenda_items (id),
    position    smallint NOT NULL,
    text        text     NOT NULL CHECK (length(text) BETWEEN 1 AND 500),
    responsible text CHECK (length(responsible) BETWEEN 1 AND 200),
    due         text CHECK (length(due) BETWEEN 1 AND 100),
    born_done   boolean  NOT NULL DEFAULT false,
    UNIQUE (body_id, slug)
);

CREATE INDEX follow_ups_item_idx ON follow_ups (item_id);

-- What an item of a later note said about a follow-up. "due" is the new one of "ongoing" and "moved".
CREATE TABLE follow_up_answers (
    id           uuid     PRIMARY KEY,
    follow_up_id uuid     NOT NULL REFERENCES follow_ups (id),
    item_id      uuid     NOT NULL REFERENCES agenda_items (id),
    position     smallint NOT NULL,
    text         text     NOT NULL CHECK (length(text) BETWEEN 1 AND 500),
    outcome      text     NOT NULL CHECK (outcome IN ('done', 'ongoing', 'moved', 'dropped')),
    due          text CHECK (length(due) BETWEEN 1 AND 100),
    UNIQUE (item_id, position),
    CHECK (due IS NULL OR outcome IN ('ongoing', 'moved'))
);

CREATE INDEX follow_up_answers_follow_up_idx ON follow_up_answers (follow_up_id);

CREATE TABLE images (
    hash         bytea PRIMARY KEY CHECK (length(hash) = 32),
    content_type text  NOT NULL CHECK (content_type IN ('image/png', 'image/jpeg', 'image/webp')),
    width        int   NOT NULL CHECK (width > 0),
    height       int   NOT NULL CHECK (height > 0),
    bytes        bytea NOT NULL CHECK (length(bytes) BETWEEN 1 AND 5242880)
);

-- An image is public while a published note shows it.
CREATE TABLE note_images (
    note_id uuid  NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
    name    text  NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    hash    bytea NOT NULL REFERENCES images (hash),
    PRIMARY KEY (note_id, name)
);

CREATE INDEX note_images_hash_idx ON note_images (hash);

-- Not public: a note that waits, for somebody (publish_at is null) or for its time.
CREATE TABLE note_drafts (
    id         uuid        PRIMARY KEY,
    body_slug  slug        NOT NULL,
    held_on    date        NOT NULL,
    number     smallint    NOT NULL,
    document   text        NOT NULL,
    publish_at timestamptz,
    file_hash  bytea,
    saved_at   timestamptz NOT NULL,
    UNIQUE (body_slug, held_on, number)
);

CREATE INDEX note_drafts_publish_at_idx ON note_drafts (publish_at) WHERE publish_at IS NOT NULL;

CREATE TABLE draft_images (
    draft_id uuid  NOT NULL REFERENCES note_drafts (id) ON DELETE CASCADE,
    name     text  NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    hash     bytea NOT NULL REFERENCES images (hash),
    PRIMARY KEY (draft_id, name)
);

-- Counted when something is published, so that no page counts a million rows.
CREATE TABLE counts (
    body_id    uuid NOT NULL REFERENCES bodies (id) ON DELETE CASCADE,
    year       int  NOT NULL,
    notes      int  NOT NULL,
    items      int  NOT NULL,
    follow_ups int  NOT NULL,
    settled    int  NOT NULL,
    PRIMARY KEY (body_id, year)
);

CREATE TABLE audit_events (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    actor   text        NOT NULL,
    action  text        NOT NULL,
    note_id uuid,
    reason  text
);

CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Notes that a visitor may see, with the body and the meeting they belong to.
CREATE VIEW published_notes AS
SELECT n.id, n.meeting_id, m.body_id, m.held_on, m.number, m.starts_at, m.place,
       b.slug AS body_slug, b.name AS body_name,
       n.title, n.language, n.lead_html, n.lead_text, n.contact, n.documents, n.minutes, n.next_meeting_on,
       n.published_at, n.corrected_at, n.changed_at, n.version
FROM notes n
JOIN meetings m ON m.id = n.meeting_id
JOIN bodies b ON b.id = m.body_id
WHERE n.withdrawn_at IS NULL;

-- Follow-ups of published notes with the latest published answer: what it is now, never typed in.
CREATE VIEW follow_up_states AS
SELECT f.id, f.body_id, f.slug, f.item_id, f.position, f.text, f.responsible, f.due AS first_due, f.born_done,
       i.note_id, i.anchor AS item_anchor, i.position AS item_position, i.matter_id,
       n.body_slug, n.body_name, n.held_on, n.number,
       CASE WHEN a.outcome IN ('ongoing', 'moved') THEN a.due ELSE f.due END AS due,
       CASE
           WHEN a.outcome = 'done' OR (a.outcome IS NULL AND f.born_done) THEN 'done'
           WHEN a.outcome = 'dropped' THEN 'dropped'
           ELSE 'open'
       END AS state,
       a.outcome AS answer_outcome, a.text AS answer_text, a.item_anchor AS answer_anchor, a.body_slug AS answer_body_slug,
       a.held_on AS answer_held_on, a.number AS answer_number
FROM follow_ups f
JOIN agenda_items i ON i.id = f.item_id
JOIN published_notes n ON n.id = i.note_id
LEFT JOIN LATERAL (
    -- OFFSET 0: find the few answers first and sort them, rather than walk all meetings backwards until one has an answer.
    SELECT given.*
    FROM (
        SELECT x.outcome, x.text, x.due, xi.anchor AS item_anchor, xn.body_slug, xn.held_on, xn.number,
               xi.position AS item_position, x.position
        FROM follow_up_answers x
        JOIN agenda_items xi ON xi.id = x.item_id
        JOIN published_notes xn ON xn.id = xi.note_id
        WHERE x.follow_up_id = f.id
        OFFSET 0
    ) given
    ORDER BY given.held_on DESC, given.number DESC, given.item_position DESC, given.position DESC
    LIMIT 1
) a ON true;

-- One note in a list.
CREATE VIEW note_cards AS
SELECT n.id, n.body_id, n.body_slug, n.body_name, n.held_on, n.number, n.title, n.lead_text, n.published_at, n.corrected_at,
       ARRAY(SELECT i.anchor::text FROM agenda_items i WHERE i.note_id = n.id ORDER BY i.position) AS item_anchors,
       ARRAY(SELECT i.heading FROM agenda_items i WHERE i.note_id = n.id ORDER BY i.position) AS item_headings,
       (SELECT count(*)::int FROM follow_ups f JOIN agenda_items i ON i.id = f.item_id WHERE i.note_id = n.id) AS follow_ups,
       (SELECT count(*)::int FROM follow_up_states f WHERE f.note_id = n.id AND f.state <> 'open') AS settled
FROM published_notes n;

-- One meeting in a calendar; where it was moved from is the day it left last. The note is joined: an EXISTS makes PostgreSQL read
-- every note there is to fill a page.
CREATE VIEW calendar AS
SELECT m.id, m.body_id, b.slug AS body_slug, b.name AS body_name, m.held_on, m.number, m.starts_at, m.place, m.is_cancelled, m.cancel_reason,
       moved.held_on AS moved_from, moved.move_reason,
       n.id IS NOT NULL AS has_note
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

-- The first, plain search.
CREATE INDEX agenda_items_search_idx ON agenda_items USING gin (to_tsvector('swedish', heading || ' ' || text));
