// The film that `clip` and `probe` are given: a local file, or an http(s) URL read by ranges, through a cache of its
// blocks. Used from the main thread.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "media/source/block_cache.h"
#include "net/http_client.h"

namespace clipbox::cli {

class MediaSource {
 public:
  // A stop ends what is under way with a URL. Throws: Error kInputOutput where the file cannot be read; as
  // net::HttpSource for a URL.
  MediaSource(const std::string& file_or_url, std::stop_token stop);

  base::ByteSource& bytes() const { return *bytes_; }
  // What was read of it since this was last asked.
  media::BlockCache::Counts TakeCounts() const { return bytes_->TakeCounts(); }

 private:
  std::unique_ptr<net::HttpClient> client_;  // outlives the source that reads through it
  std::unique_ptr<media::BlockCache> bytes_;
};

}  // namespace clipbox::cli
