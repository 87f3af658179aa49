-- Statements on objects.db for those who look at all of it (appliance/objectstore/view, appliance/objectstore/scrub): `clipbox storage`.

-- Along the index of upload_id of each table; the first :limit of the three lists together.
-- name: ListStoredIds
SELECT upload_id
FROM objects
WHERE upload_id > :after
UNION
SELECT upload_id
FROM uploads
WHERE upload_id > :after
UNION
SELECT upload_id
FROM parts
WHERE upload_id > :after
ORDER BY upload_id
LIMIT :limit;

-- name: FindNameOfObject
SELECT bucket, key
FROM objects
WHERE upload_id = :upload_id;

-- name: FindNameOfUpload
SELECT bucket, key
FROM uploads
WHERE upload_id = :upload_id;

-- Walks all parts, once a run.
-- name: SumParts
SELECT count(*) AS parts,
       coalesce(sum(size_bytes), 0) AS bytes
FROM parts;

-- By the bucket's stretch of the primary key, without what lies under :prefix, which ends before :prefix_end.
-- name: SumOutside
SELECT count(*) AS objects,
       coalesce(sum(size_bytes), 0) AS bytes
FROM objects
WHERE bucket = :bucket
  AND (key < :prefix OR key >= :prefix_end);

-- name: SumUpload
SELECT count(*) AS parts,
       coalesce(sum(size_bytes), 0) AS bytes
FROM parts
WHERE upload_id = :upload_id;

-- name: FindScrub
SELECT started_at_ms, ended_at_ms, position, objects, bytes, damaged, set_aside
FROM scrubs
WHERE id = 1;

-- name: KeepScrub
INSERT INTO scrubs (id, started_at_ms, ended_at_ms, position, objects, bytes, damaged, set_aside)
VALUES (1, :started_at, :ended_at, :position, :objects, :bytes, :damaged, :set_aside)
ON CONFLICT (id) DO UPDATE
SET started_at_ms = excluded.started_at_ms,
    ended_at_ms = excluded.ended_at_ms,
    position = excluded.position,
    objects = excluded.objects,
    bytes = excluded.bytes,
    damaged = excluded.damaged,
    set_aside = excluded.set_aside;

-- name: KeepDamage
INSERT INTO damages (upload_id, part_number, problem, found_at_ms)
VALUES (:upload_id, :part_number, :problem, :now)
ON CONFLICT (upload_id, part_number) DO UPDATE
SET problem = excluded.problem,
    found_at_ms = excluded.found_at_ms;

-- name: ForgetDamages
DELETE FROM damages
WHERE upload_id = :upload_id;

-- What was deleted since is no longer damaged. Few rows, if any; each is looked up in the others by its id.
-- name: ListDamagedIds
SELECT DISTINCT upload_id
FROM damages
WHERE EXISTS (SELECT 1 FROM objects WHERE objects.upload_id = damages.upload_id)
   OR EXISTS (SELECT 1 FROM uploads WHERE uploads.upload_id = damages.upload_id)
ORDER BY upload_id;

-- In one transaction with the rows of its parts.
-- name: DropObjectOfUpload
DELETE FROM objects
WHERE upload_id = :upload_id;
