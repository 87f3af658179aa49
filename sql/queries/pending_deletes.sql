-- Bytes that no row names any more. Used by appliance/store/bytes/pending_deletes.cpp and by what lets go of them.

-- name: AddPendingDelete
-- A key that is already there keeps its row.
INSERT INTO pending_deletes (key, upload_id, abort_only, created_at, due_at)
VALUES (:key, :upload_id, :abort_only, :now, :now)
ON CONFLICT (key, upload_id) DO UPDATE
SET due_at = excluded.due_at,
    abort_only = min(abort_only, excluded.abort_only)
RETURNING id, key, upload_id, abort_only, attempts;

-- name: KeepObject
-- The key has a row again.
DELETE FROM pending_deletes
WHERE key = :key
  AND upload_id = '';

-- name: ListPendingDeletesDue
-- Along pending_deletes_due. An object that a row names again is left alone.
SELECT id, key, upload_id, abort_only, attempts
FROM pending_deletes AS p
WHERE due_at <= :now
  AND NOT (upload_id = '' AND EXISTS (SELECT 1
                                      FROM video_artifacts AS a
                                      WHERE a.key = p.key))
ORDER BY due_at, id
LIMIT :limit;

-- name: IsStillToDelete
-- Asked while nobody writes under the key: the row is there, and nothing names the object again.
SELECT EXISTS (SELECT 1 FROM pending_deletes WHERE id = :id)
       AND NOT EXISTS (SELECT 1 FROM video_artifacts WHERE key = :key)
       AND NOT EXISTS (SELECT 1 FROM video_jobs WHERE source_key = :key)
       AND NOT EXISTS (SELECT 1 FROM upload_sessions WHERE key = :key) AS still;

-- name: ForgetPendingDelete
DELETE FROM pending_deletes
WHERE id = :id;

-- name: PostponePendingDelete
UPDATE pending_deletes
SET due_at = :due_at,
    attempts = attempts + 1
WHERE id = :id;

-- name: CountPendingDeletes
SELECT count(*) AS pending
FROM pending_deletes;
