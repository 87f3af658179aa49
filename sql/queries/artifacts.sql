-- What was made. Used by appliance/store/bytes/artifacts.cpp and queue.cpp.

-- name: FindArtifactOfAKind
-- By video_artifacts_one_of_a_kind.
SELECT *
FROM video_artifacts
WHERE job_id = :job_id
  AND type = :type
  AND label = :label
  AND ifnull(start_seconds, -1) = ifnull(:start, -1)
  AND ifnull(end_seconds, -1) = ifnull(:end, -1)
  AND settings = :settings;

-- name: AddArtifact
INSERT INTO video_artifacts (id, job_id, type, label, start_seconds, end_seconds, duration_seconds, width, height, size_bytes,
                             content_type, sha256, key, method, reason, lost_sound, settings, given_label, created_at)
VALUES (:id, :job_id, :type, :label, :start, :end, :duration, :width, :height, :size_bytes,
        :content_type, :sha256, :key, :method, :reason, :lost_sound, :settings, :given_label, :now);

-- name: GiveLabel
-- NULL: it is called again as it was made.
UPDATE video_artifacts
SET given_label = :given_label
WHERE id = :id
  AND given_label IS NOT :given_label;

-- name: DeleteArtifact
DELETE FROM video_artifacts
WHERE id = :id;

-- name: ListArtifactsOfJob
SELECT *
FROM video_artifacts
WHERE job_id = :job_id
ORDER BY id;

-- name: ListArtifacts
-- Oldest first, along video_artifacts_of_job from the cursor.
SELECT a.*
FROM video_artifacts AS a
JOIN video_jobs AS j ON j.id = a.job_id
WHERE a.job_id = :job_id
  AND a.id > :after
  AND j.user_id = :user_id
ORDER BY a.id
LIMIT :limit;

-- name: FindArtifactOfUser
SELECT a.*
FROM video_artifacts AS a
JOIN video_jobs AS j ON j.id = a.job_id
WHERE a.id = :id
  AND j.user_id = :user_id;

-- name: CountArtifacts
-- Of the results, which a proxy is not.
SELECT count(*) AS artifacts
FROM video_artifacts
WHERE job_id = :job_id
  AND type <> 'proxy';

-- name: AddReceipt
INSERT INTO artifact_receipts (artifact_id, receipt)
VALUES (:artifact_id, :receipt);

-- name: FindReceiptOfUser
SELECT r.receipt
FROM artifact_receipts AS r
JOIN video_artifacts AS a ON a.id = r.artifact_id
JOIN video_jobs AS j ON j.id = a.job_id
WHERE r.artifact_id = :artifact_id
  AND j.user_id = :user_id;
