#include "serve/demo_film.h"

#include "base/error.h"
#include "base/files.h"
#include "media/sample/sample_film.h"
#include "media/source/probe.h"
#include "media/span/run.h"

namespace clipbox::serve {
namespace {

media::SampleFilm Minute() {
  media::SampleFilm film;
  film.seconds = 60;
  film.width = 1280;
  film.height = 720;
  film.scene_seconds = 6;
  // As many bits as a real film of this size has, so that the upload takes several parts.
  film.video_options = "preset=superfast:nal-hrd=cbr:b=2500000:maxrate=2500000:bufsize=2500000";
  film.chapters = {{0, 12, "Opening"},
                   {12, 24, "The moving disc"},
                   {24, 36, "Halfway"},
                   {36, 48, "A long shot"},
                   {48, 60, "The end"}};
  film.format_options = "movflags=+faststart";
  return film;
}

// The picture that a video site would show for it.
std::string MakePicture(const std::filesystem::path& film, const std::filesystem::path& folder) {
  base::FileSource source(film);
  const media::SourceInfo info = media::Probe(source, {}, {});
  media::Span span;
  span.outputs = {jobs::ArtifactType::kPoster};
  span.file_stem = "picture";
  const media::SpanResult result = media::RunSpan(source, info, span, {}, folder, {}, {});
  if (result.made.empty())
    throw base::Error(base::ErrorCode::kInternal, "cannot make the demo's picture: " + result.failed.at(0).message);
  return base::ReadFile(result.made.front().path).value_or("");
}

}  // namespace

DemoFilm MakeDemoFilm(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "demo-film.mp4";
  media::MakeSampleFilm(file, Minute());
  return {.file = file, .title = "A minute of clipbox", .picture = MakePicture(file, folder)};
}

}  // namespace clipbox::serve
