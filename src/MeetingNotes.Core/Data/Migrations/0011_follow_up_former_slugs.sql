-- A correction that takes a name out of a follow-up takes it out of the address too. The old address leads on for ever, and is kept as
-- SHA-256 only: whoever knows it comes right, and nobody can read here what it said.
CREATE TABLE follow_up_former_slugs (
    body_id      uuid  NOT NULL REFERENCES bodies (id),
    hash         bytea NOT NULL CHECK (length(hash) = 32),
    follow_up_id uuid  NOT NULL REFERENCES follow_ups (id) ON DELETE CASCADE,
    PRIMARY KEY (body_id, hash)
);

CREATE INDEX follow_up_former_slugs_follow_up_idx ON follow_up_former_slugs (follow_up_id);

-- What the follow-up of a body is called now, by what it is or has been called; a slug that nobody has had is given back as it is.
CREATE FUNCTION present_slug(body uuid, wanted text) RETURNS text LANGUAGE sql STABLE AS
$$
    SELECT coalesce(
        (SELECT f.slug::text
         FROM follow_up_former_slugs former
         JOIN follow_ups f ON f.id = former.follow_up_id
         WHERE former.body_id = body AND former.hash = sha256(convert_to(wanted, 'UTF8'))),
        wanted)
$$;

-- A word that no item says any more is forgotten: it may have been a name.
CREATE INDEX search_words_gone_idx ON search_words (word) WHERE whole = 0 AND part = 0 AND heading = 0 AND context = 0;

DELETE FROM search_words WHERE whole = 0 AND part = 0 AND heading = 0 AND context = 0;
