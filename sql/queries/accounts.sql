-- Accounts, their sessions and tokens, and the first set-up. Used by appliance/accounts only.

-- name: AddUser
-- The unique index on username (NOCASE) refuses a name that is taken, also when two arrive together.
INSERT INTO users (id, username, password_hash, role, created_at)
VALUES (:id, :username, :password_hash, :role, :now)
ON CONFLICT DO NOTHING;

-- name: FindUser
SELECT id, username, role, created_at, password_hash
FROM users
WHERE id = :id;

-- name: FindUserByName
-- Uses the unique index on username (NOCASE).
SELECT id, username, role, created_at, password_hash
FROM users
WHERE username = :username COLLATE NOCASE;

-- name: ListUsers
-- Ids ascend with creation: a walk of the primary key.
SELECT id, username, role, created_at
FROM users
WHERE id > :after
ORDER BY id
LIMIT :limit;

-- name: AnyUser
SELECT EXISTS (SELECT 1 FROM users) AS found;

-- name: FindOtherAdmin
-- The oldest; a handful of rows, no index needed.
SELECT id, username, role, created_at
FROM users
WHERE role = 'admin'
  AND id <> :id
ORDER BY id
LIMIT 1;

-- name: SetPasswordHash
UPDATE users
SET password_hash = :password_hash
WHERE id = :id;

-- name: GiveJobsAway
-- In the transaction that removes the user: no job is ever without an owner.
UPDATE video_jobs
SET user_id = :heir
WHERE user_id = :id;

-- name: RemoveUser
-- Sessions, tokens and idempotency keys go with the row (ON DELETE CASCADE).
DELETE FROM users
WHERE id = :id;

-- name: StartSession
INSERT INTO sessions (token_hash, user_id, created_at, expires_at)
VALUES (:token_hash, :user_id, :now, :expires_at);

-- name: FindSession
-- By primary key.
SELECT u.id, u.username, u.role, u.created_at, s.expires_at
FROM sessions AS s
JOIN users AS u ON u.id = s.user_id
WHERE s.token_hash = :token_hash
  AND s.expires_at > :now;

-- name: ExtendSession
UPDATE sessions
SET expires_at = :expires_at
WHERE token_hash = :token_hash;

-- name: EndSession
DELETE FROM sessions
WHERE token_hash = :token_hash;

-- name: EndSessionsOf
DELETE FROM sessions
WHERE user_id = :user_id
  AND token_hash <> :keep;

-- name: SweepSessions
DELETE FROM sessions
WHERE expires_at <= :now;

-- name: AddToken
INSERT INTO api_tokens (id, user_id, name, token_hash, created_at)
VALUES (:id, :user_id, :name, :token_hash, :now);

-- name: ListTokens
SELECT id, user_id, name, created_at, last_used_at
FROM api_tokens
WHERE user_id = :user_id
  AND id > :after
ORDER BY id
LIMIT :limit;

-- name: ListAllTokens
SELECT id, user_id, name, created_at, last_used_at
FROM api_tokens
ORDER BY id;

-- name: RemoveToken
DELETE FROM api_tokens
WHERE id = :id
  AND user_id = :user_id;

-- name: RemoveAnyonesToken
DELETE FROM api_tokens
WHERE id = :id;

-- name: FindToken
-- Uses the unique index on token_hash.
SELECT u.id, u.username, u.role, u.created_at, t.id AS token_id, t.last_used_at
FROM api_tokens AS t
JOIN users AS u ON u.id = t.user_id
WHERE t.token_hash = :token_hash;

-- name: TouchToken
UPDATE api_tokens
SET last_used_at = :now
WHERE id = :id;

-- name: FindSetupToken
SELECT value
FROM settings
WHERE name = 'setup_token';

-- name: AddSetupToken
INSERT INTO settings (name, value)
VALUES ('setup_token', :value)
ON CONFLICT DO NOTHING;

-- name: DropSetupToken
DELETE FROM settings
WHERE name = 'setup_token';
