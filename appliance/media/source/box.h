// The boxes of an MP4 or MOV (ISO/IEC 14496-12), by their heads alone. Used by the checks that come before libav. Any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/byte_source.h"

namespace clipbox::media {

struct Box {
  std::string type;
  std::uint64_t content = 0;  // where it begins
  std::uint64_t end = 0;
};

// The box at `offset`. Returns nullopt if no whole box head lies there. Throws: what the source throws.
std::optional<Box> ReadBox(base::ByteSource& source, std::uint64_t offset);

// True where the file begins with a box that such files begin with.
bool IsMp4(base::ByteSource& source);

std::uint64_t BigEndian(std::string_view bytes);

}  // namespace clipbox::media
