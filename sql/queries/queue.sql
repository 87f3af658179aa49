-- The queue. Used by appliance/store/queue/. All of a claim happens in one IMMEDIATE transaction: SQLite has one writer, so
-- what was read in it still holds when it writes.

-- name: ReadBench
-- At most a handful of rows, by video_jobs_on_the_bench and video_jobs_suspect.
-- INDEXED BY: without statistics SQLite would rather count along the list's index, through every job there is.
SELECT (SELECT count(*)
        FROM video_jobs INDEXED BY video_jobs_on_the_bench
        WHERE status = 'PROCESSING') AS jobs,
       (SELECT count(*)
        FROM video_jobs INDEXED BY video_jobs_on_the_bench
        WHERE status = 'PROCESSING'
          AND suspect = 1) AS suspects_at_work,
       EXISTS (SELECT 1
               FROM video_jobs INDEXED BY video_jobs_suspect
               WHERE suspect = 1
                 AND status = 'UPLOADED'
                 AND held = 0
                 AND queue_at <= :now) AS suspect_waits,
       (SELECT count(*)
        FROM proxy_tasks INDEXED BY proxy_tasks_at_work
        WHERE status = 'running') AS proxies,
       (SELECT count(*)
        FROM proxy_tasks INDEXED BY proxy_tasks_suspect
        WHERE suspect = 1
          AND status = 'running') AS suspect_proxies_at_work,
       EXISTS (SELECT 1
               FROM proxy_tasks INDEXED BY proxy_tasks_suspect
               WHERE suspect = 1
                 AND status = 'ready'
                 AND queue_at <= :now) AS suspect_proxy_waits;

-- name: FindReadyTask
-- The task of the job that was served longest ago. CROSS JOIN keeps the few jobs of the bench outside, whatever the statistics say.
SELECT t.id, t.job_id, j.queue_at
FROM video_jobs AS j INDEXED BY video_jobs_on_the_bench
CROSS JOIN job_tasks AS t ON t.job_id = j.id
WHERE j.status = 'PROCESSING'
  AND t.status = 'ready'
ORDER BY j.queue_at, j.id, t.position
LIMIT 1;

-- name: CountReady
-- The bench is small, and no part looks further than :most.
SELECT (SELECT count(*)
        FROM (SELECT 1
              FROM video_jobs AS j INDEXED BY video_jobs_on_the_bench
              CROSS JOIN job_tasks AS t ON t.job_id = j.id
              WHERE j.status = 'PROCESSING'
                AND t.status = 'ready'
              LIMIT :most))
     + (SELECT count(*)
        FROM (SELECT 1
              FROM video_jobs INDEXED BY video_jobs_waiting
              WHERE status = 'UPLOADED'
                AND held = 0
                AND queue_at <= :now
              LIMIT :most))
     + (SELECT count(*)
        FROM (SELECT 1
              FROM proxy_tasks INDEXED BY proxy_tasks_waiting
              WHERE status = 'ready'
                AND queue_at <= :now
              LIMIT :most)) AS ready;

-- name: ClaimJob
-- One statement: the front of video_jobs_waiting is found and taken. No race: nobody else writes between the two.
UPDATE video_jobs
SET status = 'PROCESSING',
    claimed_by = :claimed_by,
    claim_token = :token,
    attempts = attempts + 1,
    queue_at = :now,
    updated_at = :now
WHERE id = (SELECT id
            FROM video_jobs INDEXED BY video_jobs_waiting
            WHERE status = 'UPLOADED'
              AND held = 0
              AND queue_at <= :before
            ORDER BY queue_at, id
            LIMIT 1)
  AND status = 'UPLOADED'
RETURNING *;

-- name: ClaimSuspect
-- As ClaimJob, for those that run alone.
UPDATE video_jobs
SET status = 'PROCESSING',
    claimed_by = :claimed_by,
    claim_token = :token,
    attempts = attempts + 1,
    queue_at = :now,
    updated_at = :now
WHERE id = (SELECT id
            FROM video_jobs INDEXED BY video_jobs_suspect
            WHERE suspect = 1
              AND status = 'UPLOADED'
              AND held = 0
              AND queue_at <= :now
            ORDER BY queue_at, id
            LIMIT 1)
  AND status = 'UPLOADED'
RETURNING *;

-- name: StartAttempt
INSERT INTO job_attempts (job_id, number, claimed_by, token, started_at, started_mono_ms)
VALUES (:job_id, :number, :claimed_by, :token, :now, :mono_ms);

-- name: AddAnalysisTask
-- Tasks that an earlier attempt left are taken up again instead.
INSERT INTO job_tasks (job_id, position, kind, status, payload)
SELECT :job_id, 0, 'analysis', 'ready', '{}'
WHERE NOT EXISTS (SELECT 1
                  FROM job_tasks
                  WHERE job_id = :job_id);

-- name: FindReadyTaskOf
SELECT id
FROM job_tasks
WHERE job_id = :job_id
  AND status = 'ready'
ORDER BY position
LIMIT 1;

-- name: TakeTask
UPDATE job_tasks
SET status = 'running',
    worker = :worker
WHERE id = :id
  AND status = 'ready'
RETURNING kind, payload;

-- name: MarkServed
UPDATE video_jobs
SET queue_at = :now
WHERE id = :id
  AND status = 'PROCESSING'
RETURNING *;

-- name: FindClaimed
-- The fence: nothing where the claim is not this one any more.
SELECT *
FROM video_jobs
WHERE id = :id
  AND claim_token = :token;

