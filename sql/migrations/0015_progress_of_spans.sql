-- Which stretches of a job are worked on now, and how far each has come: JSON, see store/rows. Nothing where none is.

ALTER TABLE video_jobs ADD COLUMN progress_spans TEXT;
