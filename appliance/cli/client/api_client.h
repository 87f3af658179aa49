// A client of the HTTP API, as any program would be one: JSON over libcurl with a bearer token. Knows the contract
// (/api/openapi.json) and nothing of the server's insides. Used by demo, add, jobs, show and fetch. Thread-safe once
// the token is given.
#pragma once

#include <chrono>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "net/http_client.h"

namespace clipbox::cli {

// The server answered, and the answer is no.
class Refusal : public base::Error {
 public:
  Refusal(int status_in, std::string code_in, const std::string& message)
      : Error(base::ErrorCode::kInternal, message), status(status_in), problem_code(std::move(code_in)) {}

  const int status;
  const std::string problem_code;  // as in base/error_table.h; empty if the answer is no problem+json
};

class ApiClient {
 public:
  // `server`: `http://host:port`. `http` outlives this.
  ApiClient(net::HttpClient& http, std::string server) : http_(http), server_(std::move(server)) {}

  void UseToken(std::string token) { token_ = std::move(token); }
  // From now on a server that is away or busy is asked again for so long, before a call fails. Each call of the API may
  // be repeated.
  void KeepTrying(std::chrono::seconds patience) { patience_ = patience; }

  // `path` is below `/api/v1`. The answer's JSON, null for 204.
  // Throws: Refusal for any status that is not 2xx; Error kUnreachable. Both say what to do.
  base::Json Get(const std::string& path);
  base::Json Post(const std::string& path, const base::Json& body);
  base::Json Put(const std::string& path, const base::Json& body);
  base::Json Patch(const std::string& path, const base::Json& body);
  // A job that is made once, however often the call is repeated.
  base::Json PostOnce(const std::string& path, const base::Json& body, const std::string& idempotency_key);

  // All items of a list, page by page. `path` may carry a query.
  base::Json List(const std::string& path);

  const std::string& server() const { return server_; }

 private:
  struct Call {
    std::string method;
    std::string path;
    const base::Json* body = nullptr;
    std::string idempotency_key = {};
  };
  base::Json Send(const Call& call);
  net::HttpResponse SendPatiently(const Call& call);
  net::HttpResponse SendOnce(const Call& call);

  net::HttpClient& http_;
  const std::string server_;
  std::string token_;
  std::chrono::seconds patience_{0};
};

// Below the help of every command that is such a client.
inline constexpr const char* kServerHelp =
    "The server is that of CLIPBOX_URL (http://127.0.0.1:8080 where it is not set), the account that of the token in "
    "CLIPBOX_TOKEN.";

// The server of CLIPBOX_URL (else where `serve` listens by default) with the token of CLIPBOX_TOKEN.
// Throws: Error kConfiguration, which says how to come by a token.
ApiClient ServerFromEnvironment(net::HttpClient& http);

}  // namespace clipbox::cli
