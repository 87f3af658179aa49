#include "objectstore/s3/upload_tokens.h"

#include <algorithm>

namespace clipbox::objectstore::s3 {

void UploadTokens::Remember(const std::string& upload_id, const std::string& token) {
  const base::MutexLock lock(mutex_);
  if (newest_last_.size() == kMaxTokens) newest_last_.pop_front();
  newest_last_.emplace_back(upload_id, token);
}

std::optional<std::string> UploadTokens::Find(const std::string& upload_id) const {
  const base::MutexLock lock(mutex_);
  const auto found = std::find_if(newest_last_.rbegin(), newest_last_.rend(),
                                  [&](const auto& each) { return each.first == upload_id; });
  return found == newest_last_.rend() ? std::nullopt : std::optional(found->second);
}

}  // namespace clipbox::objectstore::s3
