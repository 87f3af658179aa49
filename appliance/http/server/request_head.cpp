#include "http/server/request_head.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t kMaxPathBytes = 1024;

[[noreturn]] void Bad(const std::string& what) { throw Error(ErrorCode::kBadRequest, what); }

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Cuts one line off the front; lines end with CR LF and nothing else (FindHeadEnd has seen to that).
std::string_view TakeLine(std::string_view& rest) {
  const std::size_t end = rest.find("\r\n");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 2);
  return line;
}

void ParseRequestLine(std::string_view line, RequestHead& head) {
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) Bad("The request line needs a method, a target and a version.");
  head.method = line.substr(0, first);
  head.target = line.substr(first + 1, second - first - 1);
  const std::string_view version = line.substr(second + 1);
  if (!IsHeaderName(head.method)) Bad("The method is no token.");
  const auto printable = [](char c) { return c > 0x20 && c < 0x7f; };
  if (!std::all_of(head.target.begin(), head.target.end(), printable)) Bad("The target must be percent-encoded ASCII.");
  if (head.target.empty() || (head.target.front() != '/' && head.target != "*"))
    Bad("The target must start with a slash.");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    if (!version.starts_with("HTTP/")) Bad("The request line must end with HTTP/1.1.");
    throw Error(ErrorCode::kVersionNotSupported, "Speak HTTP/1.1 here.");
  }
  head.minor_version = version.back() - '0';
}

bool HasToken(const Headers& headers, std::string_view name, std::string_view token) {
  for (const std::string_view value : headers.FindAll(name)) {
    for (const std::string_view each : base::SplitList(value)) {
      if (EqualsIgnoringCase(each, token)) return true;
    }
  }
  return false;
}

std::optional<std::uint64_t> ContentLength(const Headers& headers) {
  const auto values = headers.FindAll("Content-Length");
  if (values.empty()) return std::nullopt;
  if (values.size() > 1) Bad("Content-Length stands there twice.");
  const auto length = base::ParseNumber<std::uint64_t>(values[0], 0, std::uint64_t{1} << 62);
  if (!length) Bad("Content-Length is no length.");
  return length;
}

// S3's clients send what has no length yet in chunks. Nobody else needs to, and a second framing is a second reading.
// HTTP/1.0 has none (RFC 9112, 6.1), and a list of codings is one that we would have to undo.
bool MayBeChunked(const RequestHead& head) {
  const auto codings = head.headers.FindAll("Transfer-Encoding");
  return codings.size() == 1 && EqualsIgnoringCase(codings[0], "chunked") && head.minor_version == 1 &&
         (head.method == "PUT" || head.method == "POST") && IsAwsSigned(head);
}

void CheckContentEncoding(const RequestHead& head) {
  for (const std::string_view value : head.headers.FindAll("Content-Encoding")) {
    // In S3 it says how the object is encoded, which is kept with it.
    if (EqualsIgnoringCase(value, "identity") || IsAwsSigned(head)) continue;
    throw Error(ErrorCode::kUnsupportedMediaType, "Send the body as it is, without Content-Encoding.");
  }
}

void CheckHost(const RequestHead& head) {
  const auto hosts = head.headers.FindAll("Host");
  if (hosts.size() > 1 || (hosts.empty() && head.minor_version == 1)) Bad("Send exactly one Host.");
}

void CheckRange(const Headers& headers) {
  const auto ranges = headers.FindAll("Range");
  if (ranges.size() > 1 || (ranges.size() == 1 && ranges[0].find(',') != std::string_view::npos)) {
    throw Error(ErrorCode::kInvalidRange, "Ask for one range at a time.");
  }
}

}  // namespace

std::optional<std::size_t> FindHeadEnd(std::string_view received, const HeadLimits& limits) {
  for (std::size_t start = 0;;) {
    const std::size_t feed = received.find('\n', start);
    const std::size_t end = std::min(feed, received.size());
    if (end - start > (start == 0 ? limits.max_request_line_bytes : limits.max_line_bytes)) {
      if (start == 0) throw Error(ErrorCode::kPathTooLong, "The address is too long.");
      throw Error(ErrorCode::kHeadTooLarge, "A header line is too long.");
    }
    if (end > limits.max_bytes) throw Error(ErrorCode::kHeadTooLarge, "The headers are too large together.");
    if (feed == std::string_view::npos) return std::nullopt;
    if (feed == start || received[feed - 1] != '\r') Bad("A line must end with CR LF.");
    if (feed == start + 1) return feed + 1;
    start = feed + 1;
  }
}

