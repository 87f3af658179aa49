-- Outputs that somebody took out while the job was made, as JSON; see store/rows. Until it is to be made again. Nothing where there are none.

ALTER TABLE video_jobs ADD COLUMN left_out TEXT;
