// A request to the store that did not end well: an Error, and whether another try may help. Made from an answer of the
// store, from a broken connection, or by a call that cannot believe the answer. The one place that knows what S3's
// error codes mean to us. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "net/http_client.h"

namespace clipbox::objectstore::s3 {

class Failure : public base::Error {
 public:
  Failure(base::ErrorCode error_code, const std::string& message, base::ErrorDetails more, bool may_pass_in)
      : Error(error_code, message, std::move(more)), may_pass(may_pass_in) {}

  const bool may_pass;
};

// What was asked, for the message: `cannot <what> <key>: …`.
struct Asked {
  std::string_view what;
  std::string_view key;
  std::optional<std::chrono::seconds> clock_offset;  // the store's clock minus ours, where the answer told it
};

// A refusal. Source of the codes: "List of error codes" of the Amazon S3 API reference, and R2's error codes.
Failure FailureOf(const Asked& asked, const net::HttpResponse& response);

// A 2xx answer that is none: not the document that was asked for, or cut off. May pass.
Failure BadAnswer(std::string_view what, std::string_view key, const std::string& why);

// No answer at all.
Failure Unreachable(const Asked& asked, const base::Error& cause);

// True for an answer whose body is S3's <Error>: also under a 200, where the store had begun to answer before it
// failed.
bool HoldsError(const net::HttpResponse& response);

}  // namespace clipbox::objectstore::s3
