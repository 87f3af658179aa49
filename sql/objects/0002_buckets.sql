-- Any number of buckets, and the headers that an object is given back with.

-- The product's own bucket is '' here, whatever storage.bucket calls it, so that a new name in the configuration loses
-- no object.
CREATE TABLE buckets (
  bucket        TEXT NOT NULL PRIMARY KEY,
  created_at_ms INTEGER NOT NULL,
  cors          TEXT NOT NULL  -- its CORS rules in S3's XML; empty: none were put
) STRICT, WITHOUT ROWID;

INSERT INTO buckets (bucket, created_at_ms, cors)
VALUES ('', unixepoch() * 1000, '');

CREATE TABLE objects_of_buckets (
  bucket         TEXT NOT NULL,
  key            TEXT NOT NULL,
  upload_id      TEXT NOT NULL UNIQUE,
  size_bytes     INTEGER NOT NULL CHECK (size_bytes >= 0),
  etag           TEXT NOT NULL,
  content_type   TEXT NOT NULL,
  headers        TEXT NOT NULL,  -- Content-Encoding, Cache-Control, …: a JSON object of texts
  metadata       TEXT NOT NULL,  -- a JSON object of texts
  modified_at_ms INTEGER NOT NULL,
  PRIMARY KEY (bucket, key)
) STRICT, WITHOUT ROWID;

INSERT INTO objects_of_buckets (bucket, key, upload_id, size_bytes, etag, content_type, headers, metadata, modified_at_ms)
SELECT '', key, upload_id, size_bytes, etag, content_type, '{}', metadata, modified_at_ms
FROM objects;

DROP TABLE objects;
ALTER TABLE objects_of_buckets RENAME TO objects;

CREATE TABLE uploads_of_buckets (
  upload_id     TEXT NOT NULL PRIMARY KEY,
  bucket        TEXT NOT NULL,
  key           TEXT NOT NULL,
  content_type  TEXT NOT NULL,
  headers       TEXT NOT NULL,
  metadata      TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO uploads_of_buckets (upload_id, bucket, key, content_type, headers, metadata, created_at_ms)
SELECT upload_id, '', key, content_type, '{}', metadata, created_at_ms
FROM uploads;

DROP TABLE uploads;
ALTER TABLE uploads_of_buckets RENAME TO uploads;
