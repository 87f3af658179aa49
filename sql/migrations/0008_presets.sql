-- Recipes with a name, of one person each. They go with the person; a job keeps what its recipe came to (0004_resolved_recipes.sql).

CREATE TABLE presets (
  user_id    TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name       TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  recipe     TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, name)
) STRICT, WITHOUT ROWID;
