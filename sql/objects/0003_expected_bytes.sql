-- How much the whole of an upload is to be, where whoever began it said so: no part of it may be larger. 0: nobody said.

ALTER TABLE uploads ADD COLUMN expected_bytes INTEGER NOT NULL DEFAULT 0 CHECK (expected_bytes >= 0);
