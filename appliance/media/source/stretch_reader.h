// Reads one stretch of a source: seeks to the key frame before it and decodes as long as somebody wants pictures. It
// hands out exactly the frames whose time lies in [start, end), with the sound of the same span. Those who copy get the
// packets. One thread (the decoder may run more). Pictures and sound come in order of time, packets in the file's.
#pragma once

#include <cstdint>
#include <optional>

#include "media/source/stretch_pictures.h"
#include "media/source/stretch_sound.h"
#include "media/source/stretch_task.h"

namespace clipbox::media {

class StretchReader {
 public:
  // `input` is freshly opened on the source of `info`.
  StretchReader(av::Input& input, const SourceInfo& info, const Limits& limits, const StretchRequest& request,
                const StretchCallbacks& callbacks);

  // Throws: what the source and the callbacks throw.
  void Run();

  // True after Run where most of the pictures of the stretch could not be decoded: what came out is not what the file
  // once held.
  bool mostly_damaged() const { return pictures_ && pictures_->mostly_damaged(); }
  // The same of the sound; of sound that was not decoded, by a sample of it.
  bool sound_mostly_damaged() const { return sound_ && sound_->mostly_damaged(); }

 private:
  enum class Outcome { kDone, kMissedStart };

  Outcome TryFrom(double backoff_seconds);
  Outcome TryFromBeginning();
  void Begin(double backoff_seconds, StretchPictures::Start start);
  Outcome Read();
  void Take(av::Packet& packet);
  bool Finished() const;
  bool MissedStart() const { return pictures_ && pictures_->start() == StretchPictures::Start::kMissed; }

  const StretchTask task_;
  const bool has_video_;
  const bool has_sound_;
  std::optional<StretchPictures> pictures_;  // both begun anew at each try
  std::optional<StretchSound> sound_;
};

}  // namespace clipbox::media
