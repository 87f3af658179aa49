// The head of an HTTP request: whatever arrives is measured, taken apart or refused, and never read in two ways.
#include "http/server/request_head.h"

#include "base/error.h"
#include "fuzz/parsers/fuzz_target.h"
#include "http/target.h"

namespace clipbox::fuzz {

std::vector<std::string> Seeds(const std::string&) {
  return {
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "PUT /clipbox/a%2Fb?partNumber=1&uploadId=x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n"
      "Authorization: AWS4-HMAC-SHA256 "
      "Credential=a/20130524/auto/s3/aws4_request,SignedHeaders=host,Signature=0\r\n\r\n",
      "POST /api/v1/jobs HTTP/1.0\r\nHost: a\r\nContent-Type: application/json\r\nConnection: keep-alive\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: a\r\nOrigin: https://b\r\nAccess-Control-Request-Method: PUT\r\n\r\n",
      "GET /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
      "GET /o HTTP/1.1\r\nHost: a\r\nRange: bytes=0-,0-\r\n\r\n"};
}

bool IsRefusal(const std::exception& error) { return dynamic_cast<const base::Error*>(&error) != nullptr; }

void Try(std::string_view input) {
  const http::HeadLimits limits;
  http::LooksAwsSigned(input);
  const auto end = http::FindHeadEnd(input, limits);
  if (!end) return;
  Expect(*end <= input.size() && *end <= limits.max_bytes, "a head ends within what arrived and within its limit");
  const http::RequestHead head = http::ParseHead(input.substr(0, *end), limits);
  Expect(head.headers.all().size() <= limits.max_fields, "the number of fields is held");
  for (const http::Header& field : head.headers.all()) {
    Expect(field.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos, "a value is one line");
  }
  http::ParseTarget(head.target);
  http::IsAwsSigned(head);
  http::CheckFraming(head);
}

}  // namespace clipbox::fuzz
