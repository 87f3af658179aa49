-- The checksum of an object, of its parts, and which one an upload was begun for: S3's name of the kind, and base64. '': none was asked
-- for, or an older version stored it.

ALTER TABLE uploads ADD COLUMN checksum_kind TEXT NOT NULL DEFAULT ''
  CHECK (checksum_kind IN ('', 'CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'));
ALTER TABLE uploads ADD COLUMN checksum_is_composite INTEGER NOT NULL DEFAULT 0 CHECK (checksum_is_composite IN (0, 1));

ALTER TABLE parts ADD COLUMN checksum_kind TEXT NOT NULL DEFAULT ''
  CHECK (checksum_kind IN ('', 'CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'));
ALTER TABLE parts ADD COLUMN checksum TEXT NOT NULL DEFAULT '' CHECK ((checksum = '') = (checksum_kind = ''));

ALTER TABLE objects ADD COLUMN checksum_kind TEXT NOT NULL DEFAULT ''
  CHECK (checksum_kind IN ('', 'CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'));
ALTER TABLE objects ADD COLUMN checksum_is_composite INTEGER NOT NULL DEFAULT 0 CHECK (checksum_is_composite IN (0, 1));
ALTER TABLE objects ADD COLUMN checksum TEXT NOT NULL DEFAULT '' CHECK ((checksum = '') = (checksum_kind = ''));
