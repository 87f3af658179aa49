-- Lists by title, length and size, each by an index.

-- In seconds: of the uploaded file, else what is known of the video; 0 where neither is known.
ALTER TABLE video_jobs ADD COLUMN length_seconds REAL NOT NULL DEFAULT 0;

UPDATE video_jobs
SET length_seconds = coalesce(json_extract(source_probe, '$.durationSeconds'),
                              json_extract(source_meta, '$.durationSeconds'), 0);

CREATE INDEX video_jobs_of_user_by_title ON video_jobs (user_id, title COLLATE NOCASE, id);
CREATE INDEX video_jobs_of_user_by_length ON video_jobs (user_id, length_seconds, id);
CREATE INDEX video_jobs_of_user_by_size ON video_jobs (user_id, ifnull(source_size_bytes, 0), id);
