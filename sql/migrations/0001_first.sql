-- The first shape of clipbox.db. Times are integer milliseconds since 1970 (UTC), from the program's clock. Flags are 0 or 1.
-- Columns that hold JSON have no CHECK (json_valid): SQLite 3.40 calls it unsafe where trusted_schema is OFF.

-- Accounts --------------------------------------------------------------------------------------------------------------------

CREATE TABLE users (
  id            TEXT    NOT NULL PRIMARY KEY,
  username      TEXT    NOT NULL UNIQUE COLLATE NOCASE,
  password_hash TEXT    NOT NULL,
  role          TEXT    NOT NULL CHECK (role IN ('admin', 'member')),
  created_at    INTEGER NOT NULL
) STRICT;

-- Only hashes of secrets are kept.
CREATE TABLE sessions (
  token_hash TEXT    NOT NULL PRIMARY KEY,
  user_id    TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE api_tokens (
  id           TEXT    NOT NULL PRIMARY KEY,
  user_id      TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name         TEXT    NOT NULL,
  token_hash   TEXT    NOT NULL UNIQUE,
  created_at   INTEGER NOT NULL,
  last_used_at INTEGER
) STRICT;

CREATE INDEX api_tokens_of_user ON api_tokens (user_id, id);

-- Made once and kept: keys of the embedded store, the set-up token.
CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Jobs ------------------------------------------------------------------------------------------------------------------------

CREATE TABLE video_jobs (
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
  CHECK (status NOT IN ('UPLOADED', 'PROCESSING', 'READY') OR source_key IS NOT NULL),
  CHECK ((rights_confirmed_at IS NULL) = (rights_confirmed_by IS NULL)),
  CHECK ((rights_confirmed_at IS NULL) = (rights_text_version IS NULL)),
  CHECK ((source_file_name IS NULL) = (source_size_bytes IS NULL)),
  CHECK ((source_file_name IS NULL) = (source_content_type IS NULL))
) STRICT;

-- Lists, newest first: ids ascend with creation.
CREATE INDEX video_jobs_of_user ON video_jobs (user_id, id);
CREATE INDEX video_jobs_of_user_by_status ON video_jobs (user_id, status, id);
-- The claim looks at the front of this index only, whatever lies in the table.
CREATE INDEX video_jobs_waiting ON video_jobs (queue_at, id) WHERE status = 'UPLOADED' AND held = 0;
-- A handful of rows each.
CREATE INDEX video_jobs_on_the_bench ON video_jobs (queue_at, id) WHERE status = 'PROCESSING';
CREATE INDEX video_jobs_suspect ON video_jobs (queue_at, id) WHERE suspect = 1;
CREATE INDEX video_jobs_metadata_due ON video_jobs (metadata_due_at) WHERE metadata_due_at IS NOT NULL;

-- POST /jobs with an Idempotency-Key: which job it made, and from which body.
CREATE TABLE idempotency_keys (
  user_id    TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key        TEXT    NOT NULL,
  body_hash  TEXT    NOT NULL,
  job_id     TEXT    NOT NULL REFERENCES video_jobs (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_of_job ON idempotency_keys (job_id);
CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);

-- The timeline. AUTOINCREMENT: event streams resume after an id, so none is ever given twice.
CREATE TABLE job_events (
  id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  job_id TEXT    NOT NULL REFERENCES video_jobs (id) ON DELETE CASCADE,
  at     INTEGER NOT NULL,
  actor  TEXT    NOT NULL,
  event  TEXT    NOT NULL,
  detail TEXT    NOT NULL
) STRICT;

CREATE INDEX job_events_of_job ON job_events (job_id, id);

CREATE TABLE thumbnails (
  job_id       TEXT    NOT NULL PRIMARY KEY REFERENCES video_jobs (id) ON DELETE CASCADE,
  content_type TEXT    NOT NULL,
  bytes        BLOB    NOT NULL,
  fetched_at   INTEGER NOT NULL
) STRICT;

-- Upload ----------------------------------------------------------------------------------------------------------------------

-- One multipart upload per job. It stays after its completion, so that a call repeated for a lost answer finds it.
CREATE TABLE upload_sessions (
  job_id           TEXT    NOT NULL PRIMARY KEY REFERENCES video_jobs (id) ON DELETE CASCADE,
  upload_id        TEXT    NOT NULL,
  key              TEXT    NOT NULL,
  token            TEXT    NOT NULL,
  file_name        TEXT    NOT NULL,
  size_bytes       INTEGER NOT NULL CHECK (size_bytes > 0),
  content_type     TEXT    NOT NULL,
  last_modified    INTEGER,
  duration_seconds REAL,
  part_size        INTEGER NOT NULL CHECK (part_size > 0),
  part_count       INTEGER NOT NULL CHECK (part_count BETWEEN 1 AND 10000),
  created_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  completed_at     INTEGER
) STRICT;

CREATE INDEX upload_sessions_open ON upload_sessions (expires_at) WHERE completed_at IS NULL;

-- What the browser reported; what the store holds is what counts.
CREATE TABLE upload_parts (
  job_id      TEXT    NOT NULL REFERENCES upload_sessions (job_id) ON DELETE CASCADE,
  part_number INTEGER NOT NULL CHECK (part_number BETWEEN 1 AND 10000),
  etag        TEXT,
  size_bytes  INTEGER NOT NULL CHECK (size_bytes >= 0),
  reported_at INTEGER NOT NULL,
  PRIMARY KEY (job_id, part_number)
) STRICT, WITHOUT ROWID;

-- Objects that no row names any more and that are still to be deleted; with an upload_id, multipart uploads to be aborted.
CREATE TABLE pending_deletes (
  id         INTEGER NOT NULL PRIMARY KEY,
  key        TEXT    NOT NULL,
  upload_id  TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  due_at     INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  UNIQUE (key, upload_id)
) STRICT;

CREATE INDEX pending_deletes_due ON pending_deletes (due_at);

-- Work ------------------------------------------------------------------------------------------------------------------------

-- One row per claim. started_mono_ms and ran_ms are of the machine's monotonic clock; ran_ms as of the attempt's last write.
CREATE TABLE job_attempts (
  id              INTEGER NOT NULL PRIMARY KEY,
  job_id          TEXT    NOT NULL REFERENCES video_jobs (id) ON DELETE CASCADE,
  number          INTEGER NOT NULL,
  claimed_by      TEXT    NOT NULL,
  token           TEXT    NOT NULL UNIQUE,
  started_at      INTEGER NOT NULL,
  started_mono_ms INTEGER NOT NULL,
  ran_ms          INTEGER NOT NULL DEFAULT 0,
  ended_at        INTEGER,
  outcome         TEXT    CHECK (outcome IN ('ready', 'held', 'failed', 'retry', 'waits', 'handed_back', 'reclaimed')),
  code            TEXT,
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;

CREATE INDEX job_attempts_of_job ON job_attempts (job_id, id);

CREATE TABLE job_tasks (
  id         INTEGER NOT NULL PRIMARY KEY,
  job_id     TEXT    NOT NULL REFERENCES video_jobs (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('analysis', 'span')),
  status     TEXT    NOT NULL CHECK (status IN ('ready', 'running', 'done')),
  payload    TEXT    NOT NULL,
  worker     TEXT,
  made       INTEGER NOT NULL DEFAULT 0,
  warnings   TEXT    NOT NULL DEFAULT '[]',
  UNIQUE (job_id, position),
  CHECK ((status = 'running') = (worker IS NOT NULL))
) STRICT;

-- What was learned of a source beyond its probe (JSON of media's own): scenes, key frames.
CREATE TABLE source_analysis (
  job_id     TEXT    NOT NULL PRIMARY KEY REFERENCES video_jobs (id) ON DELETE CASCADE,
  data       TEXT    NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE video_artifacts (
  id               TEXT    NOT NULL PRIMARY KEY,
  job_id           TEXT    NOT NULL REFERENCES video_jobs (id) ON DELETE CASCADE,
  type             TEXT    NOT NULL CHECK (type IN ('clip', 'gif', 'webp', 'poster', 'storyboard', 'storyboard_vtt', 'waveform',
                                                    'waveform_peaks', 'audio', 'captions')),
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
  CHECK ((start_seconds IS NULL) = (end_seconds IS NULL))
) STRICT;

CREATE INDEX video_artifacts_of_job ON video_artifacts (job_id, id);
-- One of a kind within a job. NULLs are distinct to a unique index, hence the -1.
CREATE UNIQUE INDEX video_artifacts_one_of_a_kind
  ON video_artifacts (job_id, type, label, ifnull(start_seconds, -1), ifnull(end_seconds, -1));
CREATE INDEX video_artifacts_by_key ON video_artifacts (key);
