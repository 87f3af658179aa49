#include "serve/storage.h"

#include "base/error.h"
#include "objectstore/embedded/kept_credentials.h"
#include "serve/room_settings.h"

namespace clipbox::serve {

objectstore::S3Options S3OptionsOf(const config::Settings::Storage& storage) {
  return {
      .endpoint = storage.endpoint.text.empty() ? objectstore::R2Endpoint(storage.account_id) : storage.endpoint.text,
      .bucket = storage.bucket,
      .access_key_id = storage.access_key_id,
      .secret_access_key = storage.secret_access_key,
      .region = storage.region};
}

objectstore::S3Options EmbeddedAsS3(const config::Settings& settings) {
  const config::Settings::Storage& storage = settings.storage;
  objectstore::S3Options options{.endpoint = ServerUrl(settings),
                                 .bucket = storage.bucket,
                                 .access_key_id = storage.access_key_id,
                                 .secret_access_key = storage.secret_access_key,
                                 .region = storage.region};
  if (!options.access_key_id.empty()) return options;
  const auto kept = objectstore::FindKeptCredentials(settings.data.dir);
  if (!kept)
    throw base::Error(
        base::ErrorCode::kNotFound,
        "the embedded store has no key pair of its own: start `clipbox serve` once without storage.access_key_id");
  options.access_key_id = kept->access_key_id;
  options.secret_access_key = kept->secret_access_key;
  return options;
}

Storage::Storage(const config::Settings& settings, base::Clock& clock, std::function<bool()> make_room) {
  if (settings.storage.kind == config::StorageKind::kR2) {
    remote_ = std::make_unique<objectstore::S3Store>(S3OptionsOf(settings.storage), clock);
    return;
  }
  objectstore::EmbeddedStoreOptions options = StoreOptionsOf(settings);
  options.make_room = std::move(make_room);
  embedded_ = std::make_unique<objectstore::EmbeddedStore>(options, clock);
  s3_endpoint_.emplace(embedded_->bucket_store(), settings.storage.cors_origins);
}

objectstore::ObjectStore& Storage::objects() const {
  if (remote_) return *remote_;
  return *embedded_;
}

void Storage::EndCalls() {
  if (remote_) remote_->Stop();
}

}  // namespace clipbox::serve
