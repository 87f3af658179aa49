#include "e2e/harness/api_client.h"

#include <utility>

namespace clipbox::e2e {
namespace {

constexpr std::uint64_t kMaxBytes = 256ULL << 20;

// One for all: it keeps its connections, as a browser does.
net::HttpClient& SharedClient() {
  static net::HttpClient client;
  return client;
}

Answer Send(net::HttpRequest request) {
  request.reach = net::Reach::kConfigured;
  request.max_bytes = kMaxBytes;
  request.total_timeout = std::chrono::seconds(60);
  Answer answer;
  answer.raw = SharedClient().Send(request, {});
  answer.status = answer.raw.status;
  if (answer.raw.Header("content-type").find("json") != std::string::npos)
    answer.json = base::ParseJson(answer.raw.body);
  return answer;
}

std::string CodeOf(const Answer& answer) { return answer.json.is_object() ? answer.json.value("code", "") : ""; }

// As whoever the answer's cookie signs in, by a token made with that cookie.
ApiClient WithToken(const ApiClient& client, const Answer& signed_in) {
  const std::string cookie = signed_in.raw.Header("set-cookie");
  const ApiClient by_cookie = client.As("Cookie: " + cookie.substr(0, cookie.find(';')));
  return client.As("Authorization: Bearer " +
                   by_cookie.Post("/tokens", {{"name", "test"}}).at("secret").get<std::string>());
}

Answer PostOpen(const ApiClient& client, const std::string& path, const Json& body) {
  Answer answer = client.Call("POST", "/api/v1" + path, body);
  if (answer.status / 100 != 2) throw Refused("POST " + path, answer);
  return answer;
}

}  // namespace

Refused::Refused(const std::string& call, const Answer& answer)
    : std::runtime_error(call + " was answered " + std::to_string(answer.status) + " " + answer.raw.body),
      status_(answer.status),
      code_(CodeOf(answer)) {}

Answer ApiClient::Call(const std::string& method, const std::string& path, const Json& body,
                       std::vector<std::string> headers) const {
  net::HttpRequest request;
  request.headers = std::move(headers);
  request.url = url() + path;
  request.method = method;
  if (!credentials_.empty()) request.headers.push_back(credentials_);
  if (!body.is_null()) {
    request.headers.push_back("Content-Type: application/json");
    request.body = base::DumpJson(body);
  }
  return Send(std::move(request));
}

Json ApiClient::Require(const std::string& method, const std::string& path, const Json& body) const {
  const Answer answer = Call(method, "/api/v1" + path, body);
  if (answer.status / 100 != 2) throw Refused(method + " " + path, answer);
  return answer.json;
}

std::vector<Json> ApiClient::List(const std::string& path) const {
  std::vector<Json> items;
  std::string cursor;
  do {
    const Json page = Get(path + "?limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const Json& item : page.at("items")) items.push_back(item);
    cursor = page.at("nextCursor").is_null() ? "" : page.at("nextCursor").get<std::string>();
  } while (!cursor.empty());
  return items;
}

net::HttpResponse Fetch(const std::string& url, const std::string& method, std::string body) {
  net::HttpRequest request;
  request.url = url;
  request.method = method;
  request.body = std::move(body);
  return Send(std::move(request)).raw;
}

ApiClient SetUp(Appliance& appliance) {
  const ApiClient stranger([&appliance] { return appliance.url(); }, "");
  const Json account = {{"setupToken", appliance.ReadSetupToken()}, {"username", "ada"}, {"password", kPassword}};
  return WithToken(stranger, PostOpen(stranger, "/setup", account));
}

ApiClient AddMember(const ApiClient& admin, const std::string& name) {
  admin.Post("/users", {{"username", name}, {"password", kPassword}, {"role", "member"}});
  return WithToken(admin, PostOpen(admin.As(""), "/session", {{"username", name}, {"password", kPassword}}));
}

}  // namespace clipbox::e2e
