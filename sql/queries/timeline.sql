-- The timeline. Used by appliance/store/rows/change.cpp, which writes it, and timeline.cpp, which reads it.

-- name: AddTimelineRow
INSERT INTO job_events (job_id, at, actor, event, detail)
VALUES (:job_id, :now, :actor, :event, :detail)
RETURNING id;

-- name: ListTimeline
-- Oldest first, along job_events_of_job from the cursor.
SELECT e.*
FROM job_events AS e
JOIN video_jobs AS j ON j.id = e.job_id
WHERE e.job_id = :job_id
  AND e.id > :after
  AND j.user_id = :user_id
ORDER BY e.id
LIMIT :limit;

-- name: ListTimelineOfUser
-- By primary key from the cursor on: what is new since a stream was cut is little.
SELECT e.*
FROM job_events AS e
CROSS JOIN video_jobs AS j ON j.id = e.job_id
WHERE e.id > :after
  AND j.user_id = :user_id
ORDER BY e.id
LIMIT :limit;

-- name: FindTimelineRow
SELECT e.*
FROM job_events AS e
JOIN video_jobs AS j ON j.id = e.job_id
WHERE e.id = :id
  AND j.user_id = :user_id;

-- name: LastTimelineId
-- AUTOINCREMENT's own counter: also right when the newest rows were deleted.
SELECT coalesce(max(seq), 0) AS id
FROM sqlite_sequence
WHERE name = 'job_events';
