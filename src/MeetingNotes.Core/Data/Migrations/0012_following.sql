-- Following by e-mail, without an account. A reader is an address that has been confirmed; whoever leaves is deleted with all that hangs on it.

CREATE TABLE readers (
    id           uuid        PRIMARY KEY,
    address      text        NOT NULL CHECK (length(address) BETWEEN 3 AND 254),
    secret       text        NOT NULL UNIQUE CHECK (secret ~ '^[0-9a-f]{48}$'),    -- stands in every mail, so it is kept as it is
    is_weekly    boolean     NOT NULL DEFAULT false,
    is_paused    boolean     NOT NULL DEFAULT false,
    confirmed_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX readers_address_idx ON readers (lower(address));

-- A search that somebody follows. "query" is the tsquery it has become; what meets it has one of "keys", or the key is empty and it must be
-- tried. "made_with" says by which analyser and synonyms.
CREATE TABLE followed_searches (
    id        uuid   PRIMARY KEY,
    text      text   NOT NULL CHECK (length(text) BETWEEN 1 AND 200),
    path      text   NOT NULL,                                           -- where it is on the site
    body_id   uuid   REFERENCES bodies (id) ON DELETE CASCADE,
    year      int,
    topic_id  uuid   REFERENCES topics (id) ON DELETE CASCADE,
    state     text   CHECK (state IN ('open', 'waiting', 'missing', 'done', 'dropped')),
    query     text   NOT NULL,
    keys      text[] NOT NULL,
    made_with text   NOT NULL,
    UNIQUE NULLS NOT DISTINCT (text, body_id, year, topic_id, state)
);

CREATE INDEX followed_searches_keys_idx ON followed_searches USING gin (keys);

-- With none of the five: everything.
CREATE TABLE follows (
    id           uuid        PRIMARY KEY,
    reader_id    uuid        NOT NULL REFERENCES readers (id) ON DELETE CASCADE,
    body_id      uuid        REFERENCES bodies (id) ON DELETE CASCADE,
    topic_id     uuid        REFERENCES topics (id) ON DELETE CASCADE,
    matter_id    uuid        REFERENCES matters (id) ON DELETE CASCADE,
    follow_up_id uuid        REFERENCES follow_ups (id) ON DELETE CASCADE,
    search_id    uuid        REFERENCES followed_searches (id) ON DELETE CASCADE,
    since        timestamptz NOT NULL,
    CHECK (num_nonnulls(body_id, topic_id, matter_id, follow_up_id, search_id) <= 1),
    UNIQUE NULLS NOT DISTINCT (reader_id, body_id, topic_id, matter_id, follow_up_id, search_id)
);

CREATE INDEX follows_all_idx ON follows (reader_id) WHERE num_nonnulls(body_id, topic_id, matter_id, follow_up_id, search_id) = 0;
CREATE INDEX follows_body_idx ON follows (body_id) WHERE body_id IS NOT NULL;
CREATE INDEX follows_topic_idx ON follows (topic_id) WHERE topic_id IS NOT NULL;
CREATE INDEX follows_matter_idx ON follows (matter_id) WHERE matter_id IS NOT NULL;
CREATE INDEX follows_follow_up_idx ON follows (follow_up_id) WHERE follow_up_id IS NOT NULL;
CREATE INDEX follows_search_idx ON follows (search_id) WHERE search_id IS NOT NULL;

-- Somebody has typed an address; whose it is, is not known until the link in the mail has been used. Only the hash of the link is kept.
CREATE TABLE follow_requests (
    token_hash   bytea       PRIMARY KEY CHECK (length(token_hash) = 32),
    address      text        NOT NULL CHECK (length(address) BETWEEN 3 AND 254),
    targets      jsonb       NOT NULL,
    is_weekly    boolean     NOT NULL,
    created_at   timestamptz NOT NULL,
    confirmed_at timestamptz
);

CREATE INDEX follow_requests_address_idx ON follow_requests (lower(address));

-- What followers are to be told, written in the transaction in which it happens. "key" makes it happen once.
CREATE TABLE follow_events (
    id           uuid        PRIMARY KEY,
    key          text        NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 200),
    kind         text        NOT NULL CHECK (kind IN ('published', 'corrected', 'waiting', 'cancelled', 'moved')),
    note_id      uuid        REFERENCES notes (id) ON DELETE CASCADE,
    follow_up_id uuid        REFERENCES follow_ups (id) ON DELETE CASCADE,
    meeting_id   uuid        REFERENCES meetings (id) ON DELETE CASCADE,
    was_on       date,
    happened_at  timestamptz NOT NULL,
    spread_at    timestamptz,
    CHECK (num_nonnulls(note_id, follow_up_id, meeting_id) = 1)
);

CREATE INDEX follow_events_waiting_idx ON follow_events (happened_at) WHERE spread_at IS NULL;

-- One event for one reader, until it has become a mail: at once, or with the rest of the week.
CREATE TABLE notices (
    event_id  uuid        NOT NULL REFERENCES follow_events (id) ON DELETE CASCADE,
    reader_id uuid        NOT NULL REFERENCES readers (id) ON DELETE CASCADE,
    due_at    timestamptz NOT NULL,
    follows   uuid[]      NOT NULL,
    PRIMARY KEY (event_id, reader_id)
);

CREATE INDEX notices_due_idx ON notices (due_at, reader_id);
CREATE INDEX notices_reader_idx ON notices (reader_id);

-- Mail to readers goes after mail to one person that waits for it, can be read as HTML, says how to leave, and is forgotten sooner.
ALTER TABLE outbox
    ADD COLUMN html       text,
    ADD COLUMN leave_url  text,
    ADD COLUMN is_bulk    boolean NOT NULL DEFAULT false,
    ADD COLUMN for_reader boolean NOT NULL DEFAULT false,
    ADD COLUMN event_id   uuid REFERENCES follow_events (id) ON DELETE SET NULL;

DROP INDEX outbox_next_try_idx;
CREATE INDEX outbox_next_try_idx ON outbox (is_bulk, next_try_at, id) WHERE next_try_at IS NOT NULL;
CREATE INDEX outbox_reader_idx ON outbox (lower(recipient)) WHERE for_reader;
CREATE INDEX outbox_event_idx ON outbox (event_id) WHERE event_id IS NOT NULL;

-- How often something has been tried, by whoever tries, in an hour: limits that all instances share.
CREATE TABLE attempts (
    subject text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 100),
    hour    timestamptz NOT NULL,
    tries   int         NOT NULL,
    PRIMARY KEY (subject, hour)
);
