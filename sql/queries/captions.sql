-- Captions that people put beside a job's file. Used by appliance/store/jobs/captions.cpp.

-- name: PutCaptionFile
INSERT INTO caption_files (job_id, language, text, put_at)
VALUES (:job_id, :language, :text, :now)
ON CONFLICT (job_id, language) DO UPDATE
SET text = excluded.text,
    put_at = excluded.put_at;

-- name: FindLatestCaptionFile
-- A handful of rows, by the primary key. Of two put in one millisecond the language decides, so that the answer stays the same.
SELECT language, text
FROM caption_files
WHERE job_id = :job_id
ORDER BY put_at DESC, language
LIMIT 1;

-- name: ListCaptionFiles
-- A handful of rows, by the primary key, in the order in which they count (see FindLatestCaptionFile).
SELECT language,
       length(CAST(text AS BLOB)) AS size_bytes,
       put_at
FROM caption_files
WHERE job_id = :job_id
ORDER BY put_at DESC, language;

-- name: FindCaptionFile
-- By the primary key.
SELECT text
FROM caption_files
WHERE job_id = :job_id
  AND language = :language;

-- name: DeleteCaptionFile
-- By the primary key.
DELETE FROM caption_files
WHERE job_id = :job_id
  AND language = :language;
