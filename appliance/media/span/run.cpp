#include "media/span/run.h"

#include <algorithm>

#include "av/input.h"
#include "av/upright.h"
#include "base/error.h"
#include "media/look/poster_maker.h"
#include "media/picture/gif_maker.h"
#include "media/picture/webp_maker.h"
#include "media/sound/audio_maker.h"
#include "media/sound/waveform_maker.h"
#include "media/source/sound_format.h"
#include "media/span/maker_set.h"
#include "media/span/stretch_run.h"
#include "media/span/whole_maker.h"

namespace clipbox::media {
namespace {

using base::Error;
using base::ErrorCode;
using jobs::ArtifactType;

// Leaves room for what comes after the last frame: the encoder's look-ahead, palettes, the index.
constexpr double kReadingShare = 0.95;

void RequireStream(ArtifactType type, const SourceInfo& info) {
  if (type == ArtifactType::kAudio || type == ArtifactType::kWaveform || type == ArtifactType::kWaveformPeaks) {
    if (!info.audio) throw Error(ErrorCode::kNoAudio, "this video has no sound");
  } else if (!info.video) {
    throw Error(ErrorCode::kNoVideo, "this file has no picture, only sound");
  }
}

std::unique_ptr<OutputMaker> NewMaker(ArtifactType type, const SpanContext& context, const av::Input& input) {
  RequireStream(type, context.info);
  const auto path = [&](const char* ending) { return std::filesystem::path(context.base.string() + ending); };
  switch (type) {
    case ArtifactType::kClip: return NewClipMaker(context, input);
    case ArtifactType::kGif: return std::make_unique<GifMaker>(context, path(".gif"));
    case ArtifactType::kPoster: return std::make_unique<PosterMaker>(context, path("-poster.jpg"));
    case ArtifactType::kWebp: return std::make_unique<WebpMaker>(context, path(".webp"));
    case ArtifactType::kWaveform: return std::make_unique<WaveformMaker>(context, path("-waveform.png"));
    case ArtifactType::kWaveformPeaks: return std::make_unique<WaveformPeaksMaker>(context, path("-waveform.json"));
    case ArtifactType::kAudio: return NewAudioMaker(context, context.base, input.stream(context.info.audio->index));
    case ArtifactType::kStoryboard:
    case ArtifactType::kStoryboardVtt:
    case ArtifactType::kCaptions:
    case ArtifactType::kProxy: break;
  }
  throw Error(ErrorCode::kUnsupported, std::string(jobs::ToText(type)) + " cannot be made of this span");
}

double LengthOf(ArtifactType type, const SpanContext& context) {
  if (type == ArtifactType::kWebp) return std::min(context.seconds, context.recipe.webp.max_seconds);
  return type == ArtifactType::kGif ? std::min(context.seconds, context.recipe.gif.max_seconds) : context.seconds;
}

// Progress that never goes back, also when a stretch is read a second time.
class RisingProgress {
 public:
  explicit RisingProgress(const std::function<void(double)>& report) : report_(report) {}
  void Report(double fraction) {
    if (!report_ || fraction <= last_) return;
    last_ = fraction;
    report_(fraction);
  }

 private:
  const std::function<void(double)>& report_;
  double last_ = -1;
};

SpanContext NewContext(const av::Input& input, const SourceInfo& info, const Span& span, const jobs::Recipe& recipe,
                       const std::filesystem::path& base, const RunSettings& settings, const RunCallbacks& callbacks) {
  SpanContext context{info, recipe, span};
  context.base = base;
  context.captions = settings.captions;
  context.seconds = span.clip ? span.clip->to - span.clip->start : info.duration_seconds;
  if (info.video) context.upright_filter = av::UprightFilter(input.stream(info.video->index));
  context.means = ChooseMeans(info, settings.threads, settings.limits.max_memory_bytes);
  context.most_scratch_bytes = settings.limits.max_scratch_bytes;
  context.is_left_out = callbacks.is_left_out;
  return context;
}

std::function<void()> CheckOf(const SpanContext& context, const RunCallbacks& callbacks) {
  return [&context, &callbacks] {
    if (callbacks.goes_on) callbacks.goes_on();
    if (callbacks.stop.stop_requested()) throw Error(ErrorCode::kCancelled, "the work was cancelled");
    if (context.at_work && context.IsLeftOut(*context.at_work)) throw OutputLeftOut{};
  };
}

}  // namespace

SpanResult RunSpan(base::ByteSource& source, const SourceInfo& info, const Span& span, const jobs::Recipe& recipe,
                   const std::filesystem::path& out_dir, const RunSettings& settings, const RunCallbacks& callbacks) {
  const av::InputOptions options{callbacks.stop, settings.limits.max_streams, settings.limits.open_deadline};
  av::Input input(source, options);
  SpanContext context = NewContext(input, info, span, recipe, out_dir / span.file_stem, settings, callbacks);
  context.check = CheckOf(context, callbacks);
  WholeMaker whole(context, settings, context.base);
  MakerSet makers(context, settings.deadline);
  for (const ArtifactType type : span.outputs) {
    if (!span.clip && WholeMaker::Makes(type)) {
      whole.Want(type);
    } else if (type != ArtifactType::kClip || !IsKeyCut(context)) {
      makers.Add(type, LengthOf(type, context), [&] { return NewMaker(type, context, input); });
    }
  }
  RisingProgress progress(callbacks.progress);
  const double stretch_share = !whole.wanted() ? kReadingShare : makers.wants_anything() ? kReadingShare / 2 : 0;
  const StretchRun run{input, context, settings, [&](double fraction) { progress.Report(stretch_share * fraction); }};
  SpanResult result;
  if (IsKeyCut(context)) MakeKeyCut(run, result);
  MakeStretch(run, makers);
  makers.HandOver(result);
  if (whole.wanted()) {
    whole.Make(input, result,
               [&](double fraction) { progress.Report(stretch_share + (kReadingShare - stretch_share) * fraction); });
  }
  result.source_bytes_read = input.bytes_read();
  progress.Report(1);
  return result;
}

}  // namespace clipbox::media
