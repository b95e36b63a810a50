-- Two administrators who change the same body: whoever comes second is told.
ALTER TABLE bodies ADD COLUMN revision int NOT NULL DEFAULT 1 CHECK (revision >= 1);
