// Where a request goes: signed for ours, a plain path for nginx. And what the parts of this benchmark share. One
// thread.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/clock.h"
#include "bench/store/measured_server.h"
#include "crypto/sigv4_presign.h"

namespace clipbox::bench {

class Targets {
 public:
  Targets(int port, bool is_ours, const std::string& scheme = "http")
      : origin_(scheme + "://127.0.0.1:" + std::to_string(port)), is_ours_(is_ours) {}

  // A key may be empty: the bucket.
  std::string Of(const std::string& method, const std::string& key, const std::vector<crypto::NameValue>& query = {}) {
    if (!is_ours_) return "/" + key;
    const std::string url =
        crypto::PresignUrl(keys_, {method, origin_, "/clipbox" + (key.empty() ? "" : "/" + key), query, "auto",
                                   base::SystemClock().Now(), std::chrono::hours(1)});
    return url.substr(origin_.size());
  }

 private:
  const std::string origin_;
  const bool is_ours_;
  crypto::SigningKeys keys_{{kAccessKeyId, kSecretAccessKey}};
};

inline double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace clipbox::bench
