-- Where published notes lead out of the portal, whether anybody answers there, and the portal's own copies of documents that are gone.

CREATE TABLE outgoing_links (
    id            uuid        PRIMARY KEY,                               -- md5 of the address
    url           text        NOT NULL CHECK (length(url) BETWEEN 8 AND 2000),
    next_check_at timestamptz NOT NULL,
    checked_at    timestamptz,
    fault         text        CHECK (fault IN ('missing', 'broken', 'silent', 'certificate', 'private')),
    fault_since   timestamptz,
    failures      int         NOT NULL DEFAULT 0 CHECK (failures >= 0),  -- in a row

    -- One failure says little. That an address is a closed network's own will not change by waiting.
    is_dead       boolean     NOT NULL GENERATED ALWAYS AS (failures >= 3 OR (fault IS NOT NULL AND fault = 'private')) STORED,
    CHECK ((fault IS NULL) = (failures = 0) AND (fault IS NULL) = (fault_since IS NULL))
);

CREATE INDEX outgoing_links_next_check_idx ON outgoing_links (next_check_at);
CREATE INDEX outgoing_links_dead_idx ON outgoing_links (fault_since) WHERE is_dead;

CREATE TABLE note_links (
    note_id uuid NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
    link_id uuid NOT NULL REFERENCES outgoing_links (id),
    PRIMARY KEY (note_id, link_id)
);

CREATE INDEX note_links_link_idx ON note_links (link_id);

CREATE TABLE link_copies (
    link_id     uuid        PRIMARY KEY REFERENCES outgoing_links (id) ON DELETE CASCADE,
    file_name   text        NOT NULL CHECK (file_name ~ '^[a-z0-9-]{1,80}\.pdf$'),
    bytes       bytea       NOT NULL CHECK (length(bytes) BETWEEN 1 AND 20971520),
    uploaded_at timestamptz NOT NULL
);

-- Called in the transaction that writes the notes. The HTML is the portal's own renderer's; what follows # is not sent to a server.
CREATE FUNCTION gather_links(ids uuid[], gathered_at timestamptz) RETURNS void LANGUAGE sql AS $$
    DELETE FROM note_links WHERE note_id = ANY(ids);

    WITH found AS MATERIALIZED (
        SELECT DISTINCT note_id, split_part(url, '#', 1) AS url
        FROM (
            SELECT n.id AS note_id, document ->> 'url' AS url
            FROM notes n, jsonb_array_elements(n.documents || n.minutes) AS document
            WHERE n.id = ANY(ids) AND document ->> 'status' IS DISTINCT FROM 'removed'
            UNION ALL
            SELECT html.note_id, replace(link[1], '&amp;', '&')
            FROM (SELECT id, lead_html FROM notes WHERE id = ANY(ids)
                  UNION ALL
                  SELECT note_id, html FROM agenda_items WHERE note_id = ANY(ids)) AS html (note_id, text),
                 regexp_matches(html.text, '<a href="(https?://[^"]+)"', 'gi') AS link
        ) AS written
        WHERE url ~* '^https?://' AND length(url) BETWEEN 8 AND 2000
    ), new_links AS (
        INSERT INTO outgoing_links (id, url, next_check_at)
        SELECT DISTINCT md5(url)::uuid, url, gathered_at FROM found
        ON CONFLICT (id) DO NOTHING
    )
    INSERT INTO note_links (note_id, link_id)
    SELECT note_id, md5(url)::uuid FROM found;
$$;

SELECT gather_links(coalesce(array_agg(id), '{}'), now()) FROM notes;
