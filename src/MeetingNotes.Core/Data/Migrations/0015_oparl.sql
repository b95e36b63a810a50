-- What OParl tells beside the log of changes (0014): since when a thing has been public, when anything that stands inside it changed last, and
-- which agenda items are gone. Nothing of it is read by /api/v1.
ALTER TABLE public_changes
    ADD COLUMN created_at       timestamptz,    -- first told of
    ADD COLUMN whole_changed_at timestamptz,    -- as changed_at; a meeting's also when its note changes, which stands inside it
    ADD COLUMN body_id          uuid;           -- of a meeting, also when the meeting is gone

-- An item that a correction left out, or that went with its note by decision. When it went is when its note changed last.
CREATE TABLE removed_items (
    id         uuid        PRIMARY KEY,
    note_id    uuid        NOT NULL,
    created_at timestamptz NOT NULL
);

-- What is there already has been there at least since its last change; an item since its note was published.
ALTER TABLE agenda_items ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE agenda_items DISABLE TRIGGER agenda_items_tell;
UPDATE agenda_items i
SET created_at = least(n.published_at, c.changed_at)
FROM notes n
JOIN public_changes c ON c.kind = 'note' AND c.id = n.id
WHERE n.id = i.note_id;
ALTER TABLE agenda_items ENABLE TRIGGER agenda_items_tell;

UPDATE public_changes c
SET created_at = c.changed_at, whole_changed_at = c.changed_at, body_id = (SELECT m.body_id FROM meetings m WHERE c.kind = 'meeting' AND m.id = c.id);
UPDATE public_changes c
SET whole_changed_at = greatest(c.changed_at, x.changed_at)
FROM notes n
JOIN public_changes x ON x.kind = 'note' AND x.id = n.id
WHERE c.kind = 'meeting' AND c.id = n.meeting_id;

ALTER TABLE public_changes
    ALTER COLUMN created_at SET NOT NULL,
    ALTER COLUMN whole_changed_at SET NOT NULL;

-- Each list of OParl is read along one of these.
CREATE INDEX public_changes_created_idx ON public_changes (kind, created_at, id);
CREATE INDEX public_changes_whole_idx ON public_changes (kind, whole_changed_at, id);
CREATE INDEX public_changes_body_created_idx ON public_changes (body_id, created_at, id) WHERE kind = 'meeting';
CREATE INDEX public_changes_body_whole_idx ON public_changes (body_id, whole_changed_at, id) WHERE kind = 'meeting';
CREATE INDEX agenda_items_created_idx ON agenda_items (created_at, id);
CREATE INDEX removed_items_created_idx ON removed_items (created_at, id);
CREATE INDEX removed_items_note_idx ON removed_items (note_id);

-- As before (0014), with the new columns.
CREATE OR REPLACE FUNCTION tell_change(changed_kind text, changed_ids uuid[]) RETURNS void LANGUAGE sql AS
$$
    SELECT pg_advisory_xact_lock(5653189071402);

    INSERT INTO public_changes AS c (kind, id, number, changed_at, created_at, whole_changed_at, body_id)
    SELECT changed_kind, changed.id, nextval('public_change_numbers'), changed.at, changed.at, changed.at,
           (SELECT m.body_id FROM meetings m WHERE changed_kind = 'meeting' AND m.id = changed.id)
    FROM (SELECT id, clock_timestamp() AS at FROM unnest(changed_ids) AS x (id)) changed
    ON CONFLICT (kind, id) DO UPDATE
    SET number = excluded.number, changed_at = excluded.changed_at, whole_changed_at = excluded.whole_changed_at,
        body_id = coalesce(excluded.body_id, c.body_id);

    UPDATE public_changes
    SET whole_changed_at = clock_timestamp()
    WHERE changed_kind = 'note' AND kind = 'meeting' AND id IN (SELECT n.meeting_id FROM notes n WHERE n.id = ANY(changed_ids));
$$;

CREATE FUNCTION keep_removed_item() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO removed_items (id, note_id, created_at) VALUES (OLD.id, OLD.note_id, OLD.created_at) ON CONFLICT (id) DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER agenda_items_keep_removed AFTER DELETE ON agenda_items FOR EACH ROW EXECUTE FUNCTION keep_removed_item();
