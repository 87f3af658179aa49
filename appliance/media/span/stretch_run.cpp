#include "media/span/stretch_run.h"

#include <algorithm>

#include "av/time.h"
#include "base/error.h"
#include "media/cut/clip_maker.h"
#include "media/cut/cut_choice.h"
#include "media/cut/key_clip_maker.h"
#include "media/cut/smart_clip_maker.h"
#include "media/maker/reason.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

using base::ErrorCode;
using jobs::ArtifactType;

double StartOf(const SpanContext& context) { return context.span.clip ? context.span.clip->start : 0; }

// As asked for, not as measured: a container's length may fall short of its last frame.
double EndOf(const SpanContext& context) { return context.span.clip ? context.span.clip->end : context.seconds + 1; }

std::filesystem::path ClipPath(const SpanContext& context) { return context.base.string() + ".mp4"; }

const AVStream* SoundOf(const SpanContext& context, const av::Input& input) {
  return context.info.audio ? &input.stream(context.info.audio->index) : nullptr;
}

CutSource CutSourceOf(const SpanContext& context, const av::Input& input, double start) {
  const SourceInfo& info = context.info;
  return {input.stream(info.video->index), SoundOf(context, input), {start, EndOf(context)}};
}

StretchRequest RequestFor(const StretchRun& run, const MakerSet& makers, double start) {
  StretchRequest request;
  request.range = {start, EndOf(run.context)};
  request.pictures = makers.wants_pictures();
  request.video_packets = makers.wants_video_packets();
  request.sound = makers.wants_sound();
  request.sound_packets = makers.wants_sound_packets();
  request.threads = run.context.means.threads;
  return request;
}

void ReadStretch(const StretchRun& run, MakerSet& makers, double start) {
  if (!makers.wants_anything()) return;
  StretchCallbacks callbacks;
  callbacks.picture = [&](const av::Frame& picture) { makers.Picture(picture); };
  callbacks.video_packet = [&](const av::Packet& packet) { makers.VideoPacket(packet); };
  callbacks.wish = [&] { return makers.picture_wish(); };
  callbacks.sound = [&](const av::Frame& sound) { makers.Sound(sound); };
  callbacks.sound_packet = [&](av::Packet& packet) { makers.SoundPacket(packet); };
  callbacks.go_on = [&](double fraction) {
    run.context.check();
    run.progress(fraction);
    return makers.KeepUp();
  };
  StretchReader reader(run.input, run.context.info, run.settings.limits, RequestFor(run, makers, start), callbacks);
  reader.Run();
  if (reader.mostly_damaged()) {
    makers.FailAll(ErrorCode::kTruncated,
                   "most of the picture here is damaged or missing in the file; copy or export it again");
  }
  if (reader.sound_mostly_damaged()) {
    makers.LackSound("most of its sound is missing: the " + run.context.info.audio->codec +
                     " sound of this file is damaged here and cannot be decoded");
  }
}

// Reads from `start`; what fell back on the way is made in another reading, from the clip's own start. At most two: an
// exact clip falls back only from sound that it copies.
void Make(const StretchRun& run, MakerSet& makers, double start) {
  const auto exact = [&](Reason reason) {
    const AVStream* sound = SoundCopier::MayBeWhy(reason) ? nullptr : SoundOf(run.context, run.input);
    return std::make_unique<ClipMaker>(run.context, ClipPath(run.context), sound);
  };
  makers.ReplaceFallenBack(exact);
  while (true) {
    ReadStretch(run, makers, start);
    run.context.check();
    makers.FinishAll();
    if (!makers.ReplaceFallenBack(exact)) return;
    run.input.SeekToStart();
    start = StartOf(run.context);
  }
}

struct FoundKey {
  std::optional<double> time;
  bool untimed = false;  // a packet does not say when it is shown
};

// The time of the last key frame at or before `seconds`, where there is one.
FoundKey FindKeyFrame(const StretchRun& run, double seconds) {
  const VideoStream& video = *run.context.info.video;
  const AVRational tick{video.tick.num, video.tick.den};
  FoundKey found;
  StretchRequest request;
  request.range = {seconds, EndOf(run.context)};
  request.pictures = request.sound = false;
  request.video_packets = true;
  StretchCallbacks callbacks;
  bool past = false;
  callbacks.video_packet = [&](const av::Packet& packet) {
    past = past || (packet->dts != av::kNoTime ? packet->dts : packet->pts) > 0;
    found.untimed = found.untimed || packet->pts == av::kNoTime;
    const bool before = packet->pts != av::kNoTime && packet->pts <= 0;
    if (packet.is_key() && before) found.time = av::ToSeconds(av::ToTicks(seconds, tick) + packet->pts, tick);
  };
  callbacks.go_on = [&](double) {
    run.context.check();
    return !past;
  };
  StretchReader(run.input, run.context.info, run.settings.limits, request, callbacks).Run();
  run.input.SeekToStart();
  return found;
}

}  // namespace

std::unique_ptr<OutputMaker> NewClipMaker(const SpanContext& context, const av::Input& input) {
  if (ChooseCut(context.recipe, context.info).method != jobs::Method::kSmart) {
    return std::make_unique<ClipMaker>(context, ClipPath(context), SoundOf(context, input));
  }
  return std::make_unique<SmartClipMaker>(context, ClipPath(context), CutSourceOf(context, input, StartOf(context)));
}

void MakeStretch(const StretchRun& run, MakerSet& makers) { Make(run, makers, StartOf(run.context)); }

bool IsKeyCut(const SpanContext& context) {
  return context.span.clip && context.info.video &&
         ChooseCut(context.recipe, context.info).method == jobs::Method::kKeyframe;
}

void MakeKeyCut(const StretchRun& run, SpanResult& result) {
  const SpanContext& context = run.context;
  const FoundKey key = FindKeyFrame(run, StartOf(context));
  MakerSet makers(context, run.settings.deadline);
  makers.Add(ArtifactType::kClip, context.seconds, [&]() -> std::unique_ptr<OutputMaker> {
    if (key.untimed) throw FallBack{Reason::kTimestamps};
    if (!key.time) throw FallBack{Reason::kNoKeyFrame};
    return std::make_unique<KeyClipMaker>(context, ClipPath(context), CutSourceOf(context, run.input, *key.time));
  });
  Make(run, makers, key.time.value_or(StartOf(context)));
  makers.HandOver(result);
  run.input.SeekToStart();
}

}  // namespace clipbox::media
