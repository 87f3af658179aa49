// From a request to its handler: routes are patterns of segments (`/api/v1/jobs/{id}`), a literal before a `{name}`, no
// regular expressions. Also does what precedes every handler: who may call, the cross-site rule, errors to
// problem+json. Built at start by the composition root, constant afterwards; Answer is safe from several threads at
// once.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "http/caller.h"
#include "http/request.h"
#include "http/response.h"

namespace clipbox::http {

enum class Access { kOpen, kSignedIn, kAdministrator, kLoopbackOrSignedIn };

// Handlers parse, call, answer; they throw base::Error, which the router maps (http/problem.h).
using Handler = std::function<Response(Request&)>;

// What /api/openapi.json says of a route beside its pattern; names of schemas are those of http/openapi_schemas.
struct RouteText {
  std::string summary = {};
  std::string request_schema = {};   // empty: no JSON body
  std::string response_schema = {};  // empty: no JSON answer
  int success = 200;
  std::vector<std::string> query = {};  // names of the query parameters
  std::string tag = {};
};

struct Route {
  std::string method;
  std::string pattern;
  std::string name;  // `getJob`: label of the metrics and operationId
  Access access = Access::kSignedIn;
  Handler handler;
  RouteText text = {};
  bool documented = true;  // false: not part of the API (assets, the description itself)
};

class Router {
 public:
  // `authenticator` outlives this.
  explicit Router(Authenticator& authenticator) : authenticator_(authenticator) {}

  // Requires: no route of the same method and pattern, a name that no other has.
  void Add(Route route);
  // Takes every AWS-signed request (request.is_aws_signed) before any route, and what no route knows where
  // `has_bucket_of` says that the store has it; it answers for its own errors.
  void SetObjectStore(Handler handler, std::function<bool(const Request&)> has_bucket_of = {}) {
    object_store_ = std::move(handler);
    has_bucket_of_ = std::move(has_bucket_of);
  }

  // The answer to a request whatever happens: never throws. `HEAD` goes to the route of `GET`. 404, and 405 with Allow.
  Response Answer(Request& request) const;

  // The answer to what the server does not take for a request: in the store's words to whom its signature tells for the
  // store.
  Response Refuse(const Request& request, const base::Error& error) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Entry {
    std::size_t route;  // index in routes_
    std::vector<std::string> segments;
  };

  bool IsForObjectStore(const Request& request) const;
  const Route& GetRoute(Request& request) const;
  Response Dispatch(Request& request, std::string& route_name) const;

  Authenticator& authenticator_;
  Handler object_store_;
  std::function<bool(const Request&)> has_bucket_of_;
  std::vector<Route> routes_;
  std::vector<Entry> entries_;
};

}  // namespace clipbox::http
