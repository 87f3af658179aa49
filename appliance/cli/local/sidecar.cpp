#include "cli/local/sidecar.h"

#include "base/error.h"
#include "base/files.h"

namespace clipbox::cli {
namespace {

constexpr std::size_t kMaxBytes = 2 << 20;  // as the API takes

}  // namespace

std::vector<std::filesystem::path> SidecarPaths(const std::string& file_or_url) {
  const std::filesystem::path film = file_or_url;
  return {std::filesystem::path(film).replace_extension(".vtt"), std::filesystem::path(film).replace_extension(".srt")};
}

std::string FindSidecar(const std::string& file_or_url) {
  for (const std::filesystem::path& path : SidecarPaths(file_or_url)) {
    std::error_code failure;
    if (!std::filesystem::is_regular_file(path, failure)) continue;
    auto text = base::ReadFile(path, kMaxBytes);
    if (!text) throw base::Error(base::ErrorCode::kInputOutput, "cannot read the captions " + path.string());
    if (text->size() <= kMaxBytes) return *std::move(text);
    throw base::Error(base::ErrorCode::kBodyTooLarge, "the captions " + path.string() + " are larger than 2 MiB");
  }
  return "";
}

}  // namespace clipbox::cli
