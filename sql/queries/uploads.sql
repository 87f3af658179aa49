-- Upload sessions and parts. Used by appliance/store/bytes/uploads.cpp.

-- name: FindUpload
SELECT *
FROM upload_sessions
WHERE job_id = :job_id;

-- name: AddUpload
INSERT INTO upload_sessions (job_id, upload_id, key, token, file_name, size_bytes, content_type, last_modified, duration_seconds,
                             part_size, part_count, created_at, expires_at)
VALUES (:job_id, :upload_id, :key, :token, :file_name, :size_bytes, :content_type, :last_modified, :duration_seconds,
        :part_size, :part_count, :now, :expires_at);

-- name: MoveToUploadReady
UPDATE video_jobs
SET status = 'UPLOAD_READY',
    source_file_name = :file_name,
    source_size_bytes = :size_bytes,
    source_content_type = :content_type,
    updated_at = :now
WHERE id = :id
  AND status = 'META_READY';

-- name: MoveToUploading
UPDATE video_jobs
SET status = 'UPLOADING',
    updated_at = :now
WHERE id = :id
  AND status = 'UPLOAD_READY';

-- name: FindPart
SELECT etag, size_bytes
FROM upload_parts
WHERE job_id = :job_id
  AND part_number = :part_number;

-- name: PutPart
INSERT INTO upload_parts (job_id, part_number, etag, size_bytes, reported_at)
VALUES (:job_id, :part_number, :etag, :size_bytes, :now)
ON CONFLICT (job_id, part_number) DO UPDATE
SET etag = excluded.etag,
    size_bytes = excluded.size_bytes,
    reported_at = excluded.reported_at;

-- name: ListParts
SELECT part_number, etag, size_bytes
FROM upload_parts
WHERE job_id = :job_id
ORDER BY part_number;

-- name: CompleteUpload
UPDATE upload_sessions
SET completed_at = :now
WHERE job_id = :job_id
  AND completed_at IS NULL;

-- name: MoveUploadingToUploaded
UPDATE video_jobs
SET status = 'UPLOADED',
    source_key = :source_key,
    source_probe = NULL,
    length_seconds = ifnull(json_extract(source_meta, '$.durationSeconds'), 0),
    queue_at = :now,
    attempts = 0,
    process_requested = 0,
    updated_at = :now
WHERE id = :id
  AND status = 'UPLOADING';

-- name: EndUpload
-- Parts go with the session (ON DELETE CASCADE).
DELETE FROM upload_sessions
WHERE job_id = :job_id;

-- name: MoveUpload
UPDATE upload_sessions
SET upload_id = :to
WHERE job_id = :job_id
  AND upload_id = :from
  AND completed_at IS NULL;

-- name: ListExpiredUploads
-- Walks upload_sessions_open.
SELECT *
FROM upload_sessions
WHERE completed_at IS NULL
  AND expires_at <= :now
ORDER BY expires_at
LIMIT :limit;
