-- objects.db: what the embedded object store knows about its files. The bytes lie in files whose names are in `parts`; a row exists
-- only for a file that is already durable, and a file is removed only after its row is gone.

CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Multipart uploads that are open.
CREATE TABLE uploads (
  upload_id     TEXT NOT NULL PRIMARY KEY,
  key           TEXT NOT NULL,
  content_type  TEXT NOT NULL,
  metadata      TEXT NOT NULL,  -- a JSON object of texts
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Objects that can be read. `upload_id` names the parts they consist of; one that was put in one go has an id and one part too, so that
-- completing an upload turns its parts into an object without touching a row of them.
CREATE TABLE objects (
  key            TEXT NOT NULL PRIMARY KEY,
  upload_id      TEXT NOT NULL UNIQUE,
  size_bytes     INTEGER NOT NULL CHECK (size_bytes >= 0),
  etag           TEXT NOT NULL,
  content_type   TEXT NOT NULL,
  metadata       TEXT NOT NULL,  -- a JSON object of texts
  modified_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Parts of open uploads and of objects; `file` is the opaque name under DIR/objects.
CREATE TABLE parts (
  upload_id   TEXT NOT NULL,
  part_number INTEGER NOT NULL CHECK (part_number BETWEEN 1 AND 10000),
  file        TEXT NOT NULL UNIQUE,
  size_bytes  INTEGER NOT NULL CHECK (size_bytes >= 0),
  etag        TEXT NOT NULL,
  stored_at_ms INTEGER NOT NULL,
  PRIMARY KEY (upload_id, part_number)
) STRICT, WITHOUT ROWID;
