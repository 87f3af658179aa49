#include "media/cut/key_clip_maker.h"

#include <algorithm>

#include "av/time.h"
#include "base/error.h"
#include "base/log.h"
#include "media/cut/cut_check.h"
#include "media/maker/measure.h"
#include "media/maker/reason.h"

namespace clipbox::media {

void KeyClipMaker::VideoPacket(const av::Packet& packet) {
  if (packet->pts == av::kNoTime) throw FallBack{Reason::kTimestamps};
  // Before the key frame, or shown before it though they follow it: these refer to what is not copied.
  if (packet->pts < 0) return;
  if (!file_.begun()) {
    if (!packet.is_key()) throw FallBack{Reason::kNoKeyFrame};
    file_.Begin({});
  }
  file_.Video(packet.Ref());
}

void KeyClipMaker::Finish(Made& made) {
  if (!file_.begun() || file_.shown().empty()) {
    throw base::Error(base::ErrorCode::kClipOutsideSource,
                      "the video shows no frame between the start and the end of this clip");
  }
  file_.Finish();
  CutExpectation expected;
  expected.tick = file_.tick();
  expected.shown = file_.shown();
  std::sort(expected.shown.begin(), expected.shown.end());
  if (const auto difference = FindDifference(path(), expected, context_.check)) {
    base::LogWarning("media.cut_differs", {{"difference", *difference}});
    throw FallBack{Reason::kSeamMismatch};
  }
  DescribeClip(path(), made);
  made.method = jobs::Method::kKeyframe;
}

}  // namespace clipbox::media