RequestHead ParseHead(std::string_view head, const HeadLimits& limits) {
  RequestHead parsed;
  ParseRequestLine(TakeLine(head), parsed);
  for (std::string_view line = TakeLine(head); !line.empty(); line = TakeLine(head)) {
    ParseField(line, parsed.headers);
    if (parsed.headers.all().size() > limits.max_fields)
      throw Error(ErrorCode::kHeadTooLarge, "There are too many headers.");
  }
  return parsed;
}

void ParseField(std::string_view line, Headers& headers) {
  const std::size_t colon = line.find(':');
  // A folded line starts with a blank and so is no token; a blank before the colon is none either.
  if (colon == std::string_view::npos || !IsHeaderName(line.substr(0, colon)))
    Bad("A header line is not `Name: value`.");
  const std::string_view value = base::Trim(line.substr(colon + 1));
  if (std::any_of(value.begin(), value.end(), [](char c) { return IsControl(c) && c != '\t'; })) {
    Bad("The value of " + std::string(line.substr(0, colon)) + " holds a control character.");
  }
  headers.Add(line.substr(0, colon), value);
}

bool IsAwsSigned(const RequestHead& head) {
  const std::size_t mark = head.target.find('?');
  const std::string_view query = mark == std::string::npos ? "" : std::string_view(head.target).substr(mark);
  if (query.find("?X-Amz-") != std::string_view::npos || query.find("&X-Amz-") != std::string_view::npos) return true;
  const std::string_view authorization = head.headers.Find("Authorization").value_or("");
  // The older `AWS key:signature` as well: the store refuses it in words that its sender understands.
  if (authorization.starts_with("AWS4-") || authorization.starts_with("AWS ")) return true;
  return head.method == "OPTIONS" &&
         head.headers.Find("Access-Control-Request-Headers").value_or("").find("x-amz-") != std::string_view::npos;
}

bool LooksAwsSigned(std::string_view raw) {
  RequestHead head;
  std::string_view line = raw.substr(0, raw.find('\n'));
  head.method = line.substr(0, line.find(' '));
  if (head.method.size() < line.size()) line.remove_prefix(head.method.size() + 1);
  head.target = line.substr(0, line.find(' '));
  while (raw.find('\n') != std::string_view::npos) {
    raw.remove_prefix(raw.find('\n') + 1);
    line = raw.substr(0, raw.find_first_of("\r\n"));
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    const bool tells =
        EqualsIgnoringCase(name, "Authorization") || EqualsIgnoringCase(name, "Access-Control-Request-Headers");
    if (tells && colon != std::string_view::npos) head.headers.Add(name, base::Trim(line.substr(colon + 1)));
  }
  return IsAwsSigned(head);
}

Framing CheckFraming(const RequestHead& head) {
  CheckHost(head);
  Framing framing{.content_length = ContentLength(head.headers)};
  if (head.headers.Has("Transfer-Encoding")) {
    if (framing.content_length) Bad("Content-Length and Transfer-Encoding contradict each other.");
    framing.is_chunked = MayBeChunked(head);
    if (!framing.is_chunked)
      throw Error(ErrorCode::kLengthRequired, "Send the body with a Content-Length instead of Transfer-Encoding.");
  }
  CheckContentEncoding(head);
  if (!IsAwsSigned(head)) CheckRange(head.headers);
  if (head.target.find('?') > kMaxPathBytes && head.target.size() > kMaxPathBytes && !IsAwsSigned(head)) {
    throw Error(ErrorCode::kPathTooLong, "The path is longer than 1,024 bytes.");
  }
  framing.keep_alive = !HasToken(head.headers, "Connection", "close") &&
                       (head.minor_version == 1 || HasToken(head.headers, "Connection", "keep-alive"));
  framing.expects_continue = head.minor_version == 1 && HasToken(head.headers, "Expect", "100-continue");
  return framing;
}

}  // namespace clipbox::http
