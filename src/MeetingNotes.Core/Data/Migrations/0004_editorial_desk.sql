-- The editorial desk: who may do what, drafts that people work on together, and what was done.

-- Whoever has signed in. The sign-in service says who it is (issuer and subject), never the e-mail address, which may change owner.
CREATE TABLE people (
    id            uuid        PRIMARY KEY,
    issuer        text        NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
    subject       text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 500),
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    email         text        CHECK (length(email) BETWEEN 3 AND 254),
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    blocked_at    timestamptz,
    UNIQUE (issuer, subject)
);

-- Roles given at the desk or by the verb "grant". No body: all bodies.
CREATE TABLE person_roles (
    person_id uuid NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role      text NOT NULL CHECK (role IN ('writer', 'editor', 'administrator')),
    body_id   uuid REFERENCES bodies (id),
    UNIQUE NULLS NOT DISTINCT (person_id, role, body_id),
    CHECK (role <> 'administrator' OR body_id IS NULL)
);

-- Roles that wait for somebody to sign in with that address for the first time.
CREATE TABLE invitations (
    email      text        NOT NULL CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
    role       text        NOT NULL CHECK (role IN ('writer', 'editor', 'administrator')),
    body_id    uuid        REFERENCES bodies (id),
    invited_at timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (email, role, body_id),
    CHECK (role <> 'administrator' OR body_id IS NULL)
);

-- Signed in now. A row that is gone ends the session on every instance at the next request.
CREATE TABLE staff_sessions (
    id         uuid        PRIMARY KEY,
    person_id  uuid        NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    roles      text[]      NOT NULL DEFAULT '{}' CHECK (roles <@ '{writer,editor,administrator}'),    -- what the sign-in service gave
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);

CREATE INDEX staff_sessions_person_idx ON staff_sessions (person_id);

ALTER TABLE bodies
    ADD COLUMN needs_second_person boolean NOT NULL DEFAULT false,                                    -- writer and reviewer must differ
    ADD COLUMN standard_lead text NOT NULL DEFAULT '' CHECK (length(standard_lead) <= 2000);          -- what a new note begins with

-- A draft is a note that is written, reviewed or waits for its time; with note_id, the next version of a published one. "document" is a
-- note file when it came from one, and JSON (DraftContent) once somebody has edited it. Any change of it takes the approval away: the
-- table itself refuses an approval of another text.
ALTER TABLE note_drafts
    ADD COLUMN note_id         uuid REFERENCES notes (id),
    ADD COLUMN base_version    int,                                                                  -- of the note, when the correction was begun
    ADD COLUMN revision        int  NOT NULL DEFAULT 1 CHECK (revision >= 1),
    ADD COLUMN created_at      timestamptz,
    ADD COLUMN owner_id        uuid REFERENCES people (id),
    ADD COLUMN saved_by        uuid REFERENCES people (id),
    ADD COLUMN submitted_at    timestamptz,
    ADD COLUMN submitted_by    uuid REFERENCES people (id),
    ADD COLUMN returned_at     timestamptz,
    ADD COLUMN approved_at     timestamptz,
    ADD COLUMN approved_by     uuid REFERENCES people (id),
    ADD COLUMN approved_hash   bytea,
    ADD COLUMN attested_by     uuid REFERENCES people (id),
    ADD COLUMN change_kind     text CHECK (change_kind IN ('minor', 'substantive')),
    ADD COLUMN change_note     text CHECK (length(change_note) BETWEEN 1 AND 2000),
    ADD COLUMN override_hash   bytea,                                                                 -- of the text whose numbers of persons were allowed
    ADD COLUMN override_by     uuid REFERENCES people (id),
    ADD COLUMN override_reason text CHECK (length(override_reason) BETWEEN 1 AND 1000),
    ADD COLUMN schedule_failed text CHECK (length(schedule_failed) BETWEEN 1 AND 2000);

UPDATE note_drafts
SET created_at = saved_at, submitted_at = saved_at,
    approved_at = CASE WHEN publish_at IS NOT NULL THEN saved_at END,
    approved_hash = CASE WHEN publish_at IS NOT NULL THEN sha256(convert_to(document, 'UTF8')) END
WHERE created_at IS NULL;

UPDATE note_drafts SET submitted_at = NULL WHERE approved_at IS NULL;

ALTER TABLE note_drafts
    ALTER COLUMN created_at SET NOT NULL,
    ADD CONSTRAINT note_drafts_approval_check CHECK ((approved_at IS NULL) = (approved_hash IS NULL)
        AND (approved_hash IS NULL OR approved_hash = sha256(convert_to(document, 'UTF8')))
        AND (approved_at IS NULL OR submitted_at IS NOT NULL)),
    ADD CONSTRAINT note_drafts_schedule_check CHECK (publish_at IS NULL OR approved_at IS NOT NULL),
    ADD CONSTRAINT note_drafts_override_check CHECK ((override_hash IS NULL) = (override_reason IS NULL)),
    ADD CONSTRAINT note_drafts_change_check CHECK (change_note IS NULL OR change_kind = 'substantive');

CREATE UNIQUE INDEX note_drafts_note_idx ON note_drafts (note_id) WHERE note_id IS NOT NULL;

