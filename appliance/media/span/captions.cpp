#include "media/span/captions.h"

#include <algorithm>

#include "media/maker/small_file.h"

namespace clipbox::media {
namespace {

Made Write(const std::string& text, const std::filesystem::path& path, const char* content_type) {
  WriteSmallFile(path, text.data(), text.size());
  Made made;
  made.type = jobs::ArtifactType::kCaptions;
  made.path = path;
  made.content_type = content_type;
  return made;
}

}  // namespace

base::TimeRange StretchOf(const Span& span, const SourceInfo& info) {
  return span.clip ? base::TimeRange{span.clip->start, span.clip->to} : base::TimeRange{0, info.duration_seconds};
}

std::string SubRipLabel(const std::string& label) { return label.empty() ? "srt" : label + " srt"; }

std::vector<Made> WriteCaptions(const std::vector<jobs::Cue>& cues, const Span& span, const SourceInfo& info,
                                const std::filesystem::path& out_dir) {
  std::vector<Made> made = {Write(jobs::ToWebVtt(cues), out_dir / (span.file_stem + ".vtt"), "text/vtt"),
                            Write(jobs::ToSubRip(cues), out_dir / (span.file_stem + ".srt"), "application/x-subrip")};
  const base::TimeRange stretch = StretchOf(span, info);
  const std::string label = span.clip ? span.clip->label : "";
  made[0].label = label;
  made[1].label = SubRipLabel(label);
  for (Made& each : made) {
    each.duration_seconds = stretch.seconds();
    each.range = span.clip;
  }
  return made;
}

}  // namespace clipbox::media
