#include "media/maker_set.h"

#include <algorithm>
#include <new>

#include "base/error.h"

namespace clipbox::media {
namespace {

using base::ErrorCode;

// These are nobody's own fault among the outputs: going on would only meet them again.
bool ConcernsAll(ErrorCode code) {
  return code == ErrorCode::kCancelled || code == ErrorCode::kStorageFull || code == ErrorCode::kOutOfMemory ||
         code == ErrorCode::kInputOutput || code == ErrorCode::kStoreUnavailable;
}

void RemoveFile(const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
}

}  // namespace

MakerSet::MakerSet(const SpanContext& context, const Deadline& deadline) : context_(context), deadline_(deadline) {}

MakerSet::~MakerSet() {
  if (handed_over_) return;
  for (const Entry& entry : entries_) {
    if (entry.maker) RemoveFile(entry.maker->path());
    if (entry.made) RemoveFile(entry.made->path);
  }
}

void MakerSet::Add(jobs::ArtifactType type, double seconds, const NewMaker& make) {
  entries_.push_back({type, seconds, nullptr, std::nullopt, std::nullopt});
  Entry& entry = entries_.back();
  Guard(entry, [&] { entry.maker = make(); });
}

void MakerSet::Picture(const av::Frame& picture) {
  for (Entry& entry : entries_) {
    if (entry.maker && entry.maker->wants_pictures()) Guard(entry, [&] { entry.maker->Picture(picture); });
  }
}

void MakerSet::Sound(const av::Frame& sound) {
  for (Entry& entry : entries_) {
    if (entry.maker && entry.maker->wants_sound()) Guard(entry, [&] { entry.maker->Sound(sound); });
  }
}

void MakerSet::SoundPacket(const av::Packet& packet) {
  for (Entry& entry : entries_) {
    if (entry.maker && entry.maker->wants_sound_packets()) Guard(entry, [&] { entry.maker->SoundPacket(packet); });
  }
}

bool MakerSet::KeepUp() {
  const auto spent = std::chrono::steady_clock::now() - begun_;
  bool any = false;
  for (Entry& entry : entries_) {
    if (entry.maker && spent > deadline_.For(entry.seconds)) {
      Fail(entry, ErrorCode::kTimeout, deadline_.Explain(entry.seconds));
    }
    if (entry.maker && entry.maker->complete()) FinishOne(entry);
    any = any || entry.maker;
  }
  return any;
}

void MakerSet::FailAll(ErrorCode code, const std::string& message) {
  for (Entry& entry : entries_) {
    if (entry.maker) Fail(entry, code, message);
  }
}

void MakerSet::Finish(SpanResult& result) {
  for (Entry& entry : entries_) {
    if (entry.maker) FinishOne(entry);
  }
  for (Entry& entry : entries_) {
    if (entry.made) result.made.push_back(std::move(*entry.made));
    if (entry.failed) result.failed.push_back(std::move(*entry.failed));
  }
  handed_over_ = true;
}

bool MakerSet::wants_pictures() const {
  return std::any_of(entries_.begin(), entries_.end(), [](const Entry& e) { return e.maker && e.maker->wants_pictures(); });
}

bool MakerSet::wants_sound() const {
  return std::any_of(entries_.begin(), entries_.end(), [](const Entry& e) { return e.maker && e.maker->wants_sound(); });
}

bool MakerSet::wants_sound_packets() const {
  return std::any_of(entries_.begin(), entries_.end(), [](const Entry& e) { return e.maker && e.maker->wants_sound_packets(); });
}

void MakerSet::Guard(Entry& entry, const std::function<void()>& step) {
  try {
    step();
  } catch (const base::Error& error) {
    if (ConcernsAll(error.code())) throw;
    Fail(entry, error.code(), error.what());
  } catch (const std::bad_alloc&) {
    throw base::Error(ErrorCode::kOutOfMemory, "making an output failed: out of memory");
  }
}

void MakerSet::Fail(Entry& entry, ErrorCode code, const std::string& message) {
  const std::optional<Clip>& clip = context_.span.clip;
  FailedOutput failed{entry.type, clip ? clip->label : "", std::nullopt, std::nullopt, code, message};
  if (clip) failed.start = clip->start, failed.end = clip->end;
  entry.failed = std::move(failed);
  if (!entry.maker) return;
  const std::filesystem::path path = entry.maker->path();
  entry.maker.reset();
  RemoveFile(path);
}

void MakerSet::FinishOne(Entry& entry) {
  Guard(entry, [&] {
    Made made;
    made.type = entry.type;
    made.path = entry.maker->path();
    if (const std::optional<Clip>& clip = context_.span.clip) {
      made.label = clip->label;
      made.start = clip->start;
      made.end = clip->end;
    }
    const MethodAndReason how = ChooseMethod(entry.type, context_.recipe, context_.info);
    made.method = how.method;
    made.reason = how.reason;
    entry.maker->Finish(made);
    entry.maker.reset();
    entry.made = std::move(made);
  });
}

}  // namespace clipbox::media
