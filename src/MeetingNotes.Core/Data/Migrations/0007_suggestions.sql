-- Suggestions while somebody types: a name is found by how its words begin. The words of texts stand in search_words already.

-- Letters as searches compare them (Search/Swedish/Folding): small and without accents, but å, ä and ö are letters of their own.
CREATE FUNCTION folded(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(
    regexp_replace(
        normalize(translate(replace(lower(normalize(name, NFC) COLLATE "sv-SE-x-icu"), 'ß', 'ss'), 'åäöæø', U&'\E000\E001\E002\E001\E002'), NFD),
        '[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]', '', 'g'),
    U&'\E000\E001\E002', 'åäö');

CREATE FUNCTION name_words(names text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(array_remove(regexp_split_to_array(folded(array_to_string(names, ' ')) COLLATE "sv-SE-x-icu", '[^[:alnum:]]+'), ''));

ALTER TABLE bodies ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS (name_words(ARRAY[name])) STORED;
ALTER TABLE topics ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS (name_words(name || synonyms)) STORED;
ALTER TABLE matters ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS (name_words(ARRAY[name])) STORED;

-- Bodies and topics are few.
CREATE INDEX matters_words_idx ON matters USING gin (words) WHERE items > 0;
