// A client of the server's API as a third party would write one: JSON over HTTP with a bearer token. Thread-safe.
// The server's address is asked for at each call, so a client goes on after a restart; the Appliance must outlive it.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/json.h"
#include "e2e/harness/appliance.h"
#include "net/http_client.h"

namespace clipbox::e2e {

using base::Json;

struct Answer {
  int status = 0;
  Json json;  // null where the body is none
  net::HttpResponse raw;
};

// An answer other than 2xx where the test needs one.
class Refused : public std::runtime_error {
 public:
  Refused(const std::string& call, const Answer& answer);
  int status() const { return status_; }
  const std::string& code() const { return code_; }

 private:
  int status_;
  std::string code_;  // of the problem, empty where it is none
};

class ApiClient {
 public:
  // `base_url` gives `http://host:port`; `credentials` is a header (`Authorization: Bearer …`), or nothing to come as a
  // stranger.
  ApiClient(std::function<std::string()> base_url, std::string credentials)
      : base_url_(std::move(base_url)), credentials_(std::move(credentials)) {}

  // Any answer. `path` from the root; `headers` as `Name: value`. Throws: base::Error kUnreachable where nobody
  // answers.
  Answer Call(const std::string& method, const std::string& path, const Json& body = nullptr,
              std::vector<std::string> headers = {}) const;
  // Below /api/v1, and 2xx. Throws: Refused; base::Error kUnreachable.
  Json Get(const std::string& path) const { return Require("GET", path, nullptr); }
  Json Post(const std::string& path, const Json& body = Json::object()) const { return Require("POST", path, body); }
  Json Put(const std::string& path, const Json& body) const { return Require("PUT", path, body); }
  Json Patch(const std::string& path, const Json& body) const { return Require("PATCH", path, body); }
  Json Delete(const std::string& path) const { return Require("DELETE", path, nullptr); }

  // Every item of a list, page by page.
  std::vector<Json> List(const std::string& path) const;
  std::vector<Json> Artifacts(const std::string& job) const { return List("/jobs/" + job + "/artifacts"); }
  std::vector<Json> Timeline(const std::string& job) const { return List("/jobs/" + job + "/timeline"); }

  // The same server, as somebody else.
  ApiClient As(std::string credentials) const { return ApiClient(base_url_, std::move(credentials)); }

  std::string url() const { return base_url_(); }
  const std::string& credentials() const { return credentials_; }

 private:
  Json Require(const std::string& method, const std::string& path, const Json& body) const;

  const std::function<std::string()> base_url_;
  const std::string credentials_;
};

// Sends to an absolute (presigned) URL without credentials. Throws: base::Error kUnreachable.
net::HttpResponse Fetch(const std::string& url, const std::string& method = "GET", std::string body = "");

// Of every account that the tests make.
inline constexpr const char* kPassword = "a long enough password";

// The first administrator of a new server, by its set-up link, with an API token.
ApiClient SetUp(Appliance& appliance);
// A further account of role member, made by an administrator, with a token of its own.
ApiClient AddMember(const ApiClient& admin, const std::string& name);

}  // namespace clipbox::e2e
