#include "cli/storage/places.h"

#include "base/error.h"
#include "cli/storage/offline.h"
#include "serve/checks/database_pair.h"
#include "serve/room_settings.h"
#include "serve/storage.h"

namespace clipbox::cli {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::string_view kS3 = "s3://";

// The first of the variables that is set; else `otherwise`.
std::string FirstOf(const std::map<std::string, std::string>& environment, std::initializer_list<const char*> names,
                    const std::string& otherwise) {
  for (const char* name : names) {
    const auto found = environment.find(name);
    if (found != environment.end() && !found->second.empty()) return found->second;
  }
  return otherwise;
}

[[noreturn]] void ThrowMissing(const PlaceArgument& argument, const std::string& what) {
  throw Error(ErrorCode::kConfiguration, "s3://" + argument.bucket + " " + what +
                                             ", or configure the bucket as storage.* (`clipbox config`); `clipbox "
                                             "storage keys` prints what leads to an embedded store");
}

// R2's keys are none of the embedded store.
objectstore::EmbeddedStoreOptions EmbeddedOptionsOf(const config::Settings& settings) {
  objectstore::EmbeddedStoreOptions options = serve::StoreOptionsOf(settings);
  if (settings.storage.kind == config::StorageKind::kR2) options.access_key_id = options.secret_access_key = "";
  return options;
}

}  // namespace

PlaceArgument ParsePlace(const std::string& text) {
  if (!text.starts_with(kS3)) {
    if (text.find("://") == std::string::npos) return {text, {}, {}};
    throw Error(ErrorCode::kConfiguration, "cannot copy to or from " + text + ": name a folder, or s3://bucket/prefix");
  }
  const std::string path = text.substr(kS3.size());
  const std::size_t slash = path.find('/');
  PlaceArgument argument{{}, path.substr(0, slash), slash == std::string::npos ? "" : path.substr(slash + 1)};
  if (argument.bucket.empty()) throw Error(ErrorCode::kConfiguration, text + " names no bucket: s3://bucket/prefix");
  if (!argument.prefix.empty() && !argument.prefix.ends_with('/')) argument.prefix += '/';
  return argument;
}

objectstore::S3Options OptionsOf(const PlaceArgument& argument, const BucketAccess& access,
                                 const config::Settings& settings,
                                 const std::map<std::string, std::string>& environment) {
  const bool configured = settings.storage.kind == config::StorageKind::kR2;
  objectstore::S3Options options = configured ? serve::S3OptionsOf(settings.storage) : objectstore::S3Options{};
  options.bucket = argument.bucket;
  options.endpoint =
      access.endpoint.empty() ? FirstOf(environment, {"AWS_ENDPOINT_URL"}, options.endpoint) : access.endpoint;
  options.region = access.region.empty() ? FirstOf(environment, {"AWS_REGION", "AWS_DEFAULT_REGION"},
                                                   configured ? options.region : settings.storage.region)
                                         : access.region;
  options.access_key_id = FirstOf(environment, {"AWS_ACCESS_KEY_ID"}, options.access_key_id);
  options.secret_access_key = FirstOf(environment, {"AWS_SECRET_ACCESS_KEY"}, options.secret_access_key);
  if (options.endpoint.empty()) ThrowMissing(argument, "has no endpoint: give --endpoint, or set AWS_ENDPOINT_URL");
  if (options.access_key_id.empty() || options.secret_access_key.empty())
    ThrowMissing(argument, "needs a key pair: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  return options;
}

OpenedEmbedded::OpenedEmbedded(const config::Settings& settings, base::Clock& clock, Use use,
                               const std::string& bucket) {
  if (use == Use::kWrite) {
    serve::PairAsStartDoes(settings.data.dir);
    store_ = std::make_unique<objectstore::BucketStore>(EmbeddedOptionsOf(settings), clock);
  } else {
    RequireStore(settings);
  }
  view_ = std::make_unique<objectstore::EmbeddedView>(settings.data.dir);
  const std::string own = bucket == settings.storage.bucket ? "" : bucket;
  if (store_ && !own.empty()) store_->buckets().Make(own, clock.Now());
  if (!view_->buckets().Has(own)) throw Error(ErrorCode::kNotFound, "there is no bucket " + bucket + " in the store");
  place_ = std::make_unique<objectstore::EmbeddedPlace>(*view_, store_.get(), own);
}

}  // namespace clipbox::cli
