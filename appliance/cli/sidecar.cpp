#include "cli/sidecar.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.h"

namespace clipbox::cli {
namespace {

constexpr std::uintmax_t kMostBytes = 2 << 20;  // as the API takes

}  // namespace

std::string FindSidecar(const std::string& file_or_url) {
  for (const char* ending : {".vtt", ".srt"}) {
    const std::filesystem::path path = std::filesystem::path(file_or_url).replace_extension(ending);
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
