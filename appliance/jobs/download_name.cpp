#include "jobs/download_name.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "jobs/upload_layout.h"

namespace clipbox::jobs {
namespace {

constexpr std::size_t kMaxFileNameBytes = 180;  // file systems take 255; a number and a browser's own ` (1)` have room
constexpr std::size_t kMaxLabelBytes = 60;      // of a name, beside the title

bool IsOneOf(std::string_view character, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), character) != list.end();
}

std::string_view InsteadOf(std::string_view character) {
  if (IsOneOf(character, {"*", "?", "<", ">"})) return "";
  if (IsOneOf(character, {"/", "\\", ":", "|"})) return "-";
  if (character == "\"") return "'";
  return character == "\u00A0" ? " " : character;
}

std::string Trimmed(std::string_view text) { return std::string(base::Trim(text, " .")); }

// Without what no name may hold (`exe.4pm` must not read as `mp4.exe`); one space for several.
std::string Clean(std::string_view text) {
  const std::string plain = base::PlainLine(text, text.size() * 3);
  std::string clean;
  for (std::string_view rest = plain; !rest.empty(); rest.remove_prefix(base::CharacterLength(rest))) {
    const std::string_view kept = InsteadOf(rest.substr(0, base::CharacterLength(rest)));
    if (kept == " " && clean.ends_with(' ')) continue;
    clean += kept;
  }
  return Trimmed(clean);
}

std::string Shortened(std::string_view text, std::size_t max_bytes) {
  return Trimmed(base::PlainLine(text, max_bytes));
}

// Windows opens a device for these, whatever extension follows ("Naming Files, Paths, and Namespaces",
// learn.microsoft.com).
std::string BesideDevices(const std::string& name) {
  const std::string stem = base::ToLower(base::Trim(std::string_view(name).substr(0, name.find('.')), " "));
  const bool is_word = IsOneOf(stem, {"con", "prn", "aux", "nul", "conin$", "conout$"});
  const bool is_port =
      (stem.starts_with("com") || stem.starts_with("lpt")) &&
      (IsOneOf(stem.substr(3), {"\u00B9", "\u00B2", "\u00B3"}) || (stem.size() == 4 && base::IsDigit(stem[3])));
  return is_word || is_port ? "_" + name : name;
}

// `.mp4` of a name or a key; empty without one.
std::string ExtensionOf(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > kMaxExtensionBytes ||
      name.find('/', dot) != std::string_view::npos)
    return "";
  const std::string_view extension = name.substr(dot);
  const bool is_plain = std::all_of(extension.begin() + 1, extension.end(), base::IsLetterOrDigit);
  return is_plain && extension.size() > 1 ? std::string(extension) : "";
}

// What it shows, where nobody gave it a name: `storyboard` of `storyboard_vtt` too.
std::string LabelOf(const Artifact& artifact) {
  const std::string label = Shortened(Clean(artifact.label), kMaxLabelBytes);
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
  std::string stem = Shortened(clean.substr(0, clean.size() - extension.size()), kMaxFileNameBytes - extension.size());
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
    taken.insert(base::ToLower(names[i]));
  }
  const std::string clean = Clean(title);
  for (std::size_t i = 0; i < artifacts.size(); ++i) {
    const Artifact& artifact = artifacts[i];
    if (KeepsName(artifact)) continue;
    const std::string label = LabelOf(artifact);
    const std::string extension = ExtensionOf(artifact.key);
    const std::string front = Shortened(clean, kMaxFileNameBytes - label.size() - extension.size() - 3);
    const std::string stem = front.empty() ? label : front + " - " + label;
    std::string name = BesideDevices(stem + extension);
    for (int number = 2; !taken.insert(base::ToLower(name)).second; ++number) {
      name = BesideDevices(stem + " (" + std::to_string(number) + ")" + extension);
    }
    names[i] = std::move(name);
  }
  return names;
}

}  // namespace clipbox::jobs
