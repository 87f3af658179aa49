// The `clip` output as a smart cut of H.264. The pictures before the first key frame that stands by itself (IDR) are
// encoded anew, the packets from there on copied. Both stand under one sample description. The finished file is checked
// against the source's own pictures. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "media/cut/cut_check.h"
#include "media/cut/cut_file.h"
#include "media/cut/smart_lead.h"
#include "media/cut/smart_seam.h"
#include "media/maker/output_maker.h"

namespace clipbox::media {

class SmartClipMaker final : public OutputMaker {
 public:
  // Throws: FallBack as SmartSeam; later also: `parameter_ids`, `edit_list`, `sound_gap`, `seam_mismatch`.
  SmartClipMaker(const SpanContext& context, std::filesystem::path path, const CutSource& source);

  void VideoPacket(const av::Packet& packet) override;
  void Picture(const av::Frame& picture) override;
  void Sound(const av::Frame& sound) override { file_.Sound(sound); }
  void SoundPacket(const av::Packet& packet) override { file_.SoundPacket(packet); }
  bool wants_pictures() const override;
  bool wants_video_packets() const override { return true; }
  bool wants_sound() const override { return source_.audio != nullptr && !file_.copies_sound(); }
  bool wants_sound_packets() const override { return file_.copies_sound(); }
  void Finish(Made& made) override;

 private:
  void Copy(const av::Packet& packet, const SmartSeam::Units& units);
  void RememberForEnd(const av::Packet& packet, bool starts_anew);
  void EncodeLead(const av::Frame& picture);
  void EndLead();
  std::vector<CopiedPicture> LastPictures() const;
  CutExpectation Expectation() const;

  const SpanContext& context_;
  const CutSource source_;
  SmartSeam seam_;
  CutFile file_;
  std::optional<SmartLead> lead_;
  int lead_pictures_ = 0;
  bool lead_done_ = false;
  std::vector<av::Packet> waiting_;        // to be copied once the lead is written
  std::vector<EncodedPicture> lead_ends_;  // its first and its last
  std::vector<CopiedPicture> at_seam_;
  std::vector<av::Packet> last_gop_;  // as the source has them
  std::size_t last_gop_bytes_ = 0;
};

}  // namespace clipbox::media
