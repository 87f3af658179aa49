#include "jobs/presets.h"

#include <algorithm>

#include "base/text.h"

namespace clipbox::jobs {
namespace {

using base::Json;

// The whole data. 10 MB is ten million bytes. That is below every chat's limit, however it counts. -14 LUFS is what the
// large video sites play at.
constexpr std::string_view kPresets = R"([
  {"name": "web", "title": "For a web page", "recipe": {
    "outputs": ["mp4", "webp", "poster", "storyboard", "waveform"],
    "mp4": {"height": 1080, "loudness": -14}}},
  {"name": "vertical", "title": "Vertical short", "recipe": {
    "auto": {"maxSeconds": 60},
    "outputs": ["mp4", "poster"],
    "mp4": {"aspect": "9:16", "fit": "crop", "height": 1920, "loudness": -14}}},
  {"name": "docs-gif", "title": "GIF for documentation", "recipe": {
    "auto": {"maxSeconds": 15},
    "outputs": ["gif", "poster"],
    "gif": {"width": 720, "fps": 10, "maxSeconds": 15, "maxBytes": 5000000}}},
  {"name": "chat-10mb", "title": "Under 10 MB, for chat", "recipe": {
    "outputs": ["mp4", "poster"],
    "mp4": {"height": 720, "maxBytes": 10000000}}},
  {"name": "archive", "title": "Archive copy", "recipe": {
    "outputs": ["mp4", "poster", "storyboard", "waveform", "audio"],
    "mp4": {"cut": "smart", "crf": 18}}}
])";

std::vector<Preset> ReadPresets() {
  std::vector<Preset> presets;
  for (const Json& item : base::ParseJson(kPresets))
    presets.push_back({item.at("name"), item.at("title"), item.at("recipe")});
  return presets;
}

}  // namespace

const std::vector<Preset>& Presets() {
  static const std::vector<Preset> presets = ReadPresets();
  return presets;
}

std::vector<std::string_view> PresetNames() {
  std::vector<std::string_view> names;
  for (const Preset& preset : Presets()) names.push_back(preset.name);
  return names;
}

const Preset* FindPreset(std::string_view name) {
  const auto found =
      std::find_if(Presets().begin(), Presets().end(), [&](const Preset& one) { return one.name == name; });
  return found == Presets().end() ? nullptr : &*found;
}

bool IsPresetName(std::string_view name) {
  const auto may_be_in_it = [](char c) { return base::IsDigit(c) || (c >= 'a' && c <= 'z') || c == '-'; };
  return !name.empty() && name.size() <= kMaxPresetNameBytes && std::all_of(name.begin(), name.end(), may_be_in_it);
}

Json LayOver(const Json& beneath, const Json& recipe) {
  if (!beneath.is_object() || !recipe.is_object()) return recipe;
  Json merged = beneath;
  for (const auto& item : recipe.items()) {
    merged[item.key()] = merged.contains(item.key()) ? LayOver(merged[item.key()], item.value()) : item.value();
  }
  return merged;
}

}  // namespace clipbox::jobs
