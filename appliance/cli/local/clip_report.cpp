#include "cli/local/clip_report.h"

#include <filesystem>
#include <iostream>

#include "base/json.h"
#include "crypto/sha256.h"
#include "jobs/job_json.h"

namespace clipbox::cli {
namespace {

std::string Named(jobs::ArtifactType type, const std::string& label) {
  return std::string(jobs::ToText(type)) + (label.empty() ? "" : " of \"" + label + "\"");
}

std::string MadeLine(const media::Made& made, base::Json warnings, bool json) {
  jobs::Artifact artifact = media::ArtifactOf(made);
  artifact.size_bytes = std::filesystem::file_size(made.path);
  if (!json) {
    return made.path.string() + "  " + std::string(jobs::ToText(made.type)) +
           (made.label.empty() ? "" : " \"" + made.label + "\"") + ", " + std::to_string(artifact.size_bytes) +
           " bytes";
  }
  artifact.sha256 = crypto::Sha256HexOfFile(made.path);
  base::Json line = jobs::ToJson(artifact);
  line["path"] = made.path.string();
  line["warnings"] = std::move(warnings);
  return base::DumpJson(line);
}

}  // namespace

base::Json TellLacking(const std::vector<media::Shortfall>& lacking, jobs::ArtifactType type,
                       const std::string& label) {
  base::Json warnings = base::Json::array();
  for (const media::Shortfall& each : lacking) {
    if (each.type != type || each.label != label) continue;
    warnings.push_back({{"code", base::ToText(each.code)}, {"message", each.message}});
    std::cerr << "clipbox: " << Named(type, label) << ": " << each.message << "\n";
  }
  return warnings;
}

void ClipReport::Refused() {
  const base::MutexLock lock(mutex_);
  for (const media::Shortfall& failed : plan_.failed) PrintFailed(failed);
}

void ClipReport::Made(const media::Made& made) {
  std::vector<media::Shortfall> all = plan_.lacking;
  if (made.lost_sound) all.push_back(media::LostSoundOf(made));
  const std::string line = MadeLine(made, TellLacking(all, made.type, made.label), json_);
  const base::MutexLock lock(mutex_);
  std::cout << line << std::endl;
  told_.insert(made.type);
  any_made_ = true;
}

void ClipReport::Failed(const media::Shortfall& failed) {
  const base::MutexLock lock(mutex_);
  PrintFailed(failed);
  told_.insert(failed.type);
}

void ClipReport::NextSpan() {
  const base::MutexLock lock(mutex_);
  ++span_;
  told_.clear();
}

void ClipReport::FailRest(base::ErrorCode code, const std::string& message) {
  const base::MutexLock lock(mutex_);
  for (; span_ < plan_.spans.size(); ++span_, told_.clear()) {
    const media::Span& span = plan_.spans[span_];
    for (const jobs::ArtifactType type : span.outputs) {
      if (!told_.contains(type)) PrintFailed(media::ShortfallOf(span, type, code, message));
    }
  }
}

bool ClipReport::any_made() {
  const base::MutexLock lock(mutex_);
  return any_made_;
}

void ClipReport::PrintFailed(const media::Shortfall& failed) {
  if (json_) {
    std::cout << base::DumpJson({{"type", jobs::ToText(failed.type)},
                                 {"label", base::TextOrNull(failed.label)},
                                 {"error", {{"code", base::ToText(failed.code)}, {"message", failed.message}}}})
              << std::endl;
  }
  std::cerr << "clipbox: no " << Named(failed.type, failed.label) << ": " << failed.message << "\n";
}

}  // namespace clipbox::cli
