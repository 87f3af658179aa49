-- An upload that expires is aborted, and that is all. Rows that are older than the store may call an upload open whose object has
-- been whole for days: deleting it would lose the source.

ALTER TABLE pending_deletes ADD COLUMN abort_only INTEGER NOT NULL DEFAULT 0;
