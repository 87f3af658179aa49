// A body in chunks, as SDKs send it: its frames are taken away or it is refused, however it is cut into reads.
#include "http/s3/chunked_body.h"

#include <array>

#include "arriving_body.h"
#include "base/error.h"
#include "fuzz/parsers/fuzz_target.h"
#include "http/s3/error.h"

namespace clipbox::fuzz {
namespace {

struct Outcome {
  bool refused = false;
  std::string text;
  std::map<std::string, std::string> trailer;
  bool operator==(const Outcome&) const = default;
};

Outcome ReadAll(std::string_view input, std::size_t at_once) {
  test::ArrivingBody raw(input, at_once);
  http::ChunkedBody body(raw, std::nullopt, true, {"x-amz-checksum-crc32"});
  Outcome outcome;
  std::array<std::byte, 777> piece{};
  try {
    while (const std::size_t count = body.Read(piece)) {
      outcome.text.append(reinterpret_cast<const char*>(piece.data()), count);
    }
    outcome.trailer = body.trailer();
  } catch (const std::exception& error) {
    if (!IsRefusal(error)) throw;
    outcome = {.refused = true, .text = {}, .trailer = {}};
  }
  return outcome;
}

}  // namespace

std::vector<std::string> Seeds(const std::string&) {
  return {"5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n",
          "a;chunk-signature=0123456789abcdef\r\n0123456789\r\n0;chunk-signature=00\r\n\r\n",
          "0\r\nx-amz-checksum-crc32:AAAAAA==\r\nx-amz-trailer-signature:00\r\n\r\n", "ffffffffffffffff\r\nx"};
}

bool IsRefusal(const std::exception& error) {
  return dynamic_cast<const base::Error*>(&error) != nullptr || dynamic_cast<const http::S3Error*>(&error) != nullptr;
}

void Try(std::string_view input) {
  const Outcome at_once = ReadAll(input, input.size() + 1);
  Expect(at_once.text.size() <= input.size(), "frames only take away");
  Expect(ReadAll(input, 1) == at_once, "a body that arrives byte by byte is the same body");
}

}  // namespace clipbox::fuzz
