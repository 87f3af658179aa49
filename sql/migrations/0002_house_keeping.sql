-- House-keeping: READY outlives its source (retention.source_days), which the CHECK of the first shape forbade. SQLite changes a CHECK
-- only with a new table; foreign keys are off while migrations run, so those that point to it stay.

CREATE TABLE video_jobs_new (
  id                  TEXT    NOT NULL PRIMARY KEY,
  user_id             TEXT    NOT NULL REFERENCES users (id),
  status              TEXT    NOT NULL,
  source_url          TEXT    NOT NULL,
  video_id            TEXT    NOT NULL,
  title               TEXT    NOT NULL,
  source_meta         TEXT,
  metadata_attempts   INTEGER NOT NULL DEFAULT 0,
  metadata_due_at     INTEGER,
  recipe              TEXT    NOT NULL,
  proposed_start      REAL,
  proposed_end        REAL,
  auto_process        INTEGER NOT NULL CHECK (auto_process IN (0, 1)),

  -- Who says that they have the rights, when, and which text they saw.
  rights_confirmed_at INTEGER,
  rights_confirmed_by TEXT,
  rights_text_version TEXT,

  -- The file as the browser named it; its key once the upload is complete; what the probe saw (JSON).
  source_file_name    TEXT,
  source_size_bytes   INTEGER CHECK (source_size_bytes > 0),
  source_content_type TEXT,
  source_key          TEXT,
  source_probe        TEXT,

  -- The queue. queue_at: since when the job waits (or, after a failure, from when on it may be claimed); at the bench, when it was last served.
  queue_at            INTEGER,
  held                INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
  process_requested   INTEGER NOT NULL DEFAULT 0 CHECK (process_requested IN (0, 1)),
  attempts            INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  claimed_by          TEXT,
  claim_token         TEXT,
  progress_phase      TEXT,
  progress_fraction   REAL    CHECK (progress_fraction BETWEEN 0 AND 1),
  -- suspect: was on the bench at an unclean stop, and runs alone. The counts are of stops that can be laid to this job alone.
  suspect             INTEGER NOT NULL DEFAULT 0 CHECK (suspect IN (0, 1)),
  crashes             INTEGER NOT NULL DEFAULT 0,
  unmarked_stops      INTEGER NOT NULL DEFAULT 0,

  failure_code        TEXT,
  failure_message     TEXT,
  failure_at          INTEGER,
  warnings            TEXT    NOT NULL DEFAULT '[]',
  created_at          INTEGER NOT NULL,
  updated_at          INTEGER NOT NULL,
  ready_at            INTEGER,

  CHECK (status IN ('CREATED', 'META_READY', 'UPLOAD_READY', 'UPLOADING', 'UPLOADED', 'PROCESSING', 'READY', 'FAILED')),
  CHECK ((status = 'PROCESSING') = (claimed_by IS NOT NULL)),
  CHECK ((status = 'PROCESSING') = (claim_token IS NOT NULL)),
  CHECK (status = 'PROCESSING' OR progress_phase IS NULL),
  CHECK ((progress_phase IS NULL) = (progress_fraction IS NULL)),
  CHECK ((status IN ('UPLOADED', 'PROCESSING')) = (queue_at IS NOT NULL)),
  CHECK (status = 'UPLOADED' OR held = 0),
  CHECK (status IN ('UPLOADED', 'PROCESSING') OR suspect = 0),
  CHECK ((status = 'FAILED') = (failure_code IS NOT NULL)),
  CHECK ((failure_code IS NULL) = (failure_message IS NULL) AND (failure_code IS NULL) = (failure_at IS NULL)),
  CHECK ((status = 'READY') = (ready_at IS NOT NULL)),
  CHECK (status = 'CREATED' OR metadata_due_at IS NULL),
  CHECK (status IN ('CREATED', 'FAILED') OR source_meta IS NOT NULL),
  CHECK (status IN ('CREATED', 'META_READY', 'FAILED') OR rights_confirmed_at IS NOT NULL),
  CHECK (status IN ('CREATED', 'META_READY', 'FAILED') OR source_file_name IS NOT NULL),
  CHECK (status NOT IN ('UPLOADED', 'PROCESSING') OR source_key IS NOT NULL),
  CHECK ((rights_confirmed_at IS NULL) = (rights_confirmed_by IS NULL)),
  CHECK ((rights_confirmed_at IS NULL) = (rights_text_version IS NULL)),
  CHECK ((source_file_name IS NULL) = (source_size_bytes IS NULL)),
  CHECK ((source_file_name IS NULL) = (source_content_type IS NULL))
) STRICT;

INSERT INTO video_jobs_new
SELECT *
FROM video_jobs;

DROP TABLE video_jobs;

ALTER TABLE video_jobs_new RENAME TO video_jobs;

-- Lists, newest first: ids ascend with creation.
CREATE INDEX video_jobs_of_user ON video_jobs (user_id, id);
CREATE INDEX video_jobs_of_user_by_status ON video_jobs (user_id, status, id);
-- The claim looks at the front of this index only, whatever lies in the table.
CREATE INDEX video_jobs_waiting ON video_jobs (queue_at, id) WHERE status = 'UPLOADED' AND held = 0;
-- A handful of rows each.
CREATE INDEX video_jobs_on_the_bench ON video_jobs (queue_at, id) WHERE status = 'PROCESSING';
CREATE INDEX video_jobs_suspect ON video_jobs (queue_at, id) WHERE suspect = 1;
CREATE INDEX video_jobs_metadata_due ON video_jobs (metadata_due_at) WHERE metadata_due_at IS NOT NULL;

-- What names an object of the store: asked for each one that a listing brings up, before anything is deleted.
CREATE INDEX video_jobs_by_source ON video_jobs (source_key) WHERE source_key IS NOT NULL;
CREATE INDEX upload_sessions_by_key ON upload_sessions (key);

-- Retention: what is oldest first.
CREATE INDEX upload_sessions_completed ON upload_sessions (completed_at) WHERE completed_at IS NOT NULL;
CREATE INDEX video_artifacts_by_age ON video_artifacts (created_at);
