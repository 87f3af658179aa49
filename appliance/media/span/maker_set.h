// The makers of one span: hands each frame to all of them, and lets one fail without the others. It keeps their
// deadlines and removes the files of those that fail. One thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "media/maker/output_maker.h"
#include "media/source/stretch_reader.h"
#include "media/span/run.h"

namespace clipbox::media {

class MakerSet {
 public:
  using NewMaker = std::function<std::unique_ptr<OutputMaker>()>;

  MakerSet(const SpanContext& context, const Deadline& deadline);
  // Removes what was not handed over by Finish.
  ~MakerSet();
  MakerSet(const MakerSet&) = delete;
  MakerSet& operator=(const MakerSet&) = delete;

  // `seconds`: the output's length, for its deadline. A maker that cannot be made is a failed output.
  void Add(jobs::ArtifactType type, double seconds, const NewMaker& make);
  // Puts new makers in the place of those that fell back, made with the reason; false where none did. All others must
  // be finished.
  bool ReplaceFallenBack(const std::function<std::unique_ptr<OutputMaker>(Reason reason)>& make);

  void Picture(const av::Frame& picture);
  void VideoPacket(const av::Packet& packet);
  void Sound(const av::Frame& sound);
  void SoundPacket(const av::Packet& packet);
  // Fails what is past its deadline or left out, and finishes what is complete. False: nobody wants more.
  bool KeepUp();
  // Gives up all that are not finished.
  void FailAll(base::ErrorCode code, const std::string& message);
  // Those that are not finished yet and are made of sound lack it.
  void LackSound(const std::string& message);
  // Finishes all that can be.
  void FinishAll();
  // What became of all, in the order in which they were added. Requires: FinishAll, and none fallen back.
  void HandOver(SpanResult& result);

  bool wants_anything() const {
    return wants_pictures() || wants_video_packets() || wants_sound() || wants_sound_packets();
  }
  bool wants_pictures() const { return picture_wish() != PictureWish::kNone; }
  PictureWish picture_wish() const;
  bool wants_video_packets() const;
  bool wants_sound() const;
  bool wants_sound_packets() const;

 private:
  struct Entry {
    jobs::ArtifactType type = jobs::ArtifactType::kClip;
    double seconds = 0;
    std::unique_ptr<OutputMaker> maker;  // null once finished or failed
    std::optional<Made> made;
    std::optional<Shortfall> failed;
    std::optional<std::string> lost_sound;
    std::optional<Reason> fell_back;              // why at first
    std::optional<Reason> fell_back_again;        // why the last time
    std::chrono::steady_clock::time_point begun;  // by the deadline's clock
  };

  // Runs `step` on the entry; its error becomes the entry's failure unless it concerns the whole span.
  void Guard(Entry& entry, const std::function<void()>& step);
  void Fail(Entry& entry, base::ErrorCode code, const std::string& message);
  void Fail(Entry& entry, Shortfall why);
  void FallBackTo(Entry& entry, Reason reason);
  void FinishOne(Entry& entry);
  bool AnyWants(bool (OutputMaker::*wants)() const) const;

  const SpanContext& context_;
  const Deadline deadline_;
  std::vector<Entry> entries_;
  bool handed_over_ = false;
};

}  // namespace clipbox::media
