-- Values made once and kept. Used by appliance/store/settings.cpp.

-- name: FindSetting
SELECT value
FROM settings
WHERE name = :name;

-- name: SetSetting
INSERT INTO settings (name, value)
VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE
SET value = excluded.value;

-- name: AddSetting
INSERT INTO settings (name, value)
VALUES (:name, :value)
ON CONFLICT DO NOTHING;
