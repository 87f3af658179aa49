-- The presets that people made. Used by appliance/store/jobs/presets.cpp. All go by the primary key.

-- name: ListPresets
SELECT name, title, recipe
FROM presets
WHERE user_id = :user_id
ORDER BY name;

-- name: FindPreset
SELECT recipe
FROM presets
WHERE user_id = :user_id
  AND name = :name;

-- name: CountPresets
-- In the transaction that adds one: two that arrive together do not both become the last.
SELECT count(*) AS presets
FROM presets
WHERE user_id = :user_id;

-- name: PutPreset
INSERT INTO presets (user_id, name, title, recipe, created_at, updated_at)
VALUES (:user_id, :name, :title, :recipe, :now, :now)
ON CONFLICT (user_id, name) DO UPDATE
SET title = excluded.title,
    recipe = excluded.recipe,
    updated_at = excluded.updated_at;

-- name: DeletePreset
DELETE FROM presets
WHERE user_id = :user_id
  AND name = :name;
