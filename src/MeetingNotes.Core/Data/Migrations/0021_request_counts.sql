-- How much those who ask for much have asked for in this minute, of all instances.
CREATE TABLE request_counts (
    subject  text        NOT NULL CHECK (length(subject) BETWEEN 1 AND 100),
    minute   timestamptz NOT NULL,
    requests int         NOT NULL CHECK (requests > 0),
    PRIMARY KEY (subject, minute)
);
