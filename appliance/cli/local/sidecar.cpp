#include "cli/local/sidecar.h"

#include <fstream>
#include <iterator>

#include "base/error.h"

namespace clipbox::cli {
namespace {

constexpr std::uintmax_t kMostBytes = 2 << 20;  // as the API takes

}  // namespace

std::vector<std::filesystem::path> SidecarPaths(const std::string& file_or_url) {
  const std::filesystem::path film = file_or_url;
  return {std::filesystem::path(film).replace_extension(".vtt"), std::filesystem::path(film).replace_extension(".srt")};
}

std::string FindSidecar(const std::string& file_or_url) {
  for (const std::filesystem::path& path : SidecarPaths(file_or_url)) {
    std::error_code failure;
    if (!std::filesystem::is_regular_file(path, failure)) continue;
    if (std::filesystem::file_size(path, failure) > kMostBytes) {
      throw base::Error(base::ErrorCode::kBodyTooLarge, "the captions " + path.string() + " are larger than 2 MiB");
    }
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw base::Error(base::ErrorCode::kInputOutput, "cannot read the captions " + path.string());
    return text;
  }
  return "";
}

}  // namespace clipbox::cli
