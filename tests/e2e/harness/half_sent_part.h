// A presigned PUT whose body stops half way and stays so: a client that went away, or a crash in the middle of a part.
// The connection is open as long as the object lives. Used by one thread.
#pragma once

#include <string>

#include "base/unique_fd.h"

namespace clipbox::e2e {

class HalfSentPart {
 public:
  // Promises all of `bytes` and sends half of them. Throws: std::runtime_error.
  HalfSentPart(const std::string& url, const std::string& bytes);

 private:
  base::UniqueFd socket_;
};

}  // namespace clipbox::e2e
