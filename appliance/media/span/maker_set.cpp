#include "media/span/maker_set.h"

#include <algorithm>
#include <new>

#include "base/error.h"
#include "base/log.h"
#include "media/plan/plan.h"

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

// Says for a scope whose maker works.
class AtWork {
 public:
  AtWork(const SpanContext& context, jobs::ArtifactType type) : context_(context) { context_.at_work = type; }
  ~AtWork() { context_.at_work.reset(); }
  AtWork(const AtWork&) = delete;
  AtWork& operator=(const AtWork&) = delete;

 private:
  const SpanContext& context_;
};

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
  Entry& entry = entries_.emplace_back();
  entry.type = type;
  entry.seconds = seconds;
  entry.begun = deadline_.now();
  Guard(entry, [&] { entry.maker = make(); });
}

void MakerSet::Picture(const av::Frame& picture) {
  for (Entry& entry : entries_) {
    if (entry.maker && entry.maker->wants_pictures()) Guard(entry, [&] { entry.maker->Picture(picture); });
  }
}

bool MakerSet::ReplaceFallenBack(const std::function<std::unique_ptr<OutputMaker>(Reason reason)>& make) {
  bool any = false;
  for (Entry& entry : entries_) {
    if (!entry.fell_back || entry.maker || entry.failed || entry.made) continue;
    entry.begun = deadline_.now();
    Guard(entry, [&] { entry.maker = make(*entry.fell_back_again); });
    any = true;
  }
  return any;
}

void MakerSet::VideoPacket(const av::Packet& packet) {
  for (Entry& entry : entries_) {
    if (entry.maker && entry.maker->wants_video_packets()) Guard(entry, [&] { entry.maker->VideoPacket(packet); });
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
  bool any = false;
  for (Entry& entry : entries_) {
    if (entry.maker && deadline_.now() - entry.begun > deadline_.For(entry.seconds)) {
      Fail(entry, ErrorCode::kTimeout, deadline_.Explain(entry.seconds));
    }
    if (entry.maker && context_.IsLeftOut(entry.type)) Fail(entry, LeftOutOf(context_.span, entry.type));
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

void MakerSet::LackSound(const std::string& message) {
  for (Entry& entry : entries_) {
    if (entry.maker && (entry.maker->wants_sound() || entry.maker->wants_sound_packets())) entry.lost_sound = message;
  }
}

void MakerSet::FinishAll() {
  for (Entry& entry : entries_) {
    if (entry.maker) FinishOne(entry);
  }
}

void MakerSet::HandOver(SpanResult& result) {
  for (Entry& entry : entries_) {
    if (entry.made) result.made.push_back(std::move(*entry.made));
    if (entry.failed) result.failed.push_back(std::move(*entry.failed));
  }
  handed_over_ = true;
}

PictureWish MakerSet::picture_wish() const {
  PictureWish wish = PictureWish::kNone;
  for (const Entry& entry : entries_) {
    if (!entry.maker || !entry.maker->wants_pictures()) continue;
    if (!entry.maker->key_frames_suffice()) return PictureWish::kAll;
    wish = PictureWish::kKeyFrames;
  }
  return wish;
}

bool MakerSet::AnyWants(bool (OutputMaker::*wants)() const) const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [&](const Entry& e) { return e.maker && (e.maker.get()->*wants)(); });
}

bool MakerSet::wants_video_packets() const { return AnyWants(&OutputMaker::wants_video_packets); }
bool MakerSet::wants_sound() const { return AnyWants(&OutputMaker::wants_sound); }
bool MakerSet::wants_sound_packets() const { return AnyWants(&OutputMaker::wants_sound_packets); }

void MakerSet::Guard(Entry& entry, const std::function<void()>& step) {
  const AtWork at_work(context_, entry.type);
  try {
    step();
  } catch (const OutputLeftOut&) {
    Fail(entry, LeftOutOf(context_.span, entry.type));
  } catch (const base::Error& error) {
    if (ConcernsAll(error.code())) throw;
    Fail(entry, error.code(), error.what());
  } catch (const FallBack& why) {
    FallBackTo(entry, why.reason);
  } catch (const std::bad_alloc&) {
    throw base::Error(ErrorCode::kOutOfMemory, "making an output failed: out of memory");
  }
}

void MakerSet::Fail(Entry& entry, ErrorCode code, const std::string& message) {
  Fail(entry, ShortfallOf(context_.span, entry.type, code, message));
}

void MakerSet::Fail(Entry& entry, Shortfall why) {
  entry.failed = std::move(why);
  if (!entry.maker) return;
  const std::filesystem::path path = entry.maker->path();
  entry.maker.reset();
  RemoveFile(path);
}

void MakerSet::FallBackTo(Entry& entry, Reason reason) {
  base::LogInfo("media.fell_back", {{"output", jobs::ToText(entry.type)}, {"reason", ToText(reason)}});
  entry.lost_sound.reset();
  if (!entry.fell_back) entry.fell_back = reason;
  entry.fell_back_again = reason;
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
      made.range = clip;
    }
    const MethodAndReason how = ChooseMethod(entry.type, context_.recipe, context_.info);
    made.method = how.method;
    made.reason = how.reason;
    made.encodes_sound = entry.maker->wants_sound();
    made.lost_sound = entry.lost_sound;
    if (entry.fell_back) made.method = jobs::Method::kExact, made.reason = entry.fell_back;
    entry.maker->Finish(made);
    entry.maker.reset();
    entry.made = std::move(made);
  });
}

}  // namespace clipbox::media
