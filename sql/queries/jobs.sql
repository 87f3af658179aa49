-- Jobs as people see them. Used by appliance/store/jobs/jobs.cpp, and FindJob by all of the store. Rows are read by column name, hence the *.
-- clip_count goes by video_artifacts_one_of_a_kind.

-- name: AddJob
INSERT INTO video_jobs (id, user_id, status, source_url, video_id, title, metadata_due_at, recipe, recipe_resolved,
                        proposed_start, proposed_end, auto_process, created_at, updated_at)
VALUES (:id, :user_id, 'CREATED', :source_url, :video_id, '', :metadata_due_at, :recipe, :recipe_resolved,
        :proposed_start, :proposed_end, :auto_process, :now, :now);

-- name: FindJob
SELECT *,
       (SELECT count(*)
        FROM video_artifacts
        WHERE job_id = video_jobs.id
          AND type = 'clip') AS clip_count
FROM video_jobs
WHERE id = :id;

-- name: FindJobOfUser
SELECT *,
       (SELECT count(*)
        FROM video_artifacts
        WHERE job_id = video_jobs.id
          AND type = 'clip') AS clip_count
FROM video_jobs
WHERE id = :id
  AND user_id = :user_id;

-- name: ListJobs
-- Walks video_jobs_of_user backwards from the cursor.
SELECT *,
       (SELECT count(*)
        FROM video_artifacts
        WHERE job_id = video_jobs.id
          AND type = 'clip') AS clip_count
FROM video_jobs
WHERE user_id = :user_id
  AND id < :before
ORDER BY id DESC
LIMIT :limit;

-- name: ListJobsByStatus
-- Walks video_jobs_of_user_by_status backwards from the cursor.
SELECT *,
       (SELECT count(*)
        FROM video_artifacts
        WHERE job_id = video_jobs.id
          AND type = 'clip') AS clip_count
FROM video_jobs
WHERE user_id = :user_id
  AND status = :status
  AND id < :before
ORDER BY id DESC
LIMIT :limit;

-- name: SearchJobs
-- Walks video_jobs_of_user backwards and looks into each of the user's rows: a substring has no index.
SELECT *,
       (SELECT count(*)
        FROM video_artifacts
        WHERE job_id = video_jobs.id
          AND type = 'clip') AS clip_count
FROM video_jobs INDEXED BY video_jobs_of_user
WHERE user_id = :user_id
  AND id < :before
  AND (:status = '' OR status = :status)
  AND (title LIKE :pattern ESCAPE '\' OR video_id LIKE :pattern ESCAPE '\' OR source_file_name LIKE :pattern ESCAPE '\')
ORDER BY id DESC
LIMIT :limit;

-- name: ListJobsOldestFirst
-- Walks video_jobs_of_user from the cursor on.
SELECT *,
       (SELECT count(*)
        FROM video_artifacts
        WHERE job_id = video_jobs.id
          AND type = 'clip') AS clip_count
FROM video_jobs INDEXED BY video_jobs_of_user
WHERE user_id = :user_id
  AND id > :id
  AND (:status = '' OR status = :status)
  AND (title LIKE :pattern ESCAPE '\' OR video_id LIKE :pattern ESCAPE '\' OR source_file_name LIKE :pattern ESCAPE '\')
ORDER BY id
LIMIT :limit;

-- name: ListJobsByTitle
-- Walks video_jobs_of_user_by_title from the cursor on: its title, and its id among those of that title.
SELECT *,
       (SELECT count(*)
        FROM video_artifacts
        WHERE job_id = video_jobs.id
          AND type = 'clip') AS clip_count
FROM video_jobs INDEXED BY video_jobs_of_user_by_title
WHERE user_id = :user_id
  AND title COLLATE NOCASE >= :title
  AND (title COLLATE NOCASE > :title OR id > :id)
  AND (:status = '' OR status = :status)
  AND (title LIKE :pattern ESCAPE '\' OR video_id LIKE :pattern ESCAPE '\' OR source_file_name LIKE :pattern ESCAPE '\')
ORDER BY title COLLATE NOCASE, id
LIMIT :limit;

-- name: ListJobsLongestFirst
-- Walks video_jobs_of_user_by_length backwards from the cursor.
SELECT *,
       (SELECT count(*)
        FROM video_artifacts
        WHERE job_id = video_jobs.id
          AND type = 'clip') AS clip_count
FROM video_jobs INDEXED BY video_jobs_of_user_by_length
WHERE user_id = :user_id
  AND length_seconds <= :seconds
  AND (length_seconds < :seconds OR id < :id)
  AND (:status = '' OR status = :status)
  AND (title LIKE :pattern ESCAPE '\' OR video_id LIKE :pattern ESCAPE '\' OR source_file_name LIKE :pattern ESCAPE '\')
ORDER BY length_seconds DESC, id DESC
LIMIT :limit;

-- name: ListJobsLargestFirst
-- Walks video_jobs_of_user_by_size backwards from the cursor.
SELECT *,
       (SELECT count(*)
        FROM video_artifacts
        WHERE job_id = video_jobs.id
          AND type = 'clip') AS clip_count
FROM video_jobs INDEXED BY video_jobs_of_user_by_size
WHERE user_id = :user_id
  AND ifnull(source_size_bytes, 0) <= :bytes
  AND (ifnull(source_size_bytes, 0) < :bytes OR id < :id)
  AND (:status = '' OR status = :status)
  AND (title LIKE :pattern ESCAPE '\' OR video_id LIKE :pattern ESCAPE '\' OR source_file_name LIKE :pattern ESCAPE '\')
ORDER BY ifnull(source_size_bytes, 0) DESC, id DESC
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
    length_seconds = coalesce(json_extract(source_probe, '$.durationSeconds'),
                              json_extract(:source_meta, '$.durationSeconds'), 0),
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