-- Everybody who has changed a word of the draft: none of them is its second person.
CREATE TABLE draft_writers (
    draft_id  uuid NOT NULL REFERENCES note_drafts (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES people (id),
    PRIMARY KEY (draft_id, person_id)
);

-- Who has a draft open.
CREATE TABLE draft_presence (
    draft_id  uuid        NOT NULL REFERENCES note_drafts (id) ON DELETE CASCADE,
    person_id uuid        NOT NULL REFERENCES people (id),
    since     timestamptz NOT NULL,
    seen_at   timestamptz NOT NULL,
    PRIMARY KEY (draft_id, person_id)
);

CREATE TABLE draft_comments (
    id          uuid        PRIMARY KEY,
    draft_id    uuid        NOT NULL REFERENCES note_drafts (id) ON DELETE CASCADE,
    item_key    text        CHECK (length(item_key) BETWEEN 1 AND 20),                                -- null: about the whole note
    person_id   uuid        NOT NULL REFERENCES people (id),
    text        text        NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    written_at  timestamptz NOT NULL,
    resolved_at timestamptz
);

CREATE INDEX draft_comments_draft_idx ON draft_comments (draft_id, written_at);

-- Lets somebody without an account read a draft. Only the hash of the secret is kept; it dies with the draft.
CREATE TABLE preview_links (
    token_hash bytea       PRIMARY KEY CHECK (length(token_hash) = 32),
    id         uuid        NOT NULL UNIQUE,
    draft_id   uuid        NOT NULL REFERENCES note_drafts (id) ON DELETE CASCADE,
    created_by uuid        NOT NULL REFERENCES people (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);

CREATE INDEX preview_links_draft_idx ON preview_links (draft_id);

-- Who answers for a version, beside what it says.
ALTER TABLE note_versions
    ADD COLUMN written_by      uuid REFERENCES people (id),
    ADD COLUMN approved_by     uuid REFERENCES people (id),
    ADD COLUMN attested_by     uuid REFERENCES people (id),
    ADD COLUMN override_by     uuid REFERENCES people (id),
    ADD COLUMN override_reason text;

-- A decision to destroy (gallringsbeslut). Only with one may a published version be deleted, and the decision itself stays.
CREATE TABLE disposals (
    note_id     uuid        PRIMARY KEY,
    meeting_id  uuid        NOT NULL REFERENCES meetings (id),
    decision    text        NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
    reason      text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    disposed_by uuid        REFERENCES people (id),
    disposed_at timestamptz NOT NULL
);

CREATE TRIGGER disposals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON disposals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_deletion_without_decision() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF EXISTS (SELECT 1 FROM disposals d WHERE d.note_id = OLD.note_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

DROP TRIGGER note_versions_append_only ON note_versions;
CREATE TRIGGER note_versions_append_only BEFORE UPDATE OR TRUNCATE ON note_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER note_versions_deletion BEFORE DELETE ON note_versions
    FOR EACH ROW EXECUTE FUNCTION refuse_deletion_without_decision();

-- Which images a version showed, also those that a later version took away: staff can go back to it whole.
CREATE TABLE version_images (
    note_id uuid  NOT NULL REFERENCES notes (id),
    number  int   NOT NULL CHECK (number >= 1),                                                      -- of the version
    name    text  NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    hash    bytea NOT NULL REFERENCES images (hash),
    PRIMARY KEY (note_id, number, name)
);

CREATE INDEX version_images_hash_idx ON version_images (hash);

INSERT INTO version_images (note_id, number, name, hash)
SELECT n.id, n.version, x.name, x.hash FROM note_images x JOIN notes n ON n.id = x.note_id;

CREATE TRIGGER version_images_append_only BEFORE UPDATE OR TRUNCATE ON version_images
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER version_images_deletion BEFORE DELETE ON version_images
    FOR EACH ROW EXECUTE FUNCTION refuse_deletion_without_decision();

-- Who, what and about what. "actor" is the name at the time; a program has no person.
ALTER TABLE audit_events
    ADD COLUMN person_id uuid REFERENCES people (id),
    ADD COLUMN draft_id  uuid,
    ADD COLUMN subject   text CHECK (length(subject) BETWEEN 1 AND 500);

CREATE INDEX audit_events_note_idx ON audit_events (note_id, id) WHERE note_id IS NOT NULL;
CREATE INDEX audit_events_draft_idx ON audit_events (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX audit_events_person_idx ON audit_events (person_id, id) WHERE person_id IS NOT NULL;

-- Mail that waits to be sent, written in the transaction that it tells of. A mail of the same key is the same mail.
CREATE TABLE outbox (
    id          uuid        PRIMARY KEY,
    key         text        NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 200),
    recipient   text        NOT NULL CHECK (length(recipient) BETWEEN 3 AND 254),
    subject     text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 300),
    text        text        NOT NULL,
    created_at  timestamptz NOT NULL,
    next_try_at timestamptz,                                                                         -- null: sent, or given up
    attempts    int         NOT NULL DEFAULT 0,
    sent_at     timestamptz,
    failure     text,
    CHECK (sent_at IS NULL OR next_try_at IS NULL)
);

CREATE INDEX outbox_next_try_idx ON outbox (next_try_at) WHERE next_try_at IS NOT NULL;

-- An address that the sign-in service vouches for. Only such a one is used to find a person by, as an invitation or the verb "grant" does.
ALTER TABLE people ADD COLUMN is_email_verified boolean NOT NULL DEFAULT false;
