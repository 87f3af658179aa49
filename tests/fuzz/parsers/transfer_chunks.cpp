// The frames of a chunked body: its data is put together or it is refused, and no byte is counted twice.
#include "http/server/transfer_chunks.h"

#include "base/error.h"
#include "fuzz/parsers/fuzz_target.h"

namespace clipbox::fuzz {

std::vector<std::string> Seeds(const std::string&) {
  return {"5\r\nhello\r\n0\r\n\r\n", "5;a=b\r\nhello\r\nA\r\n0123456789\r\n0\r\nX: 1\r\n\r\n",
          "0\r\n\r\nGET / HTTP/1.1\r\n", "fffffffffffffff\r\nx", "1\r\na\r\n1\r\nb"};
}

bool IsRefusal(const std::exception& error) { return dynamic_cast<const base::Error*>(&error) != nullptr; }

void Try(std::string_view input) {
  http::TransferChunks chunks;
  std::size_t data = 0, lines = 0;
  std::string_view rest = input;
  while (!chunks.ended()) {
    if (chunks.left() > 0) {
      const std::size_t bytes = static_cast<std::size_t>(std::min<std::uint64_t>(chunks.left(), rest.size()));
      if (bytes == 0) return;
      chunks.TakeData(bytes);
      data += bytes;
      rest.remove_prefix(bytes);
      continue;
    }
    const std::size_t end = rest.find("\r\n");
    if (end == std::string_view::npos || end > http::TransferChunks::kMaxLineBytes) return;
    chunks.TakeLine(rest.substr(0, end));
    rest.remove_prefix(end + 2);
    lines += end + 2;
  }
  Expect(data + lines + rest.size() == input.size(), "each byte is data, a line, or what follows the body");
}

}  // namespace clipbox::fuzz
