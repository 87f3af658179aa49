// The presigned URLs that uploads and downloads go by.
#pragma once

#include <functional>
#include <string>

namespace clipbox::cli {

// The URL ran out while it waited for the line: R2 answers 400, S3 403.
inline bool WantsNewUrl(int status) { return status == 400 || status == 403; }

// A signed URL, kept until the store wants another.
class SignedUrl {
 public:
  explicit SignedUrl(const std::function<std::string()>& sign) : sign_(sign) {}
  const std::string& Get() {
    if (url_.empty()) url_ = sign_();
    return url_;
  }
  void Renew() { url_.clear(); }

 private:
  const std::function<std::string()>& sign_;
  std::string url_;
};

}  // namespace clipbox::cli
