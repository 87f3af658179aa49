#include "http/response.h"

#include <algorithm>
#include <vector>

namespace clipbox::http {
namespace {

// Large enough that a copy costs less than its two calls, small enough to stay in the processor's cache.
constexpr std::size_t kBlockBytes = 256 << 10;
// Less goes out faster with its head, out of memory.
constexpr std::uint64_t kSentFromFile = 64 << 10;

using Read = std::function<void(std::uint64_t offset, std::span<std::byte> into)>;
using Locate = std::function<base::FileBytes(std::uint64_t offset)>;

void WriteRead(BodyWriter& writer, std::uint64_t offset, std::uint64_t length, const Read& read) {
  std::vector<std::byte> block(static_cast<std::size_t>(std::min<std::uint64_t>(length, kBlockBytes)));
  for (std::uint64_t done = 0; done < length;) {
    const auto part =
        std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(length - done, block.size())));
    read(offset + done, part);
    writer.Write({reinterpret_cast<const char*>(part.data()), part.size()});
    done += part.size();
  }
}

void WriteLocated(BodyWriter& writer, std::uint64_t offset, std::uint64_t length, const Locate& locate) {
  for (std::uint64_t done = 0; done < length;) {
    base::FileBytes bytes = locate(offset + done);
    bytes.size = std::min(bytes.size, length - done);
    writer.WriteFile(bytes);
    done += bytes.size;
  }
}

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

StreamedBody BytesBody(std::uint64_t offset, std::uint64_t length, Read read, Locate locate) {
  auto write = [offset, length, read = std::move(read), locate = std::move(locate)](BodyWriter& writer) {
    if (locate && length >= kSentFromFile && writer.sends_files()) {
      WriteLocated(writer, offset, length, locate);
    } else {
      WriteRead(writer, offset, length, read);
    }
  };
  return {length, std::move(write)};
}

}  // namespace clipbox::http
