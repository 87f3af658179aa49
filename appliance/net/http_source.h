// An object behind an http or https URL as a ByteSource, read by ranged GETs: `clipbox clip URL` and `clipbox probe
// URL`. The entity tag of the first answer is pinned: a file that changes underneath is an error, never a mixture. Safe
// to share between threads.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include "base/byte_source.h"
#include "net/http_client.h"

namespace clipbox::net {

class HttpSource final : public base::ByteSource {
 public:
  // Asks for the first byte to learn size and entity tag. `client` must outlive the source; a stop of `stop` ends every
  // read. Throws: as HttpClient::Send; Error kInputOutput where the server gives no ranges or no size, kNoSuchKey on
  // 404 and 410.
  HttpSource(HttpClient& client, std::string url, Reach reach, std::stop_token stop);

  std::uint64_t size() const override { return size_; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override;
  std::string name() const override { return name_; }
  std::string etag() const override { return etag_.empty() ? "" : etag_.substr(1, etag_.size() - 2); }
  int useful_reads() const override { return 8; }

 private:
  // Bytes [first, last], tried again a few times where the failure may pass.
  HttpResponse Fetch(std::uint64_t first, std::uint64_t last) const;
  HttpResponse FetchOnce(std::uint64_t first, std::uint64_t last) const;
  HttpResponse Checked(HttpResponse response) const;

  HttpClient& client_;
  const std::string url_;
  const std::string name_;  // the URL without its query, which may hold a signature
  const Reach reach_;
  const std::stop_token stop_;
  std::string etag_;  // strong ones only; empty: the server gave none. Constant after construction, as is size_
  std::uint64_t size_ = 0;
};

}  // namespace clipbox::net
