// HTTP requests going out, by libcurl. No redirects, no proxies from the environment, a bound on bytes and time for
// each, and a rule about which addresses may be reached. Thread-safe; connections are kept and reused between calls.
// Used by youtube, objectstore and cli.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/mutex.h"

namespace clipbox::net {

// Which addresses a URL may lead to, judged on the resolved address at connecting.
enum class Reach {
  kPublic,      // https to public addresses only: for URLs that came out of data
  kConfigured,  // https anywhere, http to loopback and private networks only: for endpoints the operator names
  kAnywhere,    // http or https: for a URL that the person at the keyboard typed
};

struct HttpRequest {
  std::string url;
  Reach reach = Reach::kPublic;
  std::string method = "GET";
  std::vector<std::string> headers;  // `Name: value`
  std::string body;                  // sent where the method is not GET or HEAD
  // Bytes that a PUT reads while they go out, instead of `body`: `upload_bytes` of `upload` from `upload_from`.
  base::ByteSource* upload = nullptr;
  std::uint64_t upload_from = 0;
  std::uint64_t upload_bytes = 0;
  std::uint64_t max_bytes = 1 << 20;
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds total_timeout{30'000};
  std::chrono::milliseconds stall_timeout{
      0};  // over this time less than 1 KiB/s, both ways together, ends it; zero: not looked at
};

struct HttpResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case; of repeated ones the last
  std::string body;

  bool IsSuccess() const { return status >= 200 && status < 300; }
  // A later try may go better.
  bool MayPass() const { return status == 408 || status == 429 || status >= 500; }
  // The header's value, empty where missing.
  std::string Header(const std::string& name) const;
};

class HttpClient {
 public:
  HttpClient();
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Sends and waits for the whole answer; any status is an answer, 3xx included. The path goes out as it is written,
  // dot segments too. Messages carry the URL without its query.
  // Throws: Error kUnreachable (resolver, connection, TLS, timeout, stall); kTooLarge (body over max_bytes); kCancelled
  // (stop). Whatever `upload` throws. kInvalidUrl by the rule of `reach`; its reason is `scheme`, `address` or
  // `not_a_url`.
  HttpResponse Send(const HttpRequest& request, std::stop_token stop) EXCLUDES(mutex_);

 private:
  struct Connection;  // one libcurl multi and easy handle with its live connections

  std::unique_ptr<Connection> Take(Reach reach) EXCLUDES(mutex_);
  void Give(Reach reach, std::unique_ptr<Connection> connection) EXCLUDES(mutex_);

  base::Mutex mutex_;
  // Kept apart by reach: a live connection is not judged again, so one made under a wider rule must not serve a
  // narrower one.
  std::map<Reach, std::vector<std::unique_ptr<Connection>>> idle_ GUARDED_BY(mutex_);
};

}  // namespace clipbox::net
