#include "serve/system_description.h"

#include "objectstore/embedded/files/quarantine.h"
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

}  // namespace

Json DescribeSystem(DataRooms& data, const std::string& receipt_key) {
  const config::Settings& settings = data.settings;
  return {{"version", VersionNumber()},
          {"libraries", LibraryVersions()},
          {"storage", DescribeStorage(data)},
          {"workers", settings.media.workers},
          {"receiptKey", receipt_key},
          {"disk", Disk(settings)},
          {"quarantine", DescribeQuarantine(settings)}};
}

}  // namespace clipbox::serve
