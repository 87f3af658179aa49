// Sends signed requests to one bucket and judges the answers: the calls (calls.h) say what to ask, this says how. It
// signs anew for each try, tries again what may pass, and turns refusals into Errors. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/clock.h"
#include "crypto/sigv4.h"
#include "net/http_client.h"
#include "objectstore/s3/endpoint.h"
#include "objectstore/s3/retry.h"
#include "objectstore/s3/s3_options.h"

namespace clipbox::objectstore::s3 {

// Of an answer that is no object: a thousand of the longest keys, percent-encoded, are 3 MiB.
inline constexpr std::size_t kMaxDocumentBytes = 4 << 20;

struct Call {
  const char* what = "";  // for messages: `cannot <what> <key>`
  std::string method = "GET";
  std::string key = {};                         // empty: the bucket itself
  std::vector<crypto::NameValue> query = {};    // decoded
  std::vector<crypto::NameValue> headers = {};  // names in lower case
  std::string body = {};
  // An object's bytes that go out instead of `body`: [from, from + bytes) of `file`.
  base::ByteSource* file = nullptr;
  std::uint64_t from = 0;
  std::uint64_t bytes = 0;               // those of an object that go out or are awaited
  int also_status = 0;                   // a status that is an answer besides 2xx
  std::chrono::milliseconds timeout{0};  // zero: S3Timeouts::answer
  int tries = kMaxTries;
};

class Client {
 public:
  // `clock` outlives it. Throws: Error kConfiguration.
  Client(const S3Options& options, const base::Clock& clock, std::unique_ptr<RetryPace> pace);

  // Sends until `read` has taken an answer, and gives what it made of it. `read` throws Failure for what is no proper
  // answer. Throws: Failure (failure.h), an Error that says by its code what went wrong; Error kInputOutput of `file`.
  template <class Read>
  auto Send(const Call& call, Read read) {
    std::optional<decltype(read(std::declval<const net::HttpResponse&>()))> result;
    Run(call, [&](const net::HttpResponse& response) { result = read(response); });
    return *std::move(result);
  }
  // The same for an answer whose status says everything.
  void Send(const Call& call);

  std::string Presign(std::string_view method, const std::string& key, std::vector<crypto::NameValue> query,
                      std::chrono::seconds expires);
  const Endpoint& endpoint() const { return endpoint_; }
  const S3Timeouts& timeouts() const { return timeouts_; }
  std::optional<std::chrono::seconds> clock_offset() const;
  void Stop() { stop_.request_stop(); }

 private:
  void Run(const Call& call, const std::function<void(const net::HttpResponse&)>& read);
  void TryOnce(const Call& call, const std::function<void(const net::HttpResponse&)>& read);
  std::vector<crypto::NameValue> Sign(const Call& call);
  net::HttpRequest Request(const Call& call);
  net::HttpResponse Exchange(const Call& call);
  void NoteClock(const net::HttpResponse& response);

  const Endpoint endpoint_;
  const std::string region_;
  const S3Timeouts timeouts_;
  const base::Clock& clock_;
  const std::unique_ptr<RetryPace> pace_;
  crypto::SigningKeys keys_;
  net::HttpClient http_;
  std::stop_source stop_;
  static constexpr std::int64_t kNoOffset = INT64_MIN;
  std::atomic<std::int64_t> clock_offset_seconds_{kNoOffset};
};

}  // namespace clipbox::objectstore::s3
