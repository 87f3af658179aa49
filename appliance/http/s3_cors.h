// Cross-origin answers of the embedded store, as a bucket with one CORS rule gives them: the page may be of another
// origin than the store. Constant after construction; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "http/response.h"

namespace clipbox::http {

class S3Cors {
 public:
  // Empty: only the page's own origin, which is the origin by which the request reached us. `*` allows every origin.
  explicit S3Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  // The answer to a preflight. Throws: S3Error AccessForbidden (403) where the rule does not allow it.
  Response Preflight(const Request& request) const;

  // What a browser needs to let the page read an answer, errors too: a page that cannot see a 403 cannot ask for a new
  // URL.
  void Apply(const Request& request, Response& response) const;

 private:
  bool Allows(const Request& request, std::string_view origin) const;

  const std::vector<std::string> origins_;
};

}  // namespace clipbox::http