-- name: FindLeftOut
SELECT left_out
FROM video_jobs
WHERE id = :id
  AND claim_token = :token;

-- name: NextQueueDue
-- Walks video_jobs_waiting and proxy_tasks_waiting from now on.
SELECT min(due_at) AS due_at
FROM (SELECT min(queue_at) AS due_at
      FROM video_jobs INDEXED BY video_jobs_waiting
      WHERE status = 'UPLOADED'
        AND held = 0
        AND queue_at > :now
      UNION ALL
      SELECT min(queue_at) AS due_at
      FROM proxy_tasks INDEXED BY proxy_tasks_waiting
      WHERE status = 'ready'
        AND queue_at > :now);

-- name: HasQueueDue
-- The first of video_jobs_waiting or of proxy_tasks_waiting is enough.
SELECT EXISTS (
  SELECT 1
  FROM video_jobs INDEXED BY video_jobs_waiting
  WHERE status = 'UPLOADED'
    AND held = 0
    AND queue_at <= :now)
  OR EXISTS (
  SELECT 1
  FROM proxy_tasks INDEXED BY proxy_tasks_waiting
  WHERE status = 'ready'
    AND queue_at <= :now) AS has_due;

-- name: SaveProgress
-- Phases come one after the other, so the greater fraction is the later one.
UPDATE video_jobs
SET progress_phase = :phase,
    progress_fraction = max(ifnull(progress_fraction, 0), :fraction),
    progress_spans = :spans,
    updated_at = :now
WHERE id = :id
  AND claim_token = :token;

-- name: SaveRunTime
UPDATE job_attempts
SET ran_ms = :mono_ms - started_mono_ms
WHERE token = :token;

-- name: SaveProbe
UPDATE video_jobs
SET source_probe = :probe,
    length_seconds = coalesce(json_extract(:probe, '$.durationSeconds'),
                              json_extract(source_meta, '$.durationSeconds'), 0),
    updated_at = :now
WHERE id = :id
  AND claim_token = :token;

-- name: AddSourceReads
-- Within the probe's JSON, which the analysis has written by then.
UPDATE video_jobs
SET source_probe = json_set(source_probe,
                            '$.bytesRead', ifnull(json_extract(source_probe, '$.bytesRead'), 0) + :bytes,
                            '$.requests', ifnull(json_extract(source_probe, '$.requests'), 0) + :requests)
WHERE id = :id
  AND claim_token = :token
  AND source_probe IS NOT NULL;

-- name: SaveAnalysis
INSERT INTO source_analysis (job_id, data, created_at)
VALUES (:job_id, :data, :now)
ON CONFLICT (job_id) DO UPDATE
SET data = excluded.data,
    created_at = excluded.created_at;

-- name: KeepAnalysis
-- Outside of a claim: only for the source that was looked at.
INSERT INTO source_analysis (job_id, data, created_at)
SELECT id, :data, :now
FROM video_jobs
WHERE id = :job_id
  AND source_key = :source_key
ON CONFLICT (job_id) DO UPDATE
SET data = excluded.data,
    created_at = excluded.created_at;

-- name: FindAnalysis
SELECT data
FROM source_analysis
WHERE job_id = :job_id;

-- name: AddSpanTask
INSERT INTO job_tasks (job_id, position, kind, status, payload)
VALUES (:job_id, :position, 'span', 'ready', :payload);

-- name: EndTask
UPDATE job_tasks
SET status = 'done',
    worker = NULL,
    made = :made,
    warnings = :warnings
WHERE id = :id
  AND worker = :worker;

-- name: SumTasks
SELECT count(*) FILTER (WHERE status <> 'done') AS open, coalesce(sum(made), 0) AS made
FROM job_tasks
WHERE job_id = :job_id;

-- name: ListTaskWarnings
SELECT warnings
FROM job_tasks
WHERE job_id = :job_id
ORDER BY position;

-- name: MoveToReady
UPDATE video_jobs
SET status = 'READY',
    ready_at = :now,
    warnings = :warnings,
    claimed_by = NULL,
    claim_token = NULL,
    progress_phase = NULL,
    progress_fraction = NULL,
    progress_spans = NULL,
    queue_at = NULL,
    suspect = 0,
    updated_at = :now
WHERE id = :id
  AND status = 'PROCESSING';

-- name: MoveProcessingToUploaded
-- Retry, drain, reclaim and hold. `returned` attempts are given back.
UPDATE video_jobs
SET status = 'UPLOADED',
    queue_at = :queue_at,
    held = :held,
    attempts = attempts - :returned,
    claimed_by = NULL,
    claim_token = NULL,
    progress_phase = NULL,
    progress_fraction = NULL,
    progress_spans = NULL,
    suspect = :suspect,
    updated_at = :now
WHERE id = :id
  AND status = 'PROCESSING';

-- name: FreeTasks
UPDATE job_tasks
SET status = 'ready',
    worker = NULL
WHERE job_id = :job_id
  AND status = 'running';

-- name: SetWarnings
UPDATE video_jobs
SET warnings = :warnings
WHERE id = :id;

-- name: ListBench
-- All jobs on the bench, with how long their attempt ran.
SELECT j.*, a.ran_ms
FROM video_jobs AS j INDEXED BY video_jobs_on_the_bench
JOIN job_attempts AS a ON a.token = j.claim_token
WHERE j.status = 'PROCESSING'
ORDER BY j.queue_at, j.id;

-- name: CountStop
UPDATE video_jobs
SET crashes = crashes + :crashes,
    unmarked_stops = unmarked_stops + :unmarked_stops
WHERE id = :id
RETURNING crashes, unmarked_stops;
