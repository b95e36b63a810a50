-- HTML is made when a note is saved. What it is made with may change later: an abbreviation, or the renderer itself. The notes that
-- this concerns stand here until they have been rendered again (NoteRerendering). It makes no version: no word of theirs has changed.
CREATE TABLE notes_to_render (
    note_id uuid PRIMARY KEY REFERENCES notes (id) ON DELETE CASCADE
);
