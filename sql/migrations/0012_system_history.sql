-- How the server has been: what happened in each five minutes, and the most that waited and was in memory. A bounded number of rows.
CREATE TABLE system_history (
  at                INTEGER NOT NULL PRIMARY KEY,
  jobs_created      INTEGER NOT NULL,
  jobs_ready        INTEGER NOT NULL,
  jobs_failed       INTEGER NOT NULL,
  cpu_ms            INTEGER NOT NULL,
  source_bytes_read INTEGER NOT NULL,
  artifact_bytes    INTEGER NOT NULL,
  received_bytes    INTEGER NOT NULL,
  sent_bytes        INTEGER NOT NULL,
  queue_depth       INTEGER NOT NULL,
  memory_bytes      INTEGER NOT NULL
) STRICT;

-- Failures of all jobs, newest first; what a person stopped is none.
CREATE INDEX video_jobs_failed ON video_jobs (failure_at, id)
  WHERE failure_code IS NOT NULL AND failure_code NOT IN ('cancelled', 'upload_aborted');
