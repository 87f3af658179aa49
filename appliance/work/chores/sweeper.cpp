#include "work/chores/sweeper.h"

#include "base/error.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/text.h"
#include "jobs/upload_layout.h"

namespace clipbox::work {
namespace {

namespace fs = std::filesystem;

void Report(const char* kind, const std::string& what) {
  base::LogInfo("sweep.deleted", {{"kind", kind}, {"name", what}});
  base::CountMetric("clipbox_swept_total", {{"kind", kind}});
}

// True if whatever is asked next would fare the same.
bool EndsTheTurn(const base::Error& error) {
  return error.code() == base::ErrorCode::kCancelled || error.details().store_is_away;
}

// One that cannot be looked at, most often somebody else's, must not keep the others from being swept.
template <class Sweep>
void SkipIfRefused(const char* kind, const std::string& name, const Sweep& sweep) {
  try {
    sweep();
  } catch (const base::Error& error) {
    if (EndsTheTurn(error)) throw;
    base::LogInfo("sweep.skipped", {{"kind", kind}, {"name", name}, {"error", error.what()}});
  }
}

// A file's time as the wall clock has it.
base::Timestamp TimeOf(const fs::path& path) {
  const auto time = fs::file_time_type::clock::to_sys(fs::last_write_time(path));
  return std::chrono::time_point_cast<std::chrono::milliseconds>(time);
}

// When something was last written in it: a task may work on one file of its folder for hours.
base::Timestamp NewestIn(const fs::path& path) {
  base::Timestamp newest = TimeOf(path);
  if (!fs::is_directory(fs::symlink_status(path))) return newest;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path))
    newest = std::max(newest, TimeOf(entry.path()));
  return newest;
}

}  // namespace

Sweeper::Sweeper(SweeperSettings settings, const store::Store& store, objectstore::ObjectStore& objects, KeyGuard& keys,
                 ClockWatch& clock)
    : settings_(std::move(settings)), store_(store), objects_(objects), keys_(keys), clock_(clock) {}

void Sweeper::Run(std::stop_token stop) {
  const auto now = clock_.TrustedNow();
  if (!now) return;
  now_ = *now;
  left_for_later_rows_ = 0;
  for (const fs::path& folder : settings_.temp_dirs) SweepFiles(folder);
  if (IsPaused()) {
    base::LogInfo("sweep.paused", {{"setting", kRestoredAtSetting}});
    return;
  }
  SkipIfRefused("uploads", settings_.prefix, [&] { SweepUploads(stop); });
  SweepObjects(stop);
  if (left_for_later_rows_ > 0) base::LogWarning("sweep.left_for_later_rows", {{"count", left_for_later_rows_}});
}

bool Sweeper::IsForLaterRows(base::Timestamp time) {
  if (!clock_.WasAbsent(time)) return false;
  ++left_for_later_rows_;
  return true;
}

// Rows of a backup do not know what was made after it.
bool Sweeper::IsPaused() const {
  const auto text = store_.settings.Find(kRestoredAtSetting);
  if (!text) return false;
  const auto millis = base::ParseNumber<std::int64_t>(*text);
  return !millis || now_ - base::FromMillis(*millis) < kPauseAfterRestore;
}

void Sweeper::SweepUploads(std::stop_token stop) {
  std::optional<std::string> from = "";
  while (from && !stop.stop_requested()) {
    const auto page = objects_.ListUploads(settings_.prefix, *from);
    for (const objectstore::OpenUpload& upload : page.lines) {
      if (stop.stop_requested()) return;
      SkipIfRefused("upload", upload.key, [&] { SweepUpload(upload); });
    }
    from = page.next;
  }
}

// A listing shows no metadata of an upload, and nothing else does: whose it is stands in its key.
void Sweeper::SweepUpload(const objectstore::OpenUpload& upload) {
  const bool is_ours =
      upload.key.starts_with(settings_.prefix) && jobs::HasKeyTag(upload.key, settings_.installation_token);
  if (!is_ours || !IsOld(upload.started_at) || store_.inventory.IsUploadNamed(upload.key, upload.upload_id)) return;
  if (IsForLaterRows(upload.started_at)) return;
  objects_.AbortMultipart(upload.key, upload.upload_id);
  Report("upload", upload.key);
}

void Sweeper::SweepObjects(std::stop_token stop) {
  std::optional<std::string> from = "";
  while (from && !stop.stop_requested()) {
    const auto page = objects_.ListObjects(settings_.prefix, *from);
    SweepPage(page.lines, stop);
    from = page.next;
  }
}

void Sweeper::SweepPage(const std::vector<objectstore::ListedObject>& listed, std::stop_token stop) {
  std::vector<std::string> old;
  for (const objectstore::ListedObject& object : listed) {
    if (object.key.starts_with(settings_.prefix) && IsOld(object.modified_at)) old.push_back(object.key);
  }
  const std::set<std::string> named = store_.inventory.NamedAmong(old);
  for (const std::string& key : old) {
    if (stop.stop_requested()) return;
    if (!named.contains(key)) SkipIfRefused("object", key, [&] { SweepObject(key); });
  }
}

// Looked at once more while nobody writes the key: since the listing it may have been written again, and got a row.
void Sweeper::SweepObject(const std::string& key) {
  const auto hold = keys_.TryDelete(key);
  if (!hold || store_.inventory.IsKeyNamed(key)) return;
  const auto info = objects_.Head(key);
  if (!info || !IsOld(info->modified_at) || settings_.installation_token.empty()) return;
  const auto token = info->metadata.find(objectstore::kTokenName);
  if (token == info->metadata.end() || token->second != settings_.installation_token) return;
  if (IsForLaterRows(info->modified_at)) return;
  objects_.Delete(key);
  Report("object", key);
}

void Sweeper::SweepFiles(const fs::path& folder) const {
  std::error_code missing;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, missing)) {
    try {
      if (!IsOld(NewestIn(entry.path()))) continue;
      fs::remove_all(entry.path());
      Report("file", entry.path().filename().string());
    } catch (const fs::filesystem_error& error) {
      // A task may end meanwhile and take its files along.
      base::LogInfo("sweep.file_skipped", {{"error", error.what()}});
    }
  }
}

}  // namespace clipbox::work
