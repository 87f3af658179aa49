-- Pages on which people without an account see some of a job's results. A share goes with its job, and with it to another owner.

-- token: as in the page's address, of 128 random bits. The owner is shown that address again, so a digest would not do; and whoever reads
-- this file finds the store's own keys in it or beside it, which open all that a token opens.
CREATE TABLE shares (
  id            TEXT    NOT NULL PRIMARY KEY,
  job_id        TEXT    NOT NULL REFERENCES video_jobs (id) ON DELETE CASCADE,
  token         TEXT    NOT NULL UNIQUE CHECK (length(token) >= 32),
  title         TEXT,
  expires_at    INTEGER,
  password_hash TEXT,
  views         INTEGER NOT NULL DEFAULT 0 CHECK (views >= 0),
  created_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX shares_of_job ON shares (job_id, id);

-- What is shown, in this order. No reference to video_artifacts: what is deleted is found no more, by whatever way it went, and what
-- replaces one of its kind takes its place here.
CREATE TABLE share_artifacts (
  share_id    TEXT    NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  artifact_id TEXT    NOT NULL,
  PRIMARY KEY (share_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX share_artifacts_by_artifact ON share_artifacts (artifact_id);
