-- Kept free for a migration of its own concern.
UPDATE settings
SET value = value
WHERE 0;
