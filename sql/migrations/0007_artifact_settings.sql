-- What was made by other settings is another artifact: a square clip stands beside the wide one of the same range. `settings` is their
-- digest; '' for what earlier versions made.

ALTER TABLE video_artifacts ADD COLUMN settings TEXT NOT NULL DEFAULT '';

DROP INDEX video_artifacts_one_of_a_kind;
CREATE UNIQUE INDEX video_artifacts_one_of_a_kind
  ON video_artifacts (job_id, type, label, ifnull(start_seconds, -1), ifnull(end_seconds, -1), settings);
