-- A small film to look at while choosing, for sources that a browser cannot play. It is made of a job's source beside the job's
-- status, at a person's word.

-- `proxy` is a type of its own. SQLite changes a CHECK only with a new table; foreign keys are off while migrations run.
CREATE TABLE video_artifacts_new (
  id               TEXT    NOT NULL PRIMARY KEY,
  job_id           TEXT    NOT NULL REFERENCES video_jobs (id) ON DELETE CASCADE,
  type             TEXT    NOT NULL CHECK (type IN ('clip', 'gif', 'webp', 'poster', 'storyboard', 'storyboard_vtt', 'waveform',
                                                    'waveform_peaks', 'audio', 'captions', 'proxy')),
  label            TEXT    NOT NULL,
  start_seconds    REAL,
  end_seconds      REAL,
  duration_seconds REAL,
  width            INTEGER,
  height           INTEGER,
  size_bytes       INTEGER NOT NULL,
  content_type     TEXT    NOT NULL,
  sha256           TEXT    NOT NULL CHECK (length(sha256) = 64),
  key              TEXT    NOT NULL,
  method           TEXT    NOT NULL CHECK (method IN ('copy', 'smart', 'exact', 'keyframe', 'render')),
  reason           TEXT,
  created_at       INTEGER NOT NULL,
  lost_sound       TEXT,
  settings         TEXT    NOT NULL DEFAULT '',
  CHECK ((start_seconds IS NULL) = (end_seconds IS NULL))
) STRICT;

INSERT INTO video_artifacts_new
SELECT *
FROM video_artifacts;

DROP TABLE video_artifacts;

ALTER TABLE video_artifacts_new RENAME TO video_artifacts;

CREATE INDEX video_artifacts_of_job ON video_artifacts (job_id, id);
-- One of a kind within a job. NULLs are distinct to a unique index, hence the -1.
CREATE UNIQUE INDEX video_artifacts_one_of_a_kind
  ON video_artifacts (job_id, type, label, ifnull(start_seconds, -1), ifnull(end_seconds, -1), settings);
CREATE INDEX video_artifacts_by_key ON video_artifacts (key);
CREATE INDEX video_artifacts_by_age ON video_artifacts (created_at);

-- The work on a proxy, from the word to its end. What was made is an artifact and has no row here. queue_at: since when it waits or,
-- after a failure, from when on it may be claimed. suspect, crashes, unmarked_stops, ran_ms: as video_jobs and job_attempts have them.
CREATE TABLE proxy_tasks (
  job_id          TEXT    NOT NULL PRIMARY KEY REFERENCES video_jobs (id) ON DELETE CASCADE,
  status          TEXT    NOT NULL CHECK (status IN ('ready', 'running', 'failed')),
  queue_at        INTEGER NOT NULL,
  attempts        INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  claimed_by      TEXT,
  claim_token     TEXT,
  fraction        REAL    NOT NULL DEFAULT 0 CHECK (fraction BETWEEN 0 AND 1),
  started_mono_ms INTEGER NOT NULL DEFAULT 0,
  ran_ms          INTEGER NOT NULL DEFAULT 0,
  suspect         INTEGER NOT NULL DEFAULT 0 CHECK (suspect IN (0, 1)),
  crashes         INTEGER NOT NULL DEFAULT 0,
  unmarked_stops  INTEGER NOT NULL DEFAULT 0,
  failure_code    TEXT,
  failure_message TEXT,
  failure_at      INTEGER,
  CHECK ((status = 'running') = (claimed_by IS NOT NULL)),
  CHECK ((status = 'running') = (claim_token IS NOT NULL)),
  CHECK ((status = 'failed') = (failure_code IS NOT NULL)),
  CHECK ((failure_code IS NULL) = (failure_message IS NULL) AND (failure_code IS NULL) = (failure_at IS NULL)),
  CHECK (status <> 'failed' OR suspect = 0)
) STRICT, WITHOUT ROWID;

-- The claim looks at the front of the first one only; the others hold a handful of rows.
CREATE INDEX proxy_tasks_waiting ON proxy_tasks (queue_at, job_id) WHERE status = 'ready';
CREATE INDEX proxy_tasks_at_work ON proxy_tasks (job_id) WHERE status = 'running';
CREATE INDEX proxy_tasks_suspect ON proxy_tasks (queue_at, job_id) WHERE suspect = 1;
