#include "net/http_client.h"

#include <curl/curl.h>

#include <optional>

#include "base/error.h"
#include "net/exchange.h"
#include "net/stall_guard.h"
#include "net/url.h"

namespace clipbox::net {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kMaxIdle = 16;  // per reach; more threads than that close theirs

// libcurl's global state is made once and never torn down: other libraries of the process may use it too.
void InitialiseOnce() {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (result != CURLE_OK)
    throw Error(ErrorCode::kInternal, "cannot start libcurl: " + std::string(curl_easy_strerror(result)));
}

Url CheckUrl(const HttpRequest& request) {
  const std::optional<Url> url = ParseUrl(request.url);
  const std::string what = "cannot fetch " + WithoutQuery(request.url) + ": ";
  if (!url) throw Error(ErrorCode::kInvalidUrl, what + "not an http or https URL", {.reason = "not_a_url"});
  if (request.reach == Reach::kPublic && url->scheme != "https") {
    throw Error(ErrorCode::kInvalidUrl, what + "only https is allowed here", {.reason = "scheme"});
  }
  return *url;
}

}  // namespace

struct HttpClient::Connection {
  Connection() : multi(curl_multi_init()), easy(curl_easy_init()) {
    if (multi == nullptr || easy == nullptr) throw Error(ErrorCode::kInternal, "cannot make a libcurl handle");
  }
  ~Connection() {
    curl_easy_cleanup(easy);
    curl_multi_cleanup(multi);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Runs the prepared transfer to its end. The multi handle is what lets a stop wake the wait.
  CURLcode Perform(const Exchange& exchange, const std::stop_token& stop) {
    StallGuard stall(exchange.request.stall_timeout);
    curl_multi_add_handle(multi, easy);
    const std::stop_callback wake(stop, [this] { curl_multi_wakeup(multi); });
    std::optional<CURLcode> result;
    while (!result && !stop.stop_requested()) {
      int running = 0;
      curl_multi_perform(multi, &running);
      int left = 0;
      while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
        if (message->msg == CURLMSG_DONE) result = message->data.result;
      }
      if (!result && stall.IsStalled(exchange.moved_bytes)) result = CURLE_OPERATION_TIMEDOUT;
      if (!result) curl_multi_poll(multi, nullptr, 0, stall.PollMs(), nullptr);
    }
    curl_multi_remove_handle(multi, easy);
    return result.value_or(CURLE_ABORTED_BY_CALLBACK);
  }

  CURLM* multi;
  CURL* easy;
};

std::string HttpResponse::Header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

HttpClient::HttpClient() { InitialiseOnce(); }
HttpClient::~HttpClient() = default;

std::unique_ptr<HttpClient::Connection> HttpClient::Take(Reach reach) {
  const base::MutexLock lock(mutex_);
  auto& idle = idle_[reach];
  if (idle.empty()) return std::make_unique<Connection>();
  std::unique_ptr<Connection> connection = std::move(idle.back());
  idle.pop_back();
  return connection;
}

void HttpClient::Give(Reach reach, std::unique_ptr<Connection> connection) {
  const base::MutexLock lock(mutex_);
  auto& idle = idle_[reach];
  if (idle.size() < kMaxIdle) idle.push_back(std::move(connection));
}

HttpResponse HttpClient::Send(const HttpRequest& request, std::stop_token stop) {
  const Url url = CheckUrl(request);
  Exchange exchange{.request = request, .plain_http = url.scheme == "http", .response = {}};
  const HeaderList headers = ListOf(request.headers);
  std::unique_ptr<Connection> connection = Take(request.reach);
  SetOptions(connection->easy, exchange, headers);
  const CURLcode result = connection->Perform(exchange, stop);
  if (stop.stop_requested() && result != CURLE_OK) {
    throw Error(ErrorCode::kCancelled, "stopped while fetching " + WithoutQuery(request.url));
  }
  // A connection that failed is not given back: what is left on it is not known.
  if (result != CURLE_OK) ThrowFailure(exchange, result);
  long status = 0;
  curl_easy_getinfo(connection->easy, CURLINFO_RESPONSE_CODE, &status);
  exchange.response.status = static_cast<int>(status);
  Give(request.reach, std::move(connection));
  return std::move(exchange.response);
}

}  // namespace clipbox::net
