-- What the artifacts of a job add up to, from the index alone: asked for each job of a person.
CREATE INDEX video_artifacts_sizes ON video_artifacts (job_id, size_bytes);
