#include "base/embedded.h"

namespace clipbox::base {
namespace {

struct Row {
  const char* path;
  const char* begin;
  const char* end;
};

}  // namespace

// Written by appliance/embed.cmake; the last row is zeros.
extern "C" const Row clipbox_embedded_files[];

std::vector<EmbeddedFile> EmbeddedFiles(std::string_view prefix) {
  std::vector<EmbeddedFile> files;
  for (const Row* row = clipbox_embedded_files; row->path != nullptr; ++row) {
    const std::string_view path = row->path;
    if (path.starts_with(prefix))
      files.push_back({path, {row->begin, static_cast<std::size_t>(row->end - row->begin)}});
  }
  return files;
}

std::optional<std::string_view> FindEmbedded(std::string_view path) {
  for (const EmbeddedFile& file : EmbeddedFiles(path)) {
    if (file.path == path) return file.content;
  }
  return std::nullopt;
}

}  // namespace clipbox::base
