-- What has changed of what is public, for whoever keeps a copy (/api/v1/changes). One row for each thing that is or has been public, with
-- the number of its latest change: who has read to a number asks for the rows above it. A row whose thing is gone, or not public any
-- longer, is its tombstone.
CREATE SEQUENCE public_change_numbers;

CREATE TABLE public_changes (
    kind       text        NOT NULL CHECK (kind IN ('body', 'topic', 'matter', 'meeting', 'note')),
    id         uuid        NOT NULL,
    number     bigint      NOT NULL UNIQUE,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (kind, id)
);

-- The lock is held from the number is taken until it is committed, so numbers become visible in their order and none is passed by. It is
-- taken by deferred triggers, that is at the very end of a transaction: nobody waits for it while they work, and what is undone (a note that
-- is published for trial) never comes here.
CREATE FUNCTION tell_change(changed_kind text, changed_ids uuid[]) RETURNS void LANGUAGE sql AS
$$
    SELECT pg_advisory_xact_lock(5653189071402);

    INSERT INTO public_changes (kind, id, number, changed_at)
    SELECT changed_kind, changed.id, nextval('public_change_numbers'), clock_timestamp()
    FROM unnest(changed_ids) AS changed (id)
    ON CONFLICT (kind, id) DO UPDATE SET number = excluded.number, changed_at = excluded.changed_at;
$$;

CREATE FUNCTION tell_note_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tell_change('note', ARRAY[coalesce(NEW.id, OLD.id)]);
    IF TG_OP <> 'UPDATE' OR (NEW.withdrawn_at IS NULL) <> (OLD.withdrawn_at IS NULL) THEN
        PERFORM tell_change('meeting', ARRAY[coalesce(NEW.meeting_id, OLD.meeting_id)]);    -- it says whether it has a note
    END IF;
    RETURN NULL;
END
$$;

-- What a note shows beside its own row.
CREATE FUNCTION tell_item_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tell_change('note', ARRAY(
        SELECT i.note_id
        FROM agenda_items i
        WHERE i.id = CASE TG_TABLE_NAME WHEN 'agenda_items' THEN (to_jsonb(OLD) ->> 'id')::uuid ELSE (to_jsonb(OLD) ->> 'item_id')::uuid END));
    RETURN NULL;
END
$$;

CREATE FUNCTION tell_meeting_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tell_change('meeting', ARRAY[coalesce(NEW.id, OLD.id)]);
    PERFORM tell_change('note', ARRAY(SELECT n.id FROM notes n WHERE n.meeting_id = NEW.id));
    RETURN NULL;
END
$$;

CREATE FUNCTION tell_meeting_day_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tell_change('meeting', ARRAY[NEW.meeting_id]);
    RETURN NULL;
END
$$;

-- A new name or address is seen in everything that names the body.
CREATE FUNCTION tell_body_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tell_change('body', ARRAY[NEW.id]);
    IF TG_OP = 'UPDATE' AND (NEW.slug, NEW.name) IS DISTINCT FROM (OLD.slug, OLD.name) THEN
        PERFORM tell_change('body', ARRAY(SELECT b.id FROM bodies b WHERE b.successor_id = NEW.id));
        PERFORM tell_change('meeting', ARRAY(SELECT m.id FROM meetings m WHERE m.body_id = NEW.id));
        PERFORM tell_change('note', ARRAY(SELECT n.id FROM notes n JOIN meetings m ON m.id = n.meeting_id WHERE m.body_id = NEW.id));
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION tell_former_name_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tell_change('body', ARRAY[coalesce(NEW.body_id, OLD.body_id)]);
    RETURN NULL;
END
$$;

CREATE FUNCTION tell_topic_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tell_change('topic', ARRAY[coalesce(NEW.id, OLD.id)]);
    IF TG_OP = 'UPDATE' AND (NEW.slug, NEW.name) IS DISTINCT FROM (OLD.slug, OLD.name) THEN
        PERFORM tell_change('note', ARRAY(SELECT DISTINCT i.note_id FROM item_topics t JOIN agenda_items i ON i.id = t.item_id WHERE t.topic_id = NEW.id));
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION tell_matter_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tell_change('matter', ARRAY[coalesce(NEW.id, OLD.id)]);
    IF TG_OP = 'UPDATE' AND (NEW.slug, NEW.name) IS DISTINCT FROM (OLD.slug, OLD.name) THEN
        PERFORM tell_change('note', ARRAY(SELECT DISTINCT i.note_id FROM agenda_items i WHERE i.matter_id = NEW.id));
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER notes_tell AFTER INSERT OR DELETE ON notes
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_note_change();
CREATE CONSTRAINT TRIGGER notes_tell_update AFTER UPDATE ON notes
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION tell_note_change();
CREATE CONSTRAINT TRIGGER agenda_items_tell AFTER UPDATE ON agenda_items
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION tell_item_change();
CREATE CONSTRAINT TRIGGER item_topics_tell AFTER UPDATE OR DELETE ON item_topics
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_item_change();
CREATE CONSTRAINT TRIGGER meetings_tell AFTER INSERT OR DELETE ON meetings
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_meeting_change();
CREATE CONSTRAINT TRIGGER meetings_tell_update AFTER UPDATE ON meetings
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION tell_meeting_change();
CREATE CONSTRAINT TRIGGER meeting_days_tell AFTER INSERT OR UPDATE ON meeting_days
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.moved_to IS NOT NULL) EXECUTE FUNCTION tell_meeting_day_change();
CREATE CONSTRAINT TRIGGER bodies_tell AFTER INSERT ON bodies
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_body_change();
CREATE CONSTRAINT TRIGGER bodies_tell_update AFTER UPDATE ON bodies
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.slug, OLD.name, OLD.description, OLD.contact, OLD.dissolved_on, OLD.successor_id)
          IS DISTINCT FROM (NEW.slug, NEW.name, NEW.description, NEW.contact, NEW.dissolved_on, NEW.successor_id))
    EXECUTE FUNCTION tell_body_change();
CREATE CONSTRAINT TRIGGER body_former_names_tell AFTER INSERT OR UPDATE OR DELETE ON body_former_names
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_former_name_change();
CREATE CONSTRAINT TRIGGER topics_tell AFTER INSERT OR DELETE ON topics
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_topic_change();
CREATE CONSTRAINT TRIGGER topics_tell_update AFTER UPDATE ON topics
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION tell_topic_change();
CREATE CONSTRAINT TRIGGER matters_tell AFTER INSERT OR DELETE ON matters
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_matter_change();
CREATE CONSTRAINT TRIGGER matters_tell_update AFTER UPDATE ON matters
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION tell_matter_change();

-- What is there already.
INSERT INTO public_changes (kind, id, number, changed_at)
SELECT kind, id, nextval('public_change_numbers'), changed_at
FROM (
    SELECT 1 AS step, 'body' AS kind, id, now() AS changed_at FROM bodies
    UNION ALL SELECT 2, 'topic', id, now() FROM topics
    UNION ALL SELECT 3, 'matter', id, now() FROM matters
    UNION ALL SELECT 4, 'meeting', id, now() FROM meetings
    UNION ALL SELECT 5, 'note', id, changed_at FROM notes
    ORDER BY step, changed_at, id
) present;
