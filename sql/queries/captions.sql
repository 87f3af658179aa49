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
