// Which job of a video and a file `clipbox add` goes on with when it is called again. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/json.h"

namespace clipbox::cli {

struct WantedJob {
  std::string video_id;
  std::string file_name;
  std::uint64_t size_bytes = 0;
  std::optional<base::Json> recipe;  // as given; nothing where none was: any will do
};

// The best of `jobs` (newest first, as GET /jobs lists them): one that has this file. Past its upload it must have been
// asked for the same recipe. Else one that waits for a file and has the same recipe or none. A job that failed because
// of its file is none: the file may have been corrected. Nothing: a new job is to be made.
std::optional<base::Json> FindJobToGoOn(const base::Json& jobs, const WantedJob& wanted);

// True where the bytes of the job's file are all there.
bool HasSource(const base::Json& job);

}  // namespace clipbox::cli
