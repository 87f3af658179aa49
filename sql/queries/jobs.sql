-- Jobs as people see them. Used by appliance/store/jobs/jobs.cpp, and FindJob by all of the store. Rows are read by column name, hence the *.

-- name: AddJob
INSERT INTO video_jobs (id, user_id, status, source_url, video_id, title, metadata_due_at, recipe, recipe_resolved,
                        proposed_start, proposed_end, auto_process, created_at, updated_at)
VALUES (:id, :user_id, 'CREATED', :source_url, :video_id, '', :metadata_due_at, :recipe, :recipe_resolved,
        :proposed_start, :proposed_end, :auto_process, :now, :now);

-- name: FindJob
SELECT *
FROM video_jobs
WHERE id = :id;

-- name: FindJobOfUser
SELECT *
FROM video_jobs
WHERE id = :id
  AND user_id = :user_id;

-- name: ListJobs
-- Walks video_jobs_of_user backwards from the cursor.
SELECT *
FROM video_jobs
WHERE user_id = :user_id
  AND id < :before
ORDER BY id DESC
LIMIT :limit;

-- name: ListJobsByStatus
-- Walks video_jobs_of_user_by_status backwards from the cursor.
SELECT *
FROM video_jobs
WHERE user_id = :user_id
  AND status = :status
  AND id < :before
ORDER BY id DESC
LIMIT :limit;

-- name: SearchJobs
-- Walks video_jobs_of_user backwards and looks into each of the user's rows: a substring has no index.
SELECT *
FROM video_jobs INDEXED BY video_jobs_of_user
WHERE user_id = :user_id
  AND id < :before
  AND (:status = '' OR status = :status)
  AND (title LIKE :pattern ESCAPE '\' OR video_id LIKE :pattern ESCAPE '\' OR source_file_name LIKE :pattern ESCAPE '\')
ORDER BY id DESC
LIMIT :limit;

-- name: FindIdempotencyKey
SELECT body_hash, job_id
FROM idempotency_keys
WHERE user_id = :user_id
  AND key = :key
  AND expires_at > :now;

-- name: ForgetIdempotencyKeys
DELETE FROM idempotency_keys
WHERE expires_at <= :now;

-- name: AddIdempotencyKey
INSERT INTO idempotency_keys (user_id, key, body_hash, job_id, expires_at)
VALUES (:user_id, :key, :body_hash, :job_id, :expires_at);

-- name: UpdateJob
-- What a person may change in any status; the caller has read the row in the same transaction.
UPDATE video_jobs
SET title = :title,
    source_meta = :source_meta,
    recipe = :recipe,
    recipe_resolved = :recipe_resolved,
    auto_process = :auto_process,
    updated_at = :now
WHERE id = :id;

-- name: ConfirmRights
-- Once: the first confirmation stands.
UPDATE video_jobs
SET rights_confirmed_at = :now,
    rights_confirmed_by = :user_id,
    rights_text_version = :text_version,
    updated_at = :now
WHERE id = :id
  AND rights_confirmed_at IS NULL;

-- name: DeleteJob
-- Everything that belongs to the job goes with it (ON DELETE CASCADE).
DELETE FROM video_jobs
WHERE id = :id;
