-- Dead links as readers are told of them, everywhere alike. Of a closed network's own address they are told when there is a copy to read instead:
-- seen from the portal, the organisation's own site may look like that and work for everybody.
CREATE VIEW told_links AS
SELECT l.id, l.url, l.fault_since AS since, l.checked_at, l.fault = 'private' AS is_closed,
       c.file_name AS copy_name, octet_length(c.bytes) AS copy_bytes, c.uploaded_at
FROM outgoing_links l
LEFT JOIN link_copies c ON c.link_id = l.id
WHERE l.is_dead AND (l.fault <> 'private' OR c.link_id IS NOT NULL);

-- A copy is sent in pieces: a piece is read without unpacking what comes before it.
ALTER TABLE link_copies ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- now() is when the transaction began, which may have waited for others since: clients that ask for what is new (OParl) would have passed it by.
ALTER TABLE agenda_items ALTER COLUMN created_at SET DEFAULT clock_timestamp();
