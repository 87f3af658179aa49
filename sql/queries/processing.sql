-- Moves that people ask for, and those that end a job's work. Used by appliance/store/jobs/processing.cpp, queue.cpp and others of the store.

-- name: MoveToFailed
-- From any status but READY. What was under way is let go: a claim, a place in the queue, a scheduled fetch.
UPDATE video_jobs
SET status = 'FAILED',
    failure_code = :code,
    failure_message = :message,
    failure_at = :now,
    claimed_by = NULL,
    claim_token = NULL,
    progress_phase = NULL,
    progress_fraction = NULL,
    progress_spans = NULL,
    queue_at = NULL,
    held = 0,
    suspect = 0,
    metadata_due_at = NULL,
    updated_at = :now
WHERE id = :id
  AND status = :from;

-- name: MoveToCreated
UPDATE video_jobs
SET status = 'CREATED',
    metadata_attempts = 0,
    metadata_due_at = :now,
    source_file_name = NULL,
    source_size_bytes = NULL,
    source_content_type = NULL,
    failure_code = NULL,
    failure_message = NULL,
    failure_at = NULL,
    updated_at = :now
WHERE id = :id
  AND status = 'FAILED'
  AND source_key IS NULL;

-- name: QueueAgain
-- READY, FAILED or held → waiting, with a fresh count of attempts; it goes by itself from now on. Crashes stay counted against the file.
UPDATE video_jobs
SET status = 'UPLOADED',
    recipe = :recipe,
    recipe_resolved = :recipe_resolved,
    left_out = :left_out,
    queue_at = :now,
    held = 0,
    process_requested = 1,
    auto_process = 1,
    attempts = 0,
    failure_code = NULL,
    failure_message = NULL,
    failure_at = NULL,
    warnings = '[]',
    ready_at = NULL,
    updated_at = :now
WHERE id = :id
  AND status = :from
  AND source_key IS NOT NULL;

-- name: LeaveOut
UPDATE video_jobs
SET left_out = :left_out,
    updated_at = :now
WHERE id = :id
  AND status IN ('UPLOADED', 'PROCESSING');

-- name: FindQueueState
SELECT held, process_requested, queue_at, suspect
FROM video_jobs
WHERE id = :id;

-- name: DropTasks
DELETE FROM job_tasks
WHERE job_id = :job_id;

-- name: EndOpenAttempt
-- A job has at most one attempt that has not ended.
UPDATE job_attempts
SET ended_at = :now,
    ran_ms = max(ran_ms, :mono_ms - started_mono_ms),
    outcome = :outcome,
    code = :code
WHERE job_id = :job_id
  AND ended_at IS NULL;
