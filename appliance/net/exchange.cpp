#include "net/exchange.h"

#include <sys/socket.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "net/address.h"

namespace clipbox::net {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kMaxHeaderBytes = 64 * 1024;
constexpr long kTransferBuffer = 256 * 1024;  // a wake-up for each 16 KiB, as by default, is felt on a fast line

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

}  // namespace

std::string WithoutQuery(const std::string& url) { return url.substr(0, url.find_first_of("?#")); }

HeaderList ListOf(const std::vector<std::string>& headers) {
  HeaderList list(curl_slist_append(nullptr, "Expect:"));  // no waiting for 100-continue
  for (const std::string& header : headers) curl_slist_append(list.get(), header.c_str());
  return list;
}

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

void ThrowFailure(const Exchange& exchange, CURLcode result) {
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

}  // namespace clipbox::net
