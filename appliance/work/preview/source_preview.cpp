#include "work/preview/source_preview.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "media/preview/frame_picture.h"
#include "media/preview/strip.h"
#include "media/source/memory_estimate.h"
#include "media/source/probe.h"
#include "work/preview/file_ends.h"
#include "work/tasks/analysis.h"

namespace clipbox::work {
namespace {

constexpr int kPreviewThreads = 2;
constexpr std::size_t kMaxFilms = 8;
// Read anew for each zoom; more is taken out of the shape of the whole sound.
constexpr double kMaxReadSeconds = 120;
constexpr double kPointsPerSecond = 100;
constexpr double kMaxPoints = 400'000;  // 3 MB: an hour; of a longer film fewer a second

// One of the turns, for a scope. Throws: Error kRateLimited where none becomes free.
class PreviewTurn {
 public:
  PreviewTurn(std::counting_semaphore<>& turns, std::chrono::milliseconds max_wait) : turns_(turns) {
    if (turns_.try_acquire_for(max_wait)) return;
    throw base::Error(base::ErrorCode::kRateLimited, "Too many pictures are asked for at once. Ask again in a moment.",
                      {.retry_after_seconds = 2});
  }
  ~PreviewTurn() { turns_.release(); }
  PreviewTurn(const PreviewTurn&) = delete;
  PreviewTurn& operator=(const PreviewTurn&) = delete;

 private:
  std::counting_semaphore<>& turns_;
};

// Fewer for pictures so large that decoding them would take more than media.max_memory.
int ThreadsFor(const media::SourceInfo& info, const media::Limits& limits) {
  return info.video ? media::ChooseMeans(info, kPreviewThreads, limits.max_memory_bytes).threads : 1;
}

// What the same bytes would always come to.
bool IsRefusal(base::ErrorCode code) {
  using base::ErrorCode;
  constexpr ErrorCode kRefusals[] = {ErrorCode::kEmptyFile,         ErrorCode::kNotAVideo,        ErrorCode::kTruncated,
                                     ErrorCode::kUnsupportedFormat, ErrorCode::kUnsupportedCodec, ErrorCode::kTooLong,
                                     ErrorCode::kTooLarge};
  return std::find(std::begin(kRefusals), std::end(kRefusals), code) != std::end(kRefusals);
}

PreviewSound ToPreview(media::SoundShape shape) { return {std::move(shape.min), std::move(shape.max)}; }

}  // namespace

std::shared_ptr<SourcePreview::Film> SourcePreview::FilmOf(const jobs::Job& job, std::stop_token stop) {
  {
    const base::MutexLock lock(mutex_);
    const auto found =
        std::find_if(films_.begin(), films_.end(), [&](const auto& film) { return film->key == *job.source_key; });
    if (found != films_.end()) {
      films_.splice(films_.begin(), films_, found);
      films_.front()->used = true;
      return films_.front();
    }
  }
  const AnalysisTools tools{.sources = sources_, .limits = limits_, .stop = std::move(stop), .progress = {}};
  jobs::Recipe nothing;  // for which scene changes need not be found
  nothing.clips.emplace();
  const auto film =
      std::make_shared<Film>(Film{*job.source_key, Analyse(job, nothing, FindAnalysis(queue_, job), tools).source});
  const base::MutexLock lock(mutex_);
  films_.push_front(film);
  if (films_.size() > kMaxFilms) {
    sources_.Close(films_.back()->key);
    films_.pop_back();
  }
  return film;
}

void SourcePreview::CloseUnused() {
  const base::MutexLock lock(mutex_);
  std::erase_if(films_, [&](const std::shared_ptr<Film>& film) {
    if (std::exchange(film->used, false)) return false;
    sources_.Close(film->key);
    return true;
  });
}

void SourcePreview::RefuseBadFile(FileEdges edges, std::stop_token stop) {
  const PreviewTurn turn(turns_, max_wait_);
  FileEnds source(std::move(edges.head), std::move(edges.tail), edges.size_bytes);
  try {
    media::Probe(source, limits_, std::move(stop));
  } catch (const base::Error& error) {
    if (!source.missed() && IsRefusal(error.code())) throw;
  }
}

void SourcePreview::RequirePictures(const jobs::Job& job, std::stop_token stop) {
  const PreviewTurn turn(turns_, max_wait_);
  if (FilmOf(job, std::move(stop))->info.video) return;
  throw base::Error(base::ErrorCode::kNoVideo, "This file has no picture, only sound: there is no film to show of it.");
}

PreviewFrame SourcePreview::Frame(const jobs::Job& job, double seconds, int height, std::stop_token stop) {
  const PreviewTurn turn(turns_, max_wait_);
  const auto film = FilmOf(job, stop);
  media::FramePicture frame = media::TakeFrame(
      *sources_.Open(*job.source_key), film->info, limits_,
      {.seconds = seconds, .height = height, .threads = ThreadsFor(film->info, limits_), .stop = stop});
  return {std::move(frame.jpeg), frame.time, frame.previous, frame.next};
}

PreviewStrip SourcePreview::Strip(const jobs::Job& job, const base::TimeRange& range, int count, int height,
                                  std::stop_token stop) {
  const PreviewTurn turn(turns_, max_wait_);
  const auto film = FilmOf(job, stop);
  media::Strip strip = media::MakeStrip(
      *sources_.Open(*job.source_key), film->info, limits_,
      {.range = range, .count = count, .height = height, .threads = ThreadsFor(film->info, limits_), .stop = stop});
  return {std::move(strip.jpeg), std::move(strip.times)};
}

PreviewSound SourcePreview::Sound(const jobs::Job& job, base::TimeRange range, std::size_t points,
                                  std::stop_token stop) {
  const PreviewTurn turn(turns_, max_wait_);
  const auto film = FilmOf(job, stop);
  const double duration = film->info.duration_seconds;
  if (range.start >= duration)
    throw base::Error(base::ErrorCode::kClipOutsideSource, "this stretch begins behind the end of the film");
  range.end = std::min(range.end, duration);
  const auto source = sources_.Open(*job.source_key);
  if (range.seconds() <= kMaxReadSeconds)
    return ToPreview(media::ReadSoundShape(*source, film->info, limits_, range, points, stop));
  const auto whole = WholeSound(*film, *source, stop);
  return ToPreview(media::PartOf(*whole, range.start / duration, range.end / duration, points));
}

std::shared_ptr<const media::SoundShape> SourcePreview::WholeSound(Film& film, base::ByteSource& source,
                                                                   std::stop_token stop) {
  const base::MutexLock lock(sound_mutex_);
  if (film.sound == nullptr) {
    const double duration = film.info.duration_seconds;
    const auto points = static_cast<std::size_t>(std::min(kMaxPoints, std::ceil(duration * kPointsPerSecond)));
    film.sound = std::make_shared<const media::SoundShape>(
        media::ReadSoundShape(source, film.info, limits_, {0, duration}, points, std::move(stop)));
  }
  return film.sound;
}

}  // namespace clipbox::work
