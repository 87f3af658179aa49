// The head of an HTTP/1.1 request, from the raw bytes, strictly (RFC 9112). What a lenient parser would read in two
// ways is refused, because two readings are how requests are smuggled. Pure; the server calls it before anything else
// sees the request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/headers.h"

namespace clipbox::http {

struct HeadLimits {
  std::size_t max_bytes = 20 << 10;
  std::size_t max_request_line_bytes = 15 << 10;  // room for 500 ids in a query
  std::size_t max_line_bytes = 8 << 10;           // of a header
  std::size_t max_fields = 100;
};

struct RequestHead {
  std::string method;
  std::string target;
  int minor_version = 1;  // of HTTP/1
  Headers headers;
};

// How a body is framed and what becomes of the connection.
struct Framing {
  std::optional<std::uint64_t> content_length;
  bool is_chunked = false;  // framed by Transfer-Encoding; never beside a length
  bool keep_alive = true;
  bool expects_continue = false;
};

// Bytes of the head at the start of `received`, with its empty line, or nothing while it is not there yet.
// Throws: Error kHeadTooLarge or kPathTooLong as soon as what is there breaks a limit, kBadRequest for a bare line
// feed.
std::optional<std::size_t> FindHeadEnd(std::string_view received, const HeadLimits& limits);

// Requires: `head` is what FindHeadEnd measured.
// Throws: Error kBadRequest, kHeadTooLarge (number of fields), kVersionNotSupported.
RequestHead ParseHead(std::string_view head, const HeadLimits& limits);

// `Name: value`, added to `headers`. Throws: Error kBadRequest for what is none, or holds a control character.
void ParseField(std::string_view line, Headers& headers);

// True for a request that is meant for the embedded store. It carries an Authorization of AWS's or `X-Amz-…` in the
// query, or is a CORS preflight that asks for either.
bool IsAwsSigned(const RequestHead& head);

// The same of a head that is refused: read as far as it goes, whatever is wrong with it. For the words of the refusal
// only.
bool LooksAwsSigned(std::string_view raw);

// What the framing headers say, and the rules that hold for every request. Chunks are for what is AWS-signed.
// Throws: Error kBadRequest (no or two Host, Content-Length or Host that contradict), kLengthRequired (any other
// Transfer-Encoding), kUnsupportedMediaType (Content-Encoding). Error kPathTooLong (over 1,024 bytes, unless
// AWS-signed), kInvalidRange (several ranges).
Framing CheckFraming(const RequestHead& head);

}  // namespace clipbox::http
