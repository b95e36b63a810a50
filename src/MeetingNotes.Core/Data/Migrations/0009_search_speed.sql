-- A search looks into the index many times, and each time reads all that waits to be taken in: let nothing wait.
ALTER INDEX search_items_vector_idx SET (fastupdate = off);
SELECT gin_clean_pending_list('search_items_vector_idx');

-- A search asks how the follow-ups of thousands of items stand: from the indexes alone.
DROP INDEX follow_ups_item_idx;
CREATE INDEX follow_ups_item_idx ON follow_ups (item_id) INCLUDE (id);
CREATE INDEX follow_up_standings_state_idx ON follow_up_standings (follow_up_id) INCLUDE (body_id, outcome, due_until, answer_due_on);
