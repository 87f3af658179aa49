#include "jobs/download_name.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/encoding.h"

namespace clipbox::jobs {
namespace {

constexpr std::size_t kMaxBytes = 180;      // file systems take 255; a number and a browser's own ` (1)` have room
constexpr std::size_t kMaxLabelBytes = 60;  // of a name, beside the title
constexpr std::size_t kMaxExtensionBytes = 10;

// The bytes of the character at the front of valid UTF-8.
std::size_t LengthOfFirst(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(length, text.size());
}

bool IsOneOf(std::string_view character, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), character) != list.end();
}

// Characters that show nothing but turn the order of others round, or break a line: `exe.4pm` must not read as
// `mp4.exe`.
bool IsTrap(std::string_view character) {
  return IsOneOf(character, {"\u061C", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066",
                             "\u2067", "\u2068", "\u2069", "\u2028", "\u2029", "\uFEFF", "*", "?", "<", ">"});
}

std::string_view InsteadOf(std::string_view character) {
  if (IsTrap(character)) return "";
  if (IsOneOf(character, {"/", "\\", ":", "|"})) return "-";
  if (character == "\"") return "'";
  const auto first = static_cast<unsigned char>(character.front());
  const bool is_control = (character.size() == 1 && (first < 0x20 || first == 0x7F)) ||
                          (character.size() == 2 && first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0);
  return is_control || character == "\u00A0" ? " " : character;
}

std::string Trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(" ."));
  text.erase(text.find_last_not_of(" .") + 1);
  return text;
}

// Without what no name may hold; one space for several.
std::string Clean(std::string_view text) {
  const std::string plain = base::PlainText(text, text.size() * 3);
  std::string clean;
  for (std::string_view rest = plain; !rest.empty(); rest.remove_prefix(LengthOfFirst(rest))) {
    const std::string_view kept = InsteadOf(rest.substr(0, LengthOfFirst(rest)));
    if (kept == " " && clean.ends_with(' ')) continue;
    clean += kept;
  }
  return Trimmed(clean);
}

std::string Cut(std::string_view text, std::size_t max_bytes) {
  std::size_t length = 0;
  while (length < text.size() && length + LengthOfFirst(text.substr(length)) <= max_bytes)
    length += LengthOfFirst(text.substr(length));
  return Trimmed(std::string(text.substr(0, length)));
}

std::string Folded(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return text;
}

// Windows opens a device for these, whatever extension follows ("Naming Files, Paths, and Namespaces",
// learn.microsoft.com).
std::string BesideDevices(const std::string& name) {
  std::string stem = Folded(name.substr(0, name.find('.')));
  stem.erase(stem.find_last_not_of(' ') + 1);
  const bool is_word = IsOneOf(stem, {"con", "prn", "aux", "nul", "conin$", "conout$"});
  const bool is_port = (stem.starts_with("com") || stem.starts_with("lpt")) &&
                       (IsOneOf(stem.substr(3), {"\u00B9", "\u00B2", "\u00B3"}) ||
                        (stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9'));
  return is_word || is_port ? "_" + name : name;
}

// `.mp4` of a name or a key; empty without one.
std::string ExtensionOf(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > kMaxExtensionBytes ||
      name.find('/', dot) != std::string_view::npos)
    return "";
  const std::string_view extension = name.substr(dot);
  const bool is_plain = std::all_of(extension.begin() + 1, extension.end(),
                                    [](unsigned char c) { return c < 0x80 && std::isalnum(c) != 0; });
  return is_plain && extension.size() > 1 ? std::string(extension) : "";
}

// What it shows, where nobody gave it a name: `storyboard` of `storyboard_vtt` too.
std::string LabelOf(const Artifact& artifact) {
  const std::string label = Cut(Clean(artifact.label), kMaxLabelBytes);
  const std::string_view type = ToText(artifact.type);
  return label.empty() ? std::string(type.substr(0, type.find('_'))) : label;
}

// The cues of a storyboard name the picture that they cut as it was made.
bool KeepsName(const Artifact& artifact) {
  return artifact.type == ArtifactType::kStoryboard || artifact.type == ArtifactType::kStoryboardVtt;
}

}  // namespace

std::string DownloadName(std::string_view text, std::string_view otherwise) {
  const std::string clean = Clean(text);
  const std::string extension = ExtensionOf(clean);
  std::string stem = Cut(clean.substr(0, clean.size() - extension.size()), kMaxBytes - extension.size());
  if (stem.empty()) stem = otherwise;
  return BesideDevices(stem + extension);
}

std::vector<std::string> DownloadNames(std::string_view title, const std::vector<Artifact>& artifacts) {
  std::vector<std::string> names(artifacts.size());
  std::set<std::string> taken;
  for (std::size_t i = 0; i < artifacts.size(); ++i) {
    const Artifact& artifact = artifacts[i];
    if (!KeepsName(artifact)) continue;
    names[i] = DownloadName(artifact.key.substr(artifact.key.rfind('/') + 1), LabelOf(artifact));
    taken.insert(Folded(names[i]));
  }
  const std::string clean = Clean(title);
  for (std::size_t i = 0; i < artifacts.size(); ++i) {
    const Artifact& artifact = artifacts[i];
    if (KeepsName(artifact)) continue;
    const std::string label = LabelOf(artifact);
    const std::string extension = ExtensionOf(artifact.key);
    const std::string front = Cut(clean, kMaxBytes - label.size() - extension.size() - 3);
    const std::string stem = front.empty() ? label : front + " - " + label;
    std::string name = BesideDevices(stem + extension);
    for (int number = 2; !taken.insert(Folded(name)).second; ++number) {
      name = BesideDevices(stem + " (" + std::to_string(number) + ")" + extension);
    }
    names[i] = std::move(name);
  }
  return names;
}

}  // namespace clipbox::jobs
