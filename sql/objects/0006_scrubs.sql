-- What `clipbox storage verify` found. It reads every file against its digests.

-- The last run, which is one row. `position`: the upload_id that was looked at last. ended_at_ms is NULL while it runs, and after it was
-- stopped: then the next run goes on behind `position`.
CREATE TABLE scrubs (
  id            INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  started_at_ms INTEGER NOT NULL,
  ended_at_ms   INTEGER,
  position      TEXT    NOT NULL,
  objects       INTEGER NOT NULL CHECK (objects >= 0),
  bytes         INTEGER NOT NULL CHECK (bytes >= 0),
  damaged       INTEGER NOT NULL CHECK (damaged >= 0),
  set_aside     INTEGER NOT NULL CHECK (set_aside >= 0)
) STRICT;

-- What was not right of an object when it was last looked at. part_number 0: of the object as a whole.
CREATE TABLE damages (
  upload_id   TEXT    NOT NULL,
  part_number INTEGER NOT NULL CHECK (part_number BETWEEN 0 AND 10000),
  problem     TEXT    NOT NULL,
  found_at_ms INTEGER NOT NULL,
  PRIMARY KEY (upload_id, part_number)
) STRICT, WITHOUT ROWID;
