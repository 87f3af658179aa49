-- What has been kept long enough (retention.*). Used by appliance/store/bytes/retention.cpp.

-- name: ListOldSources
-- Along upload_sessions_completed. Not while somebody waits for work on it.
SELECT s.job_id AS job_id
FROM upload_sessions AS s
JOIN video_jobs AS j ON j.id = s.job_id
WHERE s.completed_at <= :before
  AND (j.status IN ('READY', 'FAILED') OR j.held = 1)
ORDER BY s.completed_at
LIMIT :limit;

-- name: DropSource
UPDATE video_jobs
SET source_key = NULL,
    updated_at = :now
WHERE id = :id
  AND status IN ('READY', 'FAILED')
  AND source_key IS NOT NULL;

-- name: ListJobsWithOldArtifacts
-- Along video_artifacts_by_age, at most :limit artifacts: a job comes once for each of them. Not while artifacts are being made.
SELECT a.job_id AS job_id
FROM video_artifacts AS a
JOIN video_jobs AS j ON j.id = a.job_id
WHERE a.created_at <= :before
  AND (j.status IN ('READY', 'FAILED') OR j.held = 1)
ORDER BY a.created_at
LIMIT :limit;

-- name: DropOldArtifacts
DELETE FROM video_artifacts
WHERE job_id = :job_id
  AND created_at <= :before
RETURNING key;

-- name: ListArtifactsOfKey
-- By video_artifacts_by_key.
SELECT *
FROM video_artifacts
WHERE key = :key;

-- name: ListJobsOfSource
SELECT id AS job_id
FROM video_jobs
WHERE source_key = :key;
