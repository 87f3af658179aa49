#include "http/response.h"

#include <algorithm>
#include <vector>

namespace clipbox::http {
namespace {

// Large enough that a copy costs less than its two calls, small enough to stay in the processor's cache.
constexpr std::size_t kBlockBytes = 256 << 10;

}  // namespace

Response TextResponse(std::string_view text, std::string_view content_type, int status) {
  Response response;
  response.status = status;
  response.headers.Add("Content-Type", content_type);
  response.headers.Add("Cache-Control", "no-store");
  response.body = text;
  return response;
}

Response JsonResponse(const base::Json& value, int status) {
  return TextResponse(base::DumpJson(value), "application/json", status);
}

Response NoContent() {
  Response response;
  response.status = 204;
  response.headers.Add("Cache-Control", "no-store");
  return response;
}

Response Redirect(std::string_view location) {
  Response response;
  response.status = 302;
  response.headers.Add("Location", location);
  response.headers.Add("Cache-Control", "no-store");
  return response;
}

StreamedBody BytesBody(std::uint64_t offset, std::uint64_t length,
                       std::function<void(std::uint64_t offset, std::span<std::byte> into)> read) {
  auto write = [offset, length, read = std::move(read)](BodyWriter& writer) {
    std::vector<std::byte> block(static_cast<std::size_t>(std::min<std::uint64_t>(length, kBlockBytes)));
    for (std::uint64_t done = 0; done < length;) {
      const auto part =
          std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(length - done, block.size())));
      read(offset + done, part);
      writer.Write({reinterpret_cast<const char*>(part.data()), part.size()});
      done += part.size();
    }
  };
  return {length, std::move(write)};
}

}  // namespace clipbox::http
