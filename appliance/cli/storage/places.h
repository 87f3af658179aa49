// The places that `clipbox storage export`, `import` and `move` copy between: the configured store, a folder, a bucket.
// Main thread only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "config/settings.h"
#include "objectstore/s3/s3_options.h"
#include "objectstore/transfer/embedded_place.h"
#include "objectstore/transfer/folder_place.h"
#include "objectstore/transfer/s3_place.h"
#include "sqlite/server_lock.h"

namespace clipbox::cli {

// As a person writes it: a folder, or `s3://bucket[/prefix]`.
struct PlaceArgument {
  std::string folder;  // empty: a bucket
  std::string bucket;
  std::string prefix;  // in it; empty or ending with '/'
};

// Throws: Error kConfiguration for `s3://` without a bucket and for any other scheme.
PlaceArgument ParsePlace(const std::string& text);

// How a bucket is reached that `s3://…` names.
struct BucketAccess {
  std::string endpoint;  // of --endpoint; empty: AWS_ENDPOINT_URL, else the settings'
  std::string region;    // of --region; empty: AWS_REGION, AWS_DEFAULT_REGION, else the settings'
};
// Keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, else from the settings of a bucket. Throws: Error
// kConfiguration where endpoint or keys are missing.
objectstore::S3Options OptionsOf(const PlaceArgument& argument, const BucketAccess& access,
                                 const config::Settings& settings,
                                 const std::map<std::string, std::string>& environment);

enum class Use { kRead, kWrite };

// The embedded store of the data directory, opened beside a server to be read, alone to be written. For the latter the
// caller keeps servers away.
class OpenedEmbedded {
 public:
  // `bucket`: empty for the product's own; made where it is missing and is to be written. `clock` outlives this.
  // Throws: Error kNotFound without such a bucket or a store; as BucketStore.
  OpenedEmbedded(const config::Settings& settings, base::Clock& clock, Use use, const std::string& bucket);

  objectstore::EmbeddedView& view() { return *view_; }
  objectstore::BucketStore* store() { return store_.get(); }
  objectstore::Place& place() { return *place_; }

 private:
  std::unique_ptr<objectstore::BucketStore> store_;
  std::unique_ptr<objectstore::EmbeddedView> view_;
  std::unique_ptr<objectstore::EmbeddedPlace> place_;
};

}  // namespace clipbox::cli
