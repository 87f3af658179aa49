-- Figures for /metrics and /system. Used by appliance/store/stats.cpp.

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
