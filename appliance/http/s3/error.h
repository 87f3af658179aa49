// Errors of the S3 endpoint, in S3's own XML (Amazon S3 API reference, "Error responses"). Their S3 names stand in
// base/error_table.h. What is no error of the client is logged, and its text stays inside.
#pragma once

#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>

#include "base/error.h"
#include "crypto/sigv4_verify.h"
#include "http/response.h"

namespace clipbox::http {

class S3Error : public std::runtime_error {
 public:
  S3Error(int status, std::string code, const std::string& message, Headers headers = {})
      : std::runtime_error(message), status_(status), code_(std::move(code)), headers_(std::move(headers)) {}

  int status() const { return status_; }
  const std::string& code() const { return code_; }  // `NoSuchKey`
  const Headers& headers() const { return headers_; }

 private:
  int status_;
  std::string code_;
  Headers headers_;
};

S3Error NotImplemented(const std::string& what);
S3Error MalformedXml();
S3Error PreconditionFailed();
S3Error EntityTooLarge(std::uint64_t max_bytes);

// Throws: S3Error for all but kValid.
void RequireValid(crypto::SigV4Verdict verdict);

// For whatever an operation threw. `resource` is the path that was asked for.
Response S3ErrorResponse(std::exception_ptr thrown, const std::string& resource, const std::string& request_id);

// For what was refused before it became a request, so that nobody knows what it asked for.
Response S3RefusalResponse(const base::Error& error);

}  // namespace clipbox::http
