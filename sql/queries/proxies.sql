-- The work on proxies, beside the status of their jobs. Used by appliance/store/queue/proxies.cpp, proxy_claims.cpp and by what lets go
-- of a source. A claim happens in the transaction of Queue::ClaimNext.

-- name: FindProxyTask
SELECT *
FROM proxy_tasks
WHERE job_id = :job_id;

-- name: FindProxyArtifact
-- By video_artifacts_of_job, newest first. Another version of the program may have made one by other settings.
SELECT *
FROM video_artifacts
WHERE job_id = :job_id
  AND type = 'proxy'
ORDER BY id DESC
LIMIT 1;

-- name: AskForProxy
-- Again only after a failure; its crashes stay counted against the file.
INSERT INTO proxy_tasks (job_id, status, queue_at)
VALUES (:job_id, 'ready', :now)
ON CONFLICT (job_id) DO UPDATE
SET status = 'ready',
    queue_at = excluded.queue_at,
    attempts = 0,
    fraction = 0,
    failure_code = NULL,
    failure_message = NULL,
    failure_at = NULL
WHERE status = 'failed';

-- name: FindDueProxy
SELECT queue_at
FROM proxy_tasks INDEXED BY proxy_tasks_waiting
WHERE status = 'ready'
  AND queue_at <= :now
ORDER BY queue_at, job_id
LIMIT 1;

-- name: ClaimProxy
-- One statement: the front of proxy_tasks_waiting is found and taken. No race: nobody else writes between the two.
UPDATE proxy_tasks
SET status = 'running',
    claimed_by = :claimed_by,
    claim_token = :token,
    attempts = attempts + 1,
    started_mono_ms = :mono_ms,
    ran_ms = 0
WHERE job_id = (SELECT job_id
                FROM proxy_tasks INDEXED BY proxy_tasks_waiting
                WHERE status = 'ready'
                  AND queue_at <= :now
                ORDER BY queue_at, job_id
                LIMIT 1)
RETURNING *;

-- name: ClaimSuspectProxy
-- As ClaimProxy, for those that run alone.
UPDATE proxy_tasks
SET status = 'running',
    claimed_by = :claimed_by,
    claim_token = :token,
    attempts = attempts + 1,
    started_mono_ms = :mono_ms,
    ran_ms = 0
WHERE job_id = (SELECT job_id
                FROM proxy_tasks INDEXED BY proxy_tasks_suspect
                WHERE suspect = 1
                  AND status = 'ready'
                  AND queue_at <= :now
                ORDER BY queue_at, job_id
                LIMIT 1)
RETURNING *;

-- name: FindClaimedProxy
-- The fence: nothing where the claim is not this one any more.
SELECT *
FROM proxy_tasks
WHERE job_id = :job_id
  AND claim_token = :token;

-- name: SaveProxyProgress
UPDATE proxy_tasks
SET fraction = max(fraction, :fraction),
    ran_ms = :mono_ms - started_mono_ms
WHERE job_id = :job_id
  AND claim_token = :token;

-- name: DropProxyTask
DELETE FROM proxy_tasks
WHERE job_id = :job_id;

-- name: DropProxyArtifacts
DELETE FROM video_artifacts
WHERE job_id = :job_id
  AND type = 'proxy'
RETURNING key;

-- name: FailProxy
UPDATE proxy_tasks
SET status = 'failed',
    claimed_by = NULL,
    claim_token = NULL,
    suspect = 0,
    failure_code = :code,
    failure_message = :message,
    failure_at = :now
WHERE job_id = :job_id
  AND status = 'running';

-- name: ReturnProxy
-- Retry, drain and reclaim. `returned` attempts are given back. What was made so far is thrown away.
UPDATE proxy_tasks
SET status = 'ready',
    queue_at = coalesce(:queue_at, queue_at),
    attempts = attempts - :returned,
    claimed_by = NULL,
    claim_token = NULL,
    fraction = 0,
    suspect = :suspect
WHERE job_id = :job_id
  AND status = 'running';

-- name: ListProxiesAtWork
SELECT *
FROM proxy_tasks INDEXED BY proxy_tasks_at_work
WHERE status = 'running'
ORDER BY job_id;

-- name: CountProxyStop
UPDATE proxy_tasks
SET crashes = crashes + :crashes,
    unmarked_stops = unmarked_stops + :unmarked_stops
WHERE job_id = :job_id
RETURNING crashes, unmarked_stops;
