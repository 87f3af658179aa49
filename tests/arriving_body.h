// A request's body that lies in memory and arrives so many bytes at a time, as over a slow or a fast connection. One
// thread.
#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>

#include "http/body_reader.h"

namespace clipbox::test {

class ArrivingBody final : public http::BodyReader {
 public:
  // Requires: `bytes` outlive this; `at_once` is above 0.
  ArrivingBody(std::string_view bytes, std::size_t at_once) : bytes_(bytes), at_once_(at_once) {}
  std::size_t Read(std::span<std::byte> into) override {
    const std::size_t count = std::min({into.size(), bytes_.size(), at_once_});
    std::memcpy(into.data(), bytes_.data(), count);
    bytes_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view bytes_;
  const std::size_t at_once_;
};

}  // namespace clipbox::test
