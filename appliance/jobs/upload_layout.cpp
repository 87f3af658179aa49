#include "jobs/upload_layout.h"

#include <algorithm>

#include "base/text.h"

namespace clipbox::jobs {
namespace {

constexpr std::size_t kMaxNameBytes = 100;
constexpr std::size_t kTagBytes = 12;

bool IsSafe(char letter) { return base::IsLetterOrDigit(letter) || letter == '.' || letter == '_'; }

}  // namespace

std::uint64_t PartSizeFor(std::uint64_t size_bytes, std::optional<std::uint64_t> wanted) {
  std::uint64_t part_size = wanted.value_or(kMinPartSize);
  while ((size_bytes - 1) / part_size >= static_cast<std::uint64_t>(kMaxParts)) part_size *= 2;
  return part_size;
}

int PartCountOf(std::uint64_t size_bytes, std::uint64_t part_size) {
  return static_cast<int>((size_bytes + part_size - 1) / part_size);
}

std::uint64_t PartBytes(std::uint64_t size_bytes, std::uint64_t part_size, int number) {
  const std::uint64_t before = part_size * static_cast<std::uint64_t>(number - 1);
  return std::min(part_size, size_bytes - before);
}

std::string SafeFileName(std::string_view name) {
  std::string safe;
  for (const char letter : name) {
    if (IsSafe(letter))
      safe += letter;
    else if (!safe.empty() && safe.back() != '-')
      safe += '-';
  }
  // No hidden name and no `..`: it becomes part of paths elsewhere.
  safe.erase(0, safe.find_first_not_of(".-"));
  if (safe.size() > kMaxNameBytes) {
    const std::size_t dot = safe.rfind('.');
    const bool has_extension = dot != std::string::npos && safe.size() - dot <= kMaxExtensionBytes;
    const std::string extension = has_extension ? safe.substr(dot) : "";
    safe.resize(kMaxNameBytes - extension.size());
    safe += extension;
  }
  return safe.empty() ? "file" : safe;
}

std::string KeyTag(std::string_view token) { return std::string(token.substr(0, kTagBytes)); }

bool HasKeyTag(std::string_view key, std::string_view token) {
  return token.size() >= kTagBytes && key.find("-" + KeyTag(token)) != std::string_view::npos;
}

std::string SourceKey(std::string_view prefix, const JobId& job, std::string_view upload, std::string_view file_name) {
  const std::string safe = SafeFileName(file_name);
  const std::size_t dot = safe.rfind('.');
  const bool has_extension = dot != std::string::npos && dot > 0 && safe.size() - dot <= kMaxExtensionBytes;
  std::string key(prefix);
  return key.append("sources/")
      .append(job.value)
      .append("/")
      .append(upload)
      .append(has_extension ? safe.substr(dot) : "");
}

}  // namespace clipbox::jobs
