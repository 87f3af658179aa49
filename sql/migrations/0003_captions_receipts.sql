-- What is told about an artifact for good, and captions that people bring along.

-- The signed text as it was given out when the artifact was made; it goes with the artifact's row.
CREATE TABLE artifact_receipts (
  artifact_id TEXT NOT NULL PRIMARY KEY REFERENCES video_artifacts (id) ON DELETE CASCADE,
  receipt     TEXT NOT NULL
) STRICT;

-- One file for each language of a job, as UTF-8; the one put last is the one that is used.
CREATE TABLE caption_files (
  job_id   TEXT    NOT NULL REFERENCES video_jobs (id) ON DELETE CASCADE,
  language TEXT    NOT NULL,
  text     TEXT    NOT NULL,
  put_at   INTEGER NOT NULL,
  PRIMARY KEY (job_id, language)
) STRICT;
