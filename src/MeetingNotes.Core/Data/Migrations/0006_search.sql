-- Search. The words of an item are made in C# (Search/Swedish), at save and when somebody searches, so the database needs no Swedish
-- of its own: it keeps finished words and finds them.
--
-- What a word in the vector begins with says what it is:
--   trafik      the item's heading (labels A, and B when inflected), text or follow-up (C, D) has the word, in any inflection
--   =trafiken   an inflection as it is written, for "exact phrases"
--   ~trafik     a word has it as a part, or is made from it; with a place when that word stands in the heading
--   ^trafik     the heading has the word
--   @trafik     title, body, topics or matter of the item have it
--   #…          what it is filed under: #b body, #y year, #m month, #t topic, #f it has follow-ups
CREATE EXTENSION IF NOT EXISTS pg_trgm;

DROP INDEX agenda_items_search_idx;

-- One row for each public item.
CREATE TABLE search_items (
    item_id       uuid        PRIMARY KEY REFERENCES agenda_items (id) ON DELETE CASCADE,
    note_id       uuid        NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
    body_id       uuid        NOT NULL REFERENCES bodies (id),
    held_on       date        NOT NULL,
    position      smallint    NOT NULL,
    topics        uuid[]      NOT NULL,
    has_follow_up boolean     NOT NULL,
    public_since  timestamptz NOT NULL,    -- a later page of a search sees what its first page saw
    vector        tsvector    NOT NULL
);

CREATE INDEX search_items_note_idx ON search_items (note_id);

-- What waits to be taken in is read by every search: little of it.
CREATE INDEX search_items_vector_idx ON search_items USING gin (vector) WITH (gin_pending_list_limit = 256);

-- In how many items each word is, so that a search knows how much work it will be, and what somebody may have meant.
CREATE TABLE search_words (
    word    text COLLATE "C" PRIMARY KEY,
    whole   int NOT NULL DEFAULT 0,    -- also what is filed under a "#" word
    part    int NOT NULL DEFAULT 0,
    heading int NOT NULL DEFAULT 0,
    context int NOT NULL DEFAULT 0
);

CREATE INDEX search_words_like_idx ON search_words USING gin (word gin_trgm_ops) WHERE whole > 0;

-- The words of vectors, counted by what they are.
CREATE FUNCTION search_word_counts(lexeme text, items bigint, OUT word text, OUT whole bigint, OUT part bigint, OUT heading bigint, OUT context bigint)
    LANGUAGE sql IMMUTABLE AS
$$
    SELECT CASE WHEN left(lexeme, 1) IN ('~', '^', '@') THEN substr(lexeme, 2) ELSE lexeme END,
           CASE WHEN left(lexeme, 1) IN ('~', '^', '@') THEN 0 ELSE items END,
           CASE WHEN left(lexeme, 1) = '~' THEN items ELSE 0 END,
           CASE WHEN left(lexeme, 1) = '^' THEN items ELSE 0 END,
           CASE WHEN left(lexeme, 1) = '@' THEN items ELSE 0 END
$$;

-- What each public follow-up is on a day, and nothing else of it.
CREATE FUNCTION follow_up_states_on(today date) RETURNS TABLE (item_id uuid, state follow_up_state) LANGUAGE sql STABLE AS
$$
    SELECT f.item_id, follow_up_state(s.outcome, s.due_until, s.answer_due_on, b.latest_note_on, today)
    FROM follow_ups f
    JOIN follow_up_standings s ON s.follow_up_id = f.id
    JOIN bodies b ON b.id = s.body_id
$$;

-- Words that mean the same to somebody who searches, beside the abbreviations: landsting, region.
CREATE TABLE synonyms (
    word  text PRIMARY KEY CHECK (length(word) BETWEEN 1 AND 100),
    other text NOT NULL CHECK (length(other) BETWEEN 1 AND 200)
);

-- What made the words of the index: another dictionary or analyser makes others (SearchIndexing).
CREATE TABLE search_source (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    fingerprint text    NOT NULL
);

-- Notes whose items are to be indexed anew.
CREATE TABLE notes_to_index (
    note_id uuid PRIMARY KEY REFERENCES notes (id) ON DELETE CASCADE
);

-- What an item is found by besides its own words may change without a new version of the note.
CREATE FUNCTION index_notes_again() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO notes_to_index (note_id)
    SELECT n.id
    FROM notes n
    JOIN meetings m ON m.id = n.meeting_id
    WHERE CASE TG_TABLE_NAME
              WHEN 'bodies' THEN m.body_id = NEW.id
              WHEN 'meetings' THEN m.id = NEW.id
              WHEN 'topics' THEN n.id IN (SELECT i.note_id FROM item_topics t JOIN agenda_items i ON i.id = t.item_id WHERE t.topic_id = NEW.id)
              WHEN 'matters' THEN n.id IN (SELECT i.note_id FROM agenda_items i WHERE i.matter_id = NEW.id)
          END
    ON CONFLICT (note_id) DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER bodies_index_again AFTER UPDATE OF name ON bodies
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION index_notes_again();
CREATE TRIGGER meetings_index_again AFTER UPDATE OF held_on ON meetings
    FOR EACH ROW WHEN (OLD.held_on <> NEW.held_on) EXECUTE FUNCTION index_notes_again();
CREATE TRIGGER topics_index_again AFTER UPDATE OF name, synonyms ON topics
    FOR EACH ROW WHEN (OLD.name <> NEW.name OR OLD.synonyms <> NEW.synonyms) EXECUTE FUNCTION index_notes_again();
CREATE TRIGGER matters_index_again AFTER UPDATE OF name ON matters
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION index_notes_again();

-- Topics and matters are joined by moving their items.
CREATE FUNCTION index_note_of_item_again() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO notes_to_index (note_id)
    SELECT note_id FROM agenda_items WHERE id = CASE TG_TABLE_NAME WHEN 'agenda_items' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'item_id')::uuid END
    ON CONFLICT (note_id) DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER agenda_items_index_again AFTER UPDATE OF matter_id ON agenda_items
    FOR EACH ROW WHEN (OLD.matter_id IS DISTINCT FROM NEW.matter_id) EXECUTE FUNCTION index_note_of_item_again();
CREATE TRIGGER item_topics_index_again AFTER UPDATE OF topic_id ON item_topics
    FOR EACH ROW WHEN (OLD.topic_id <> NEW.topic_id) EXECUTE FUNCTION index_note_of_item_again();
