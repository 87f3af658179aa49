-- What administrators are told of all jobs: for /metrics and /system. Used by appliance/store/stats.cpp.

-- name: ReadQueueStats
-- By the partial indexes of the queue.
SELECT (SELECT count(*)
        FROM video_jobs INDEXED BY video_jobs_waiting
        WHERE status = 'UPLOADED'
          AND held = 0) AS waiting,
       (SELECT min(queue_at)
        FROM video_jobs INDEXED BY video_jobs_waiting
        WHERE status = 'UPLOADED'
          AND held = 0) AS oldest_at,
       (SELECT count(*)
        FROM video_jobs INDEXED BY video_jobs_on_the_bench
        WHERE status = 'PROCESSING') AS processing;

-- name: ListJobsAtWork
-- A handful of rows.
SELECT j.id, j.title, u.username, a.started_at AS since, j.progress_fraction AS fraction
FROM video_jobs AS j INDEXED BY video_jobs_on_the_bench
JOIN users AS u ON u.id = j.user_id
JOIN job_attempts AS a ON a.token = j.claim_token
WHERE j.status = 'PROCESSING'
ORDER BY j.queue_at, j.id;

-- name: ListJobsWaiting
-- The front of video_jobs_waiting.
SELECT j.id, j.title, u.username, j.queue_at AS since, NULL AS fraction
FROM video_jobs AS j INDEXED BY video_jobs_waiting
CROSS JOIN users AS u ON u.id = j.user_id
WHERE j.status = 'UPLOADED'
  AND j.held = 0
ORDER BY j.queue_at, j.id
LIMIT :limit;

-- name: ListFailures
-- Newest first, backwards along video_jobs_failed from the cursor.
SELECT j.id, j.title, u.username, j.failure_code, j.failure_message, j.failure_at
FROM video_jobs AS j INDEXED BY video_jobs_failed
CROSS JOIN users AS u ON u.id = j.user_id
WHERE j.failure_code IS NOT NULL
  AND j.failure_code NOT IN ('cancelled', 'upload_aborted')
  AND (j.failure_at, j.id) < (:before_at, :before_id)
ORDER BY j.failure_at DESC, j.id DESC
LIMIT :limit;
