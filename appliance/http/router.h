// From a request to its handler: routes are patterns of segments (`/api/v1/jobs/{id}`), a literal before a `{name}`, no
// regular expressions. Also does what precedes every handler: who may call, the cross-site rule, errors to
// problem+json. Built at start by the composition root, constant afterwards; Answer is safe from several threads at
// once.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/answerer.h"
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
  int also = 0;                         // another status with the same answer; 0: there is none
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

class Router final : public Answerer {
 public:
  // `authenticator` outlives this.
  explicit Router(Authenticator& authenticator) : authenticator_(authenticator) {}

  // Requires: no route of the same method and pattern, a name that no other has.
  void Add(Route route);

  // `HEAD` goes to the route of `GET`. 404 for an address without a route, 405 with Allow for another method.
  Response Answer(Request& request) const override;
  Response Refuse(const Request& request, const base::Error& error) const override;

  // True where a route has this address, whatever its method.
  bool Knows(const Target& target) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Entry {
    std::size_t route;  // index in routes_
    std::vector<std::string> segments;
  };

  const Route& GetRoute(Request& request) const;
  Response Dispatch(Request& request, std::string& route_name) const;

  Authenticator& authenticator_;
  std::vector<Route> routes_;
  std::vector<Entry> entries_;
};

// Counts an answer by its route's name and its status.
void CountAnswer(std::string_view route_name, const Response& response);

}  // namespace clipbox::http
