-- What rows name in the object store, and what it adds up to. Used by appliance/store/bytes/inventory.cpp, quota.cpp and usage.cpp.

-- name: IsKeyNamed
-- By one index each. A pending delete names its key too: it is deleted by that row, not by the sweeper.
SELECT EXISTS (SELECT 1 FROM video_artifacts WHERE key = :key)
       OR EXISTS (SELECT 1 FROM video_jobs WHERE source_key = :key)
       OR EXISTS (SELECT 1 FROM upload_sessions WHERE key = :key)
       OR EXISTS (SELECT 1 FROM pending_deletes WHERE key = :key) AS named;

-- name: FindKeyOwner
-- As IsKeyNamed: the first that names it, by one index each.
SELECT a.job_id AS job_id,
       j.title AS title,
       a.type AS kind,
       coalesce(a.given_label, a.label) AS label
FROM video_artifacts AS a
JOIN video_jobs AS j ON j.id = a.job_id
WHERE a.key = :key
UNION ALL
SELECT id, title, 'source', coalesce(source_file_name, '')
FROM video_jobs
WHERE source_key = :key
UNION ALL
SELECT s.job_id, j.title, 'upload', s.file_name
FROM upload_sessions AS s
JOIN video_jobs AS j ON j.id = s.job_id
WHERE s.key = :key
UNION ALL
SELECT '', '', 'deleted', ''
FROM pending_deletes
WHERE key = :key
LIMIT 1;

-- name: IsUploadNamed
SELECT EXISTS (SELECT 1 FROM upload_sessions WHERE key = :key AND upload_id = :upload_id)
       OR EXISTS (SELECT 1 FROM pending_deletes WHERE key = :key AND upload_id = :upload_id) AS named;

-- name: ReadUserBytes
-- What is stored of a user, and what open uploads will bring: a session says the size of its file from the first part on. 26 ms with
-- 5,000 jobs and 100,000 artifacts of one user, and only where limits.user_bytes is set.
SELECT (SELECT coalesce(sum(s.size_bytes), 0)
        FROM video_jobs AS j
        JOIN upload_sessions AS s ON s.job_id = j.id
        WHERE j.user_id = :user_id)
       + (SELECT coalesce(sum(a.size_bytes), 0)
          FROM video_jobs AS j
          JOIN video_artifacts AS a ON a.job_id = j.id
          WHERE j.user_id = :user_id) AS bytes;

-- name: ListJobBytes
-- Along video_jobs_of_user and video_artifacts_sizes, which hold all that is asked of them.
SELECT j.id AS id,
       s.size_bytes AS source_bytes,
       count(a.size_bytes) AS artifacts,
       coalesce(sum(a.size_bytes), 0) AS artifact_bytes
FROM video_jobs AS j INDEXED BY video_jobs_of_user
LEFT JOIN upload_sessions AS s ON s.job_id = j.id
LEFT JOIN video_artifacts AS a INDEXED BY video_artifacts_sizes ON a.job_id = j.id
WHERE j.user_id = :user_id
GROUP BY j.id
ORDER BY j.id;

-- name: ReadTotalBytes
-- Walks both tables: 14 ms with 5,000 uploads and 100,000 artifacts, and only where limits.total_bytes is set.
SELECT (SELECT coalesce(sum(size_bytes), 0)
        FROM upload_sessions)
       + (SELECT coalesce(sum(size_bytes), 0)
          FROM video_artifacts) AS bytes;

-- name: CountQueuedJobs
-- Along video_jobs_of_user_by_status. A job that is held waits for its owner, not for a worker.
SELECT count(*) AS jobs
FROM video_jobs
WHERE user_id = :user_id
  AND status IN ('UPLOAD_READY', 'UPLOADING', 'UPLOADED', 'PROCESSING')
  AND held = 0;

-- Ids begin with the time: along the primary key.
-- name: ListOldestArtifactKeys
SELECT key
FROM video_artifacts
ORDER BY id
LIMIT 3;

-- name: ListNewestArtifactKeys
SELECT key
FROM video_artifacts
ORDER BY id DESC
LIMIT 3;
