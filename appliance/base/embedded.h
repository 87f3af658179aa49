// The files of static/ and sql/, carried in the executable. Constant from start to end; any thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace clipbox::base {

struct EmbeddedFile {
  std::string_view path;  // as in the repository: `static/index.html`, `sql/migrations/0001_first.sql`
  std::string_view content;
};

// All files whose path starts with `prefix`, sorted by path.
std::vector<EmbeddedFile> EmbeddedFiles(std::string_view prefix);

std::optional<std::string_view> FindEmbedded(std::string_view path);

}  // namespace clipbox::base
