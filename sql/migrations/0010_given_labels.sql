-- A person may call an artifact otherwise than the recipe did. `label` stays what it was made under, which is a part of what it is: a
-- job that is processed again finds it there.

ALTER TABLE video_artifacts ADD COLUMN given_label TEXT;
