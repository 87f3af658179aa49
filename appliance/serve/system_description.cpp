#include "serve/system_description.h"

#include "base/metrics.h"
#include "objectstore/embedded/files/quarantine.h"
#include "objectstore/scrub/scrub_records.h"
#include "serve/storage.h"
#include "serve/version.h"

namespace clipbox::serve {
namespace {

using base::Json;

Json DescribeStorage(DataRooms& data) {
  const config::Settings::Storage& storage = data.settings.storage;
  const objectstore::StoreState::Answer store = data.store_state.Look();
  const bool elsewhere = store.answers && data.store_contents.AreElsewhere();
  const bool remote = storage.kind == config::StorageKind::kR2;
  return {{"kind", remote ? "r2" : "local"},
          {"endpoint", remote ? Json(S3OptionsOf(storage).endpoint) : Json()},
          {"bucket", storage.bucket},
          {"prefix", storage.prefix},
          {"state", elsewhere       ? "elsewhere"
                    : store.answers ? "ok"
                                    : "unavailable"},
          {"detail", store.answers ? Json() : Json(store.detail)}};
}

Json Disk(const config::Settings& settings) {
  std::error_code failure;
  const auto space = std::filesystem::space(settings.data.dir, failure);
  if (failure) return nullptr;
  return {
      {"totalBytes", space.capacity}, {"freeBytes", space.available}, {"keepFreeBytes", settings.data.keep_free.value}};
}

// Null where the bytes are elsewhere.
Json DescribeQuarantine(const config::Settings& settings) {
  if (settings.storage.kind == config::StorageKind::kR2) return nullptr;
  const auto figures = objectstore::Quarantine(settings.data.dir / "objects").Look();
  return {{"files", figures.files}, {"bytes", figures.bytes}};
}

// Null where the bytes are elsewhere, and before the first run of `storage verify`.
Json DescribeScrub(const config::Settings& settings) {
  if (settings.storage.kind == config::StorageKind::kR2) return nullptr;
  const auto last = objectstore::FindLastScrub(settings.data.dir);
  if (!last) return nullptr;
  const auto ended = last->run.ended_at ? std::optional(base::ToIso8601(*last->run.ended_at)) : std::nullopt;
  return {{"startedAt", base::ToIso8601(last->run.started_at)},
          {"endedAt", base::OrNull(ended)},
          {"objects", last->run.objects},
          {"bytes", last->run.bytes},
          {"damaged", last->run.damaged},
          {"setAside", last->run.set_aside},
          {"stillDamaged", last->still_damaged}};
}

}  // namespace

void SetStorageGauges(const config::Settings& settings) {
  const auto last =
      settings.storage.kind == config::StorageKind::kR2 ? std::nullopt : objectstore::FindLastScrub(settings.data.dir);
  if (!last) return;
  const auto seconds = std::chrono::duration<double>(last->run.started_at.time_since_epoch());
  base::SetMetric("clipbox_storage_verify_started_seconds", seconds.count());
  base::SetMetric("clipbox_storage_verify_ended", last->run.ended_at ? 1 : 0);
  base::SetMetric("clipbox_storage_verify_objects", static_cast<double>(last->run.objects));
  base::SetMetric("clipbox_storage_verify_bytes", static_cast<double>(last->run.bytes));
  base::SetMetric("clipbox_storage_damaged_objects", static_cast<double>(last->still_damaged));
}

Json DescribeSystem(DataRooms& data, const std::string& receipt_key) {
  const config::Settings& settings = data.settings;
  return {{"version", VersionNumber()},
          {"libraries", LibraryVersions()},
          {"storage", DescribeStorage(data)},
          {"workers", settings.media.workers},
          {"receiptKey", receipt_key},
          {"disk", Disk(settings)},
          {"quarantine", DescribeQuarantine(settings)},
          {"lastVerify", DescribeScrub(settings)}};
}

}  // namespace clipbox::serve
