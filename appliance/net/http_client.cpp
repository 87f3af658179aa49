#include "net/http_client.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <exception>
#include <optional>
#include <span>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "net/address.h"
#include "net/stall_guard.h"
#include "net/url.h"

namespace clipbox::net {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kMaxHeaderBytes = 64 * 1024;
constexpr long kTransferBuffer = 256 * 1024;  // a wake-up for each 16 KiB, as by default, is felt on a fast line
constexpr std::size_t kMaxIdle = 16;          // per reach; more threads than that close theirs

// libcurl's global state is made once and never torn down: other libraries of the process may use it too.
void InitialiseOnce() {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (result != CURLE_OK)
    throw Error(ErrorCode::kInternal, "cannot start libcurl: " + std::string(curl_easy_strerror(result)));
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// The URL as messages may show it: a query can carry a key or a signature.
std::string WithoutQuery(const std::string& url) { return url.substr(0, url.find_first_of("?#")); }

// One exchange while it runs; the callbacks fill it. They are called from C, so they throw nothing and note what they
// refuse.
struct Exchange {
  const HttpRequest& request;
  bool plain_http = false;
  HttpResponse response;
  std::size_t header_bytes = 0;
  bool too_large = false;
  bool address_refused = false;
  std::uint64_t uploaded = 0;              // of request.upload_bytes
  std::exception_ptr upload_failure = {};  // what request.upload threw
  std::uint64_t moved_bytes = 0;           // both ways
};

// Counted as it arrives, since a Content-Length may be missing or wrong. Fewer bytes taken than given make libcurl end
// the transfer.
std::size_t OnBody(char* data, std::size_t size, std::size_t count, void* context) noexcept {
  auto& exchange = *static_cast<Exchange*>(context);
  const std::size_t bytes = size * count;
  exchange.moved_bytes += bytes;
  exchange.too_large = exchange.response.body.size() + bytes > exchange.request.max_bytes;
  if (exchange.too_large) return 0;
  try {
    exchange.response.body.append(data, bytes);
  } catch (...) {
    return 0;
  }
  return bytes;
}

std::size_t OnRead(char* into, std::size_t size, std::size_t count, void* context) noexcept {
  auto& exchange = *static_cast<Exchange*>(context);
  const HttpRequest& request = exchange.request;
  const std::uint64_t wanted = std::min<std::uint64_t>(size * count, request.upload_bytes - exchange.uploaded);
  try {
    const std::span<char> room(into, static_cast<std::size_t>(wanted));
    const std::size_t got =
        request.upload->ReadAt(request.upload_from + exchange.uploaded, std::as_writable_bytes(room));
    if (got < wanted)
      throw Error(ErrorCode::kInputOutput, "cannot send " + request.upload->name() + ": it became shorter");
    exchange.uploaded += got;
    exchange.moved_bytes += got;
    return got;
  } catch (...) {
    exchange.upload_failure = std::current_exception();
    return CURL_READFUNC_ABORT;
  }
}

// A kept connection may turn out dead only when it is written to: libcurl then begins again on a new one.
int OnSeek(void* context, curl_off_t offset, int origin) noexcept {
  if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
  static_cast<Exchange*>(context)->uploaded = static_cast<std::uint64_t>(offset);
  return CURL_SEEKFUNC_OK;
}

// The status line and the empty line at the end pass here as well; without a colon they are left out.
void AddHeader(HttpResponse& response, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  response.headers[base::ToLower(line.substr(0, colon))] = base::Trim(line.substr(colon + 1), base::kWhiteSpace);
}

std::size_t OnHeader(char* data, std::size_t size, std::size_t count, void* context) noexcept {
  auto& exchange = *static_cast<Exchange*>(context);
  const std::size_t bytes = size * count;
  exchange.header_bytes += bytes;
  exchange.too_large = exchange.header_bytes > kMaxHeaderBytes;
  if (exchange.too_large) return 0;
  try {
    AddHeader(exchange.response, {data, bytes});
  } catch (...) {
    return 0;
  }
  return bytes;
}

// The last moment before a connection, with the address that the name really resolved to.
curl_socket_t OnOpenSocket(void* context, curlsocktype, curl_sockaddr* address) noexcept {
  auto& exchange = *static_cast<Exchange*>(context);
  const Reach reach = exchange.request.reach;
  const bool refused = (reach == Reach::kPublic && !IsPublicAddress(address->addr)) ||
                       (reach == Reach::kConfigured && exchange.plain_http && !IsPrivateAddress(address->addr));
  exchange.address_refused = exchange.address_refused || refused;
  return refused ? CURL_SOCKET_BAD : ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
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

// The list must live until the transfer ends; libcurl keeps only the pointer.
HeaderList ListOf(const std::vector<std::string>& headers) {
  HeaderList list(curl_slist_append(nullptr, "Expect:"));  // no waiting for 100-continue
  for (const std::string& header : headers) curl_slist_append(list.get(), header.c_str());
  return list;
}

void SetUpload(CURL* easy, Exchange& exchange) {
  curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(exchange.request.upload_bytes));
  curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, kTransferBuffer);
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, OnRead);
  curl_easy_setopt(easy, CURLOPT_READDATA, &exchange);
  curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, OnSeek);
  curl_easy_setopt(easy, CURLOPT_SEEKDATA, &exchange);
}

void SetBody(CURL* easy, Exchange& exchange) {
  const HttpRequest& request = exchange.request;
  if (request.upload != nullptr) {
    SetUpload(easy, exchange);
  } else if (request.method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET") {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

// Everything is set anew: the handle comes from an earlier request, and reset keeps only its connections and caches.
void SetOptions(CURL* easy, Exchange& exchange, const HeaderList& headers) {
  const HttpRequest& request = exchange.request;
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, kTransferBuffer);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, request.reach == Reach::kPublic ? "https" : "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY,
                   "");  // none from the environment: outbound connections go where the settings say
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "clipbox");
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.total_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, OnBody);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, OnHeader);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, OnOpenSocket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &exchange);
  SetBody(easy, exchange);
}

// What a callback refused comes first: libcurl itself only says that a write failed or no socket was had.
[[noreturn]] void ThrowFailure(const Exchange& exchange, CURLcode result) {
  if (exchange.upload_failure) std::rethrow_exception(exchange.upload_failure);
  const std::string what = "cannot fetch " + WithoutQuery(exchange.request.url) + ": ";
  if (exchange.too_large) {
    throw Error(ErrorCode::kTooLarge,
                what + "the answer is larger than " + std::to_string(exchange.request.max_bytes) + " bytes");
  }
  if (exchange.address_refused) {
    throw Error(ErrorCode::kInvalidUrl, what + "its host has an address that may not be reached from here",
                {.reason = "address"});
  }
  throw Error(ErrorCode::kUnreachable, what + curl_easy_strerror(result));
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
