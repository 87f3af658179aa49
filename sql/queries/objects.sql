-- Statements on objects.db (sql/objects). Each that changes something runs inside one IMMEDIATE transaction of the writer, so what it
-- reads first cannot change before it writes.

-- name: FindStoreSetting
SELECT value
FROM settings
WHERE name = :name;

-- name: KeepStoreSetting
INSERT INTO settings (name, value)
VALUES (:name, :value)
ON CONFLICT (name) DO NOTHING;

-- name: SetStoreSetting
INSERT INTO settings (name, value)
VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE
SET value = excluded.value;

-- name: ListBuckets
SELECT bucket, created_at_ms
FROM buckets
ORDER BY bucket;

-- name: FindBucket
SELECT created_at_ms, cors
FROM buckets
WHERE bucket = :bucket;

-- name: KeepBucket
INSERT INTO buckets (bucket, created_at_ms, cors)
VALUES (:bucket, :now, '')
ON CONFLICT (bucket) DO NOTHING;

-- name: SetBucketCors
UPDATE buckets
SET cors = :cors
WHERE bucket = :bucket;

-- Only an empty bucket goes: asked in the statement that removes it, so that no object can come between.
-- name: DeleteEmptyBucket
DELETE FROM buckets
WHERE bucket = :bucket
  AND NOT EXISTS (SELECT 1 FROM objects WHERE objects.bucket = :bucket);

-- name: InsertUpload
INSERT INTO uploads (upload_id, bucket, key, content_type, headers, metadata, expected_bytes, checksum_kind,
                     checksum_is_composite, created_at_ms)
VALUES (:upload_id, :bucket, :key, :content_type, :headers, :metadata, :expected_bytes, :checksum_kind,
        :checksum_is_composite, :now);

-- The id alone would find it; the name is asked for so that a signed URL of one key never reaches another's upload.
-- name: FindUpload
SELECT content_type, headers, metadata, expected_bytes, checksum_kind, checksum_is_composite, created_at_ms
FROM uploads
WHERE upload_id = :upload_id
  AND bucket = :bucket
  AND key = :key;

-- name: DeleteUpload
DELETE FROM uploads
WHERE upload_id = :upload_id
  AND bucket = :bucket
  AND key = :key;

-- By the primary key (upload_id, part_number): in order without sorting.
-- name: ListUploadParts
SELECT part_number, file, size_bytes, etag, checksum_kind, checksum, stored_at_ms
FROM parts
WHERE upload_id = :upload_id
ORDER BY part_number;

-- Along the primary key; asked at each part of an upload that was begun for so many bytes.
-- name: SumOtherParts
SELECT coalesce(sum(size_bytes), 0) AS bytes
FROM parts
WHERE upload_id = :upload_id
  AND part_number <> :part_number;

-- name: FindPartFile
SELECT file
FROM parts
WHERE upload_id = :upload_id
  AND part_number = :part_number;

-- name: ReplacePart
INSERT INTO parts (upload_id, part_number, file, size_bytes, etag, checksum_kind, checksum, stored_at_ms)
VALUES (:upload_id, :part_number, :file, :size_bytes, :etag, :checksum_kind, :checksum, :now)
ON CONFLICT (upload_id, part_number) DO UPDATE
SET file = excluded.file,
    size_bytes = excluded.size_bytes,
    etag = excluded.etag,
    checksum_kind = excluded.checksum_kind,
    checksum = excluded.checksum,
    stored_at_ms = excluded.stored_at_ms;

-- name: DeletePart
DELETE FROM parts
WHERE upload_id = :upload_id
  AND part_number = :part_number;

-- name: DeleteUploadParts
DELETE FROM parts
WHERE upload_id = :upload_id;

-- name: FindObject
SELECT upload_id, size_bytes, etag, content_type, headers, metadata, checksum_kind, checksum_is_composite, checksum,
       modified_at_ms
FROM objects
WHERE bucket = :bucket
  AND key = :key;

-- name: FindObjectOfUpload
SELECT bucket, key
FROM objects
WHERE upload_id = :upload_id;

-- name: InsertObject
INSERT INTO objects (bucket, key, upload_id, size_bytes, etag, content_type, headers, metadata, checksum_kind,
                     checksum_is_composite, checksum, modified_at_ms, is_recorded)
VALUES (:bucket, :key, :upload_id, :size_bytes, :etag, :content_type, :headers, :metadata, :checksum_kind,
        :checksum_is_composite, :checksum, :now, 1);

-- Those that an older version stored; by the partial index, so that nothing is read where there are none.
-- name: ListUnrecordedObjects
SELECT bucket, key
FROM objects
WHERE is_recorded = 0
  AND (bucket, key) > (:bucket, :key)
ORDER BY bucket, key
LIMIT :limit;

-- name: MarkRecorded
UPDATE objects
SET is_recorded = 1
WHERE bucket = :bucket
  AND key = :key;

-- name: DeleteObject
DELETE FROM objects
WHERE bucket = :bucket
  AND key = :key;

-- In the order of keys, from the primary key; whoever asks stops at the first key beyond the prefix. One bound alone: of two, the one
-- that is searched for may be the lower, and all between them is read.
-- name: ListObjects
SELECT key, size_bytes, etag, checksum_kind, checksum_is_composite, modified_at_ms
FROM objects
WHERE bucket = :bucket
  AND key >= :from
ORDER BY key
LIMIT :limit;

-- Open uploads are few: sorting them costs less than an index that each one would have to keep. All of a key that comes
-- after `after_id`, then all of the keys behind it.
-- name: ListUploads
SELECT key, upload_id, checksum_kind, checksum_is_composite, created_at_ms
FROM uploads
WHERE bucket = :bucket
  AND key >= :prefix
  AND (key, upload_id) > (:after, :after_id)
ORDER BY key, upload_id
LIMIT :limit;

-- Once, at start: which files the rows name, and which of those belong to uploads that are still open.
-- name: ListAllPartFiles
SELECT parts.file AS file,
       parts.upload_id AS upload_id,
       parts.part_number AS part_number,
       uploads.upload_id IS NOT NULL AS is_open
FROM parts
LEFT JOIN uploads ON uploads.upload_id = parts.upload_id
ORDER BY parts.file;
