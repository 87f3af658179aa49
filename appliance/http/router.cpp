#include "http/router.h"

#include <algorithm>
#include <stdexcept>

#include "base/error.h"
#include "base/metrics.h"
#include "http/address.h"
#include "http/cookies.h"
#include "http/problem.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

bool IsName(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

bool Matches(const std::vector<std::string>& pattern, const Target& target) {
  if (!target.decodable || pattern.size() != target.segments.size()) return false;
  return std::equal(pattern.begin(), pattern.end(), target.segments.begin(), [](const auto& part, const auto& segment) {
    return IsName(part) ? !segment.empty() : part == segment;
  });
}

bool FromLoopback(const Request& request) {
  const auto address = ParseAddress(request.client_address);
  return address && IsLoopback(*address);
}

// Who calls, checked against the route's rule; a renewed cookie is left in `set_cookie`.
void Admit(Request& request, Access access, Authenticator& authenticator, std::string& set_cookie) {
  CheckSameSite(request);
  if (access == Access::kOpen) return;
  if (access == Access::kLoopbackOrSignedIn && FromLoopback(request)) return;
  if (auto found = authenticator.Authenticate(request)) {
    request.caller = std::move(found->caller);
    set_cookie = std::move(found->set_cookie);
  }
  if (!request.GetCaller().is_administrator && access == Access::kAdministrator) {
    throw Error(ErrorCode::kForbidden, "Only an administrator may do this. Ask one.");
  }
}

}  // namespace

void Router::Add(Route route) {
  const Entry entry{routes_.size(), ParseTarget(route.pattern).segments};
  const auto clashes = [&route](const Route& other) {
    return (other.method == route.method && other.pattern == route.pattern) ||
           (other.name == route.name && route.documented);
  };
  if (std::any_of(routes_.begin(), routes_.end(), clashes)) {
    throw std::logic_error("two routes for " + route.method + " " + route.pattern + " or two named " + route.name);
  }
  routes_.push_back(std::move(route));
  // Literals stand before names, so that `/jobs/new` would win over `/jobs/{id}`.
  const auto more_literal = [](const Entry& left, const Entry& right) {
    return std::count_if(left.segments.begin(), left.segments.end(), IsName) <
           std::count_if(right.segments.begin(), right.segments.end(), IsName);
  };
  entries_.insert(std::upper_bound(entries_.begin(), entries_.end(), entry, more_literal), entry);
}

bool Router::Knows(const Target& target) const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [&target](const Entry& entry) { return Matches(entry.segments, target); });
}

const Route& Router::GetRoute(Request& request) const {
  const std::string_view wanted = request.method == "HEAD" ? "GET" : std::string_view(request.method);
  std::vector<std::string> allowed;
  for (const Entry& entry : entries_) {
    const Route& route = routes_[entry.route];
    if (!Matches(entry.segments, request.target)) continue;
    if (route.method != wanted) {
      allowed.push_back(route.method);
      if (route.method == "GET") allowed.emplace_back("HEAD");
      continue;
    }
    for (std::size_t i = 0; i < entry.segments.size(); ++i) {
      const std::string& part = entry.segments[i];
      if (IsName(part)) request.path.emplace(part.substr(1, part.size() - 2), request.target.segments[i]);
    }
    return route;
  }
  if (!allowed.empty()) {
    throw Error(ErrorCode::kMethodNotAllowed, "This address does not take " + request.method + ".",
                {.allowed = allowed});
  }
  throw Error(ErrorCode::kNotFound, "There is nothing at this address. See /api/openapi.json for what there is.");
}

Response Router::Dispatch(Request& request, std::string& route_name) const {
  const Route& route = GetRoute(request);
  route_name = route.name;
  std::string set_cookie;
  Admit(request, route.access, authenticator_, set_cookie);
  Response response = route.handler(request);
  if (!set_cookie.empty() && !response.headers.Has("Set-Cookie")) response.headers.Add("Set-Cookie", set_cookie);
  return response;
}

Response Router::Answer(Request& request) const {
  std::string route_name = "none";
  Response response;
  try {
    response = Dispatch(request, route_name);
  } catch (...) {
    response = ProblemOf(std::current_exception(), request.method, request.target.raw_path);
  }
  CountAnswer(route_name, response);
  return response;
}

Response Router::Refuse(const Request&, const Error& error) const { return Problem(error); }

void CountAnswer(std::string_view route_name, const Response& response) {
  base::CountMetric("clipbox_http_requests_total",
                    {{"route", std::string(route_name)}, {"code", std::to_string(response.status)}});
}

}  // namespace clipbox::http
