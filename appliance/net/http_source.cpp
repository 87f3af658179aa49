#include "net/http_source.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <optional>

#include "base/error.h"
#include "base/text.h"

namespace clipbox::net {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::uint64_t kMaxReadBytes = 64U << 20;     // of one request; a longer read takes several
constexpr std::uint64_t kMaxRefusalBytes = 64U << 10;  // the page that comes with an error
constexpr int kTries = 4;
constexpr std::chrono::milliseconds kFirstWait{200};  // doubling from there

struct ContentRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::uint64_t total = 0;
};

// `bytes 0-0/1234` (RFC 9110, 14.4). Returns nullopt for another unit or an unknown total.
std::optional<ContentRange> ParseContentRange(std::string_view text) {
  constexpr std::string_view kUnit = "bytes ";
  if (!text.starts_with(kUnit)) return std::nullopt;
  text.remove_prefix(kUnit.size());
  const auto first = base::ParseNumber<std::uint64_t>(base::TakeUntil(text, '-'));
  const auto last = base::ParseNumber<std::uint64_t>(base::TakeUntil(text, '/'));
  const auto total = base::ParseNumber<std::uint64_t>(text);
  return first && last && total ? std::optional(ContentRange{*first, *last, *total}) : std::nullopt;
}

// Statuses that another try may turn into an answer.

// Waits out a pause between tries; a stop ends it.
void Pause(std::chrono::milliseconds length, const std::stop_token& stop) {
  base::Mutex mutex;
  std::condition_variable_any never;
  base::MutexLock lock(mutex);
  never.wait_for(lock, stop, length, [] { return false; });
}

[[noreturn]] void ThrowNoRanges(const std::string& name) {
  throw Error(ErrorCode::kInputOutput, "cannot read " + name + ": the server gives no ranges; download the file first");
}

// Weak tags (W/"…") promise no equal bytes and cannot be pinned (RFC 9110, 8.8.1).
std::string StrongTag(const std::string& etag) { return etag.starts_with('"') ? etag : ""; }

}  // namespace

HttpSource::HttpSource(HttpClient& client, std::string url, Reach reach, std::stop_token stop)
    : client_(client),
      url_(std::move(url)),
      name_(url_.substr(0, url_.find_first_of("?#"))),
      reach_(reach),
      stop_(std::move(stop)) {
  // One byte by GET tells more than HEAD does: presigned URLs allow one method only, and whether ranges work is seen at
  // once.
  const HttpResponse first = Fetch(0, 0);
  const std::optional<ContentRange> range = ParseContentRange(first.Header("content-range"));
  if (first.status == 416) throw Error(ErrorCode::kEmptyFile, "cannot read " + name_ + ": it is empty");
  if (!range) throw Error(ErrorCode::kInputOutput, "cannot read " + name_ + ": the server does not tell its size");
  size_ = range->total;
  etag_ = StrongTag(first.Header("etag"));
}

std::size_t HttpSource::ReadAt(std::uint64_t offset, std::span<std::byte> into) {
  if (offset >= size_) return 0;
  const std::uint64_t wanted = std::min<std::uint64_t>(into.size(), size_ - offset);
  std::uint64_t done = 0;
  while (done < wanted) {
    const std::uint64_t first = offset + done;
    const std::uint64_t count = std::min(kMaxReadBytes, wanted - done);
    const HttpResponse response = Fetch(first, first + count - 1);
    const std::optional<ContentRange> range = ParseContentRange(response.Header("content-range"));
    // Not the end of the file: bytes of another place, or too few, would make a clip out of half a download.
    if (!range || range->first != first || range->total != size_ || response.body.size() != count) {
      throw Error(ErrorCode::kInputOutput,
                  "cannot read " + name_ + ": the server answered another range than was asked, or the file changed");
    }
    std::memcpy(into.data() + done, response.body.data(), count);
    done += count;
  }
  return done;
}

HttpResponse HttpSource::Fetch(std::uint64_t first, std::uint64_t last) const {
  for (int attempt = 1;; ++attempt) {
    try {
      HttpResponse response = FetchOnce(first, last);
      if (!response.MayPass()) return response;
      if (attempt == kTries) {
        throw Error(ErrorCode::kUnreachable,
                    "cannot read " + name_ + ": the server answered " + std::to_string(response.status));
      }
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUnreachable || attempt == kTries) throw;
    }
    Pause(kFirstWait * (1 << (attempt - 1)), stop_);
  }
}

HttpResponse HttpSource::FetchOnce(std::uint64_t first, std::uint64_t last) const {
  HttpRequest request;
  request.url = url_;
  request.reach = reach_;
  // A server that ignores the range would send the whole film; it is cut off here.
  request.max_bytes = std::max(last - first + 1, kMaxRefusalBytes);
  request.total_timeout = std::chrono::minutes(5);
  request.headers.push_back("Range: bytes=" + std::to_string(first) + "-" + std::to_string(last));
  if (!etag_.empty()) request.headers.push_back("If-Match: " + etag_);
  try {
    return Checked(client_.Send(request, stop_));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kTooLarge) ThrowNoRanges(name_);
    throw;
  }
}

// Passes on what holds the asked bytes, or says that a later try may.
HttpResponse HttpSource::Checked(HttpResponse response) const {
  const std::string what = "cannot read " + name_ + ": ";
  const std::string etag = StrongTag(response.Header("etag"));
  if (response.status == 412 || (response.status == 206 && !etag_.empty() && etag != etag_)) {
    throw Error(ErrorCode::kSourceChanged, what + "it changed while it was read; try again");
  }
  if (response.status == 206 || response.status == 416 || response.MayPass()) return response;
  if (response.status == 404 || response.status == 410)
    throw Error(ErrorCode::kNoSuchKey, what + "the server has no such file");
  if (response.status == 200) ThrowNoRanges(name_);
  throw Error(ErrorCode::kInputOutput, what + "the server answered " + std::to_string(response.status));
}

}  // namespace clipbox::net
