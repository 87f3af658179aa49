-- Pages for people without an account. Used by appliance/store/bytes/shares.cpp, and by artifacts.cpp where it replaces one.

-- name: AddShare
INSERT INTO shares (id, job_id, token, title, expires_at, password_hash, created_at)
VALUES (:id, :job_id, :token, :title, :expires_at, :password_hash, :now);

-- name: AddSharedArtifact
INSERT INTO share_artifacts (share_id, position, artifact_id)
VALUES (:share_id, :position, :artifact_id);

-- name: CountShares
-- In the transaction that adds one. Along shares_of_job.
SELECT count(*) AS shares
FROM shares
WHERE job_id = :job_id;

-- name: ListShares
-- Oldest first, along shares_of_job from the cursor.
SELECT s.*
FROM shares AS s
JOIN video_jobs AS j ON j.id = s.job_id
WHERE s.job_id = :job_id
  AND s.id > :after
  AND j.user_id = :user_id
ORDER BY s.id
LIMIT :limit;

-- name: FindShareOfUser
SELECT s.*
FROM shares AS s
JOIN video_jobs AS j ON j.id = s.job_id
WHERE s.id = :id
  AND j.user_id = :user_id;

-- name: FindShareByToken
-- By the unique index on token.
SELECT *
FROM shares
WHERE token = :token;

-- name: ListSharedArtifacts
-- Only those that are still there, in their order on the page.
SELECT s.artifact_id
FROM share_artifacts AS s
JOIN video_artifacts AS a ON a.id = s.artifact_id
WHERE s.share_id = :share_id
ORDER BY s.position;

-- name: UpdateShare
UPDATE shares
SET title = :title,
    expires_at = :expires_at,
    password_hash = :password_hash
WHERE id = :id;

-- name: ForgetSharedArtifacts
DELETE FROM share_artifacts
WHERE share_id = :share_id;

-- name: ReplaceSharedArtifact
-- Along share_artifacts_by_artifact.
UPDATE share_artifacts
SET artifact_id = :by
WHERE artifact_id = :artifact_id;

-- name: AddViews
UPDATE shares
SET views = views + :views
WHERE id = :id;

-- name: DeleteShare
DELETE FROM shares
WHERE id = :id;
