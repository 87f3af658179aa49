// The random token that each upload of ours puts into its object's metadata. When the answer to a completion is lost,
// it tells whether the object under the key is this upload's. Remembered in memory for the newest uploads; after a
// restart the parts' MD5s stand in. Thread-safe.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "base/mutex.h"

namespace clipbox::objectstore::s3 {

// As in x-amz-meta-…; not shown in ObjectInfo.
inline constexpr const char* kUploadTokenName = "clipbox-upload";

class UploadTokens {
 public:
  void Remember(const std::string& upload_id, const std::string& token) EXCLUDES(mutex_);
  std::optional<std::string> Find(const std::string& upload_id) const EXCLUDES(mutex_);

 private:
  static constexpr std::size_t kMaxTokens = 4096;

  mutable base::Mutex mutex_;
  std::deque<std::pair<std::string, std::string>> newest_last_ GUARDED_BY(mutex_);  // upload id, token
};

}  // namespace clipbox::objectstore::s3
