// One request as handlers see it. It is our own type, filled by the server from the raw head. Nothing that a framework
// decodes or adds stands between the bytes and the handler. Lives on the connection's thread for the time of one
// answer; not shared.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/json.h"
#include "http/body_reader.h"
#include "http/caller.h"
#include "http/headers.h"
#include "http/target.h"

namespace clipbox::http {

inline constexpr std::uint64_t kMaxJsonBytes = 1 << 20;

struct Request {
  std::string method;
  Target target;
  Headers headers;

  std::string remote_address;  // of the connection
  std::string client_address;  // of the person: X-Forwarded-For where the connection comes from a trusted proxy
  std::string scheme;          // http or https, as the person's client used it
  std::string host;            // the accepted host with its port, as the person's client used it
  std::string origin;          // `scheme://host`, or server.public_url: links are made on it
  bool is_aws_signed =
      false;  // carries an AWS signature, or is the CORS preflight of one: meant for the embedded store

  std::optional<Caller> caller;                          // set where the route asks for one
  std::map<std::string, std::string, std::less<>> path;  // `{id}` of the route's pattern
  std::optional<std::uint64_t> content_length;           // nullopt: no Content-Length was sent
  bool is_chunked = false;                               // a body whose length nobody said; for the embedded store only
  BodyReader* body = nullptr;                            // never null in a handler
  std::stop_token stop;                                  // stopped when the server stops

  // A segment named in the route's pattern. Requires: the pattern has it.
  const std::string& PathValue(std::string_view name) const;

  // Throws: Error kUnauthenticated without a caller (a route that signs in does not need to check).
  const Caller& GetCaller() const;

  // The body as JSON, at most 1 MiB. Throws: Error kUnsupportedMediaType unless Content-Type is application/json,
  // kLengthRequired without Content-Length, kBodyTooLarge, kInvalidJson.
  base::Json Json();
  // As Json(), and an empty object where there is no body at all.
  base::Json JsonOrEmpty();
  // The body as bytes. Throws: Error kLengthRequired, kBodyTooLarge.
  std::string Text(std::uint64_t max_bytes);

  // `limit` of a list: 50 where it is not given. Throws: Error kInvalidField outside 1..200 (`/limit`).
  int Limit() const;
  // `true`, `1` → true; `false`, `0`, not given → false. Throws: Error kInvalidField otherwise.
  bool QueryFlag(std::string_view name) const;
  std::optional<std::string> Query(std::string_view name) const;
};

}  // namespace clipbox::http
