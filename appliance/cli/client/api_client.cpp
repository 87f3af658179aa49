#include "cli/client/api_client.h"

#include <algorithm>
#include <cstdlib>

#include "net/url.h"
#include "work/wake.h"

namespace clipbox::cli {

using base::Error;
using base::ErrorCode;
using base::Json;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr const char* kDefaultServer = "http://127.0.0.1:8080";
constexpr const char* kHowToMakeToken =
    "make one on the server with `clipbox token create --user NAME` and put it into CLIPBOX_TOKEN";
constexpr milliseconds kFirstPause{250};
constexpr milliseconds kMaxPause{5'000};

// The server, or a proxy before it, is away or busy for a moment.
bool MayComeLater(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// What a refusal's body says; null if it is no JSON: whatever answers there may be no clipbox.
Json ProblemOf(const std::string& body) {
  try {
    return base::ParseJson(body);
  } catch (const Error&) {
    return nullptr;
  }
}

}  // namespace

Json ApiClient::Get(const std::string& path) { return Send({"GET", path}); }
Json ApiClient::Post(const std::string& path, const Json& body) { return Send({"POST", path, &body}); }
Json ApiClient::Put(const std::string& path, const Json& body) { return Send({"PUT", path, &body}); }
Json ApiClient::Patch(const std::string& path, const Json& body) { return Send({"PATCH", path, &body}); }

Json ApiClient::PostOnce(const std::string& path, const Json& body, const std::string& idempotency_key) {
  return Send({"POST", path, &body, idempotency_key});
}

Json ApiClient::List(const std::string& path) {
  Json items = Json::array();
  std::string cursor;
  do {
    const std::string query = (path.find('?') == std::string::npos ? "?limit=200" : "&limit=200") +
                              (cursor.empty() ? "" : "&cursor=" + cursor);
    const Json page = Get(path + query);
    for (const Json& item : page.at("items")) items.push_back(item);
    cursor = page.at("nextCursor").is_null() ? "" : page.at("nextCursor").get<std::string>();
  } while (!cursor.empty());
  return items;
}

Json ApiClient::Send(const Call& call) {
  const net::HttpResponse response = SendPatiently(call);
  if (!response.IsSuccess()) {
    const Json problem = ProblemOf(response.body);
    const bool is_problem = problem.is_object() && problem.contains("detail");
    const std::string code = is_problem ? problem.value("code", "") : "";
    if (response.status == 401) throw Refusal(401, code, server_ + " does not know the token: " + kHowToMakeToken);
    const std::string why =
        is_problem ? code + ": " + problem.value("detail", "")
                   : "status " + std::to_string(response.status) + "; is " + server_ + " a clipbox server?";
    throw Refusal(response.status, code, "the server refused " + call.method + " " + call.path + ": " + why);
  }
  return response.body.empty() ? Json() : base::ParseJson(response.body);
}

net::HttpResponse ApiClient::SendPatiently(const Call& call) {
  const auto until = steady_clock::now() + patience_;
  for (milliseconds pause = kFirstPause;; pause = std::min(pause * 2, kMaxPause)) {
    const bool last = steady_clock::now() + pause > until;
    try {
      net::HttpResponse response = SendOnce(call);
      if (last || !MayComeLater(response.status)) return response;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUnreachable) throw;
      if (last) {
        throw Error(ErrorCode::kUnreachable, "cannot reach the server at " + server_ + " (" + error.what() +
                                                 "): start it with `clipbox serve`, or set CLIPBOX_URL to where it is");
      }
    }
    work::Wake().Wait({}, 0, pause);
  }
}

net::HttpResponse ApiClient::SendOnce(const Call& call) {
  net::HttpRequest request;
  request.url = server_ + "/api/v1" + call.path;
  request.reach = net::Reach::kAnywhere;
  request.method = call.method;
  request.max_bytes = 16 << 20;
  request.total_timeout = std::chrono::seconds(90);  // completing an upload waits for the object store
  if (!token_.empty()) request.headers.push_back("Authorization: Bearer " + token_);
  if (!call.idempotency_key.empty()) request.headers.push_back("Idempotency-Key: " + call.idempotency_key);
  if (call.body != nullptr) {
    request.headers.push_back("Content-Type: application/json");
    request.body = base::DumpJson(*call.body);
  }
  return http_.Send(request, {});
}

ApiClient ServerFromEnvironment(net::HttpClient& http) {
  std::string server = Environment("CLIPBOX_URL");
  if (server.empty()) server = kDefaultServer;
  while (server.ends_with('/')) server.pop_back();
  if (!net::ParseUrl(server))
    throw Error(ErrorCode::kConfiguration,
                "CLIPBOX_URL is no address: write it as http://host:port, not \"" + server + "\"");
  const std::string token = Environment("CLIPBOX_TOKEN");
  if (token.empty())
    throw Error(ErrorCode::kConfiguration, std::string("CLIPBOX_TOKEN is not set: ") + kHowToMakeToken);
  ApiClient client(http, server);
  client.UseToken(token);
  return client;
}

}  // namespace clipbox::cli
