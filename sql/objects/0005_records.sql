-- Whether the file of an object's first part says what the object is, so that this database can be made again from the files. Those
-- that an older version stored get their record at the next start.

ALTER TABLE objects ADD COLUMN is_recorded INTEGER NOT NULL DEFAULT 0 CHECK (is_recorded IN (0, 1));

CREATE INDEX objects_unrecorded ON objects (bucket, key) WHERE is_recorded = 0;
