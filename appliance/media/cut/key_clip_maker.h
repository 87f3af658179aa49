// The `clip` output as a key-frame cut: packets copied from the key frame before the start on, whatever their codec.
// Its stretch begins at that key frame. One thread.
#pragma once

#include "media/cut/cut_file.h"
#include "media/maker/output_maker.h"

namespace clipbox::media {

class KeyClipMaker final : public OutputMaker {
 public:
  // Requires: `source.range.start` is the time of a key frame. Throws later: FallBack `timestamps`, `edit_list`,
  // `sound_gap`, `seam_mismatch`.
  KeyClipMaker(const SpanContext& context, std::filesystem::path path, const CutSource& source)
      : OutputMaker(std::move(path)), context_(context), source_(source), file_(context, source, this->path()) {}

  void VideoPacket(const av::Packet& packet) override;
  void Sound(const av::Frame& sound) override { file_.Sound(sound); }
  void SoundPacket(const av::Packet& packet) override { file_.SoundPacket(packet); }
  bool wants_video_packets() const override { return true; }
  bool wants_sound() const override { return source_.audio != nullptr && !file_.copies_sound(); }
  bool wants_sound_packets() const override { return file_.copies_sound(); }
  void Finish(Made& made) override;

 private:
  const SpanContext& context_;
  const CutSource source_;
  CutFile file_;
};

}  // namespace clipbox::media
