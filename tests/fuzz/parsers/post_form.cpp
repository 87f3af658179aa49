// A form with a file in it, and the policy that a form carries: read or refused, however the form is cut into reads.
#include <array>

#include "arriving_body.h"
#include "base/error.h"
#include "fuzz/parsers/fuzz_target.h"
#include "http/s3/error.h"
#include "http/s3/form/form_reader.h"
#include "http/s3/form/post_policy.h"

namespace clipbox::fuzz {
namespace {

// All that is told of the form, or nothing where it is refused.
std::string ReadForm(std::string_view input, std::size_t at_once) {
  test::ArrivingBody raw(input, at_once);
  http::FormReader reader(raw, "B");
  std::string told;
  try {
    std::array<std::byte, 99> block{};
    while (const auto part = reader.Next()) {
      told += part->name + '\0' + part->file_name + '\0';
      while (const std::size_t got = reader.Read(block)) told.append(reinterpret_cast<const char*>(block.data()), got);
      told += '\1';
    }
  } catch (const http::S3Error&) {
    return {};
  }
  return told;
}

}  // namespace

std::vector<std::string> Seeds(const std::string&) {
  return {
      "--B\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na\r\n--B--\r\n",
      "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: x\r\n\r\n\r\n--\r\n--B--",
      R"({"expiration":"2030-01-01T00:00:00Z","conditions":[{"bucket":"b"},["starts-with","$key","a"]]})",
      R"({"expiration":"2030-01-01T00:00:00Z","conditions":[["content-length-range",1,"2"],["eq","$Key",""]]})"};
}

bool IsRefusal(const std::exception& error) { return dynamic_cast<const http::S3Error*>(&error) != nullptr; }

void Try(std::string_view input) {
  const std::string told = ReadForm(input, input.size() + 1);
  Expect(told.size() <= input.size(), "a form's frames only take away");
  Expect(ReadForm(input, 1) == told, "a form that arrives byte by byte is the same form");
  http::FormBoundary(input);
  const http::PostPolicy policy(input);
  policy.Check("b", {{"key", "a"}}, {});
}

}  // namespace clipbox::fuzz
