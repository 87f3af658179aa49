-- What is known of a video from outside. Used by appliance/store/jobs/metadata.cpp.

-- name: SetMetadata
UPDATE video_jobs
SET title = :title,
    source_meta = :source_meta,
    length_seconds = coalesce(json_extract(source_probe, '$.durationSeconds'),
                              json_extract(:source_meta, '$.durationSeconds'), 0),
    metadata_attempts = 0,
    metadata_due_at = NULL,
    updated_at = :now
WHERE id = :id;

-- name: MoveToMetaReady
-- From CREATED, or back from FAILED without a source.
UPDATE video_jobs
SET status = 'META_READY',
    metadata_due_at = NULL,
    source_file_name = NULL,
    source_size_bytes = NULL,
    source_content_type = NULL,
    failure_code = NULL,
    failure_message = NULL,
    failure_at = NULL,
    updated_at = :now
WHERE id = :id
  AND status = :from
  AND source_key IS NULL;

-- name: ScheduleMetadata
UPDATE video_jobs
SET metadata_attempts = metadata_attempts + 1,
    metadata_due_at = :due_at,
    updated_at = :now
WHERE id = :id
  AND status = 'CREATED';

-- name: ListMetadataDue
-- Walks video_jobs_metadata_due, which holds only jobs that still lack their metadata.
SELECT *
FROM video_jobs
WHERE metadata_due_at IS NOT NULL
  AND metadata_due_at <= :now
ORDER BY metadata_due_at
LIMIT :limit;

-- name: NextMetadataDue
SELECT min(metadata_due_at) AS due_at
FROM video_jobs
WHERE metadata_due_at IS NOT NULL;

-- name: SetThumbnail
INSERT INTO thumbnails (job_id, content_type, bytes, fetched_at)
VALUES (:job_id, :content_type, :bytes, :now)
ON CONFLICT (job_id) DO UPDATE
SET content_type = excluded.content_type,
    bytes = excluded.bytes,
    fetched_at = excluded.fetched_at;

-- name: FindThumbnail
SELECT t.content_type, t.bytes
FROM thumbnails AS t
JOIN video_jobs AS j ON j.id = t.job_id
WHERE t.job_id = :job_id
  AND j.user_id = :user_id;
