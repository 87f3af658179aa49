-- How the server has been. Used by appliance/store/history.cpp.

-- name: AddToHistory
INSERT INTO system_history (at, jobs_created, jobs_ready, jobs_failed, cpu_ms, source_bytes_read, artifact_bytes, received_bytes,
                            sent_bytes, queue_depth, memory_bytes)
VALUES (:at, :jobs_created, :jobs_ready, :jobs_failed, :cpu_ms, :source_bytes_read, :artifact_bytes, :received_bytes,
        :sent_bytes, :queue_depth, :memory_bytes)
ON CONFLICT (at) DO UPDATE
SET jobs_created = jobs_created + excluded.jobs_created,
    jobs_ready = jobs_ready + excluded.jobs_ready,
    jobs_failed = jobs_failed + excluded.jobs_failed,
    cpu_ms = cpu_ms + excluded.cpu_ms,
    source_bytes_read = source_bytes_read + excluded.source_bytes_read,
    artifact_bytes = artifact_bytes + excluded.artifact_bytes,
    received_bytes = received_bytes + excluded.received_bytes,
    sent_bytes = sent_bytes + excluded.sent_bytes,
    queue_depth = max(queue_depth, excluded.queue_depth),
    memory_bytes = max(memory_bytes, excluded.memory_bytes);

-- name: TrimHistory
-- By count, not by age: a clock that jumps deletes nothing too early. The subquery is NULL where there are fewer.
DELETE FROM system_history
WHERE at <= (SELECT at
             FROM system_history
             ORDER BY at DESC
             LIMIT 1 OFFSET :most);

-- name: ListHistory
SELECT *
FROM system_history
WHERE at > :after
ORDER BY at;
