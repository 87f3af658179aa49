-- What a person is told of an artifact that was made without the sound that its source has. It belongs to the artifact: a job that
-- is processed again finds it there, and warns again.

ALTER TABLE video_artifacts ADD COLUMN lost_sound TEXT;
