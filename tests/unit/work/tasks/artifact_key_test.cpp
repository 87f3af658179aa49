#include "work/tasks/artifact_key.h"

#include <set>

#include "base/error.h"
#include "catch.h"
#include "work/tasks/span_payload.h"

using namespace clipbox;
using jobs::ArtifactType;

namespace {

jobs::Job JobWithSource(const std::string& key = "clipbox/sources/J/1") {
  jobs::Job job;
  job.id.value = "J";
  job.source_key = key;
  return job;
}

media::Span IntroSpan() {
  media::Span span;
  span.clip = media::Clip{{1, 3}, 3, "intro"};
  span.outputs = {ArtifactType::kClip, ArtifactType::kGif};
  span.file_stem = "01-intro";
  return span;
}

std::string KeyOf(const jobs::Recipe& recipe, const media::Span& span, ArtifactType type,
                  const jobs::Job& job = JobWithSource(), const std::string& source_etag = "one") {
  return work::ArtifactKey({"clipbox/", "0123456789abcdef"}, job, recipe,
                           {.span = span, .share = 1, .source_etag = source_etag}, type);
}

}  // namespace

TEST_CASE("the key of an artifact lies under the prefix and the job, and ends in a file name") {
  const std::string key = KeyOf({}, IntroSpan(), ArtifactType::kClip);
  CHECK(key.starts_with("clipbox/artifacts/J/"));
  CHECK(key.ends_with("/01-intro.mp4"));
}

TEST_CASE("the key changes with the source, the span and the settings of its own output, and with nothing else") {
  const std::string key = KeyOf({}, IntroSpan(), ArtifactType::kClip);
  jobs::Recipe other_gif;
  other_gif.gif.width = 320;
  jobs::Recipe other_mp4;
  other_mp4.mp4.crf = 30;
  media::Span longer = IntroSpan();
  longer.clip->end = 4;
  CHECK(KeyOf({}, IntroSpan(), ArtifactType::kClip) == key);
  CHECK(KeyOf(other_gif, IntroSpan(), ArtifactType::kClip) == key);
  CHECK(KeyOf(other_mp4, IntroSpan(), ArtifactType::kClip) != key);
  CHECK(KeyOf(other_gif, IntroSpan(), ArtifactType::kGif) != KeyOf({}, IntroSpan(), ArtifactType::kGif));
  CHECK(KeyOf({}, longer, ArtifactType::kClip) != key);
  CHECK(KeyOf({}, IntroSpan(), ArtifactType::kClip, JobWithSource("clipbox/sources/J/2")) != key);
  CHECK(KeyOf({}, IntroSpan(), ArtifactType::kClip, JobWithSource(), "two") != key);
}

TEST_CASE("every setting of a clip has a key of its own, and so has the format of its sound") {
  std::vector<jobs::Recipe> recipes(9);
  recipes[1].mp4.cut = jobs::Cut::kExact;
  recipes[2].mp4.aspect = jobs::Aspect::kTall;
  recipes[3].mp4.fit = jobs::Fit::kBlur;
  recipes[4].mp4.focus.x = 0.2;
  recipes[5].mp4.loudness = -14;
  recipes[6].mp4.max_bytes = 1'000'000;
  recipes[7].captions.burn = true;
  recipes[8].mp4.height = 360;
  std::set<std::string> keys;
  for (const jobs::Recipe& recipe : recipes) keys.insert(KeyOf(recipe, IntroSpan(), ArtifactType::kClip));
  CHECK(keys.size() == recipes.size());
  jobs::Recipe opus;
  opus.audio.format = jobs::SoundFile::kOpus;
  CHECK(KeyOf(opus, IntroSpan(), ArtifactType::kAudio) != KeyOf({}, IntroSpan(), ArtifactType::kAudio));
  CHECK(KeyOf(opus, IntroSpan(), ArtifactType::kAudio).ends_with("/01-intro.opus"));
}

TEST_CASE("a storyboard and its WebVTT lie in one folder") {
  media::Span video;
  video.file_stem = "video";
  const std::string sprite = KeyOf({}, video, ArtifactType::kStoryboard);
  const std::string vtt = KeyOf({}, video, ArtifactType::kStoryboardVtt);
  CHECK(sprite.substr(0, sprite.rfind('/')) == vtt.substr(0, vtt.rfind('/')));
}

TEST_CASE("a job without a source has no artifact keys") {
  jobs::Job job = JobWithSource();
  job.source_key.reset();
  CHECK_THROWS_AS(KeyOf({}, IntroSpan(), ArtifactType::kClip, job), base::Error);
}

TEST_CASE("a span task is read back as it was written") {
  const work::SpanPayload payload{.span = IntroSpan(), .share = 0.25, .source_etag = "one"};
  const work::SpanPayload back = work::ParsePayload(work::ToPayloadJson(payload));
  CHECK(back.share == 0.25);
  CHECK(back.source_etag == "one");
  CHECK(back.span.file_stem == "01-intro");
  CHECK(back.span.outputs == payload.span.outputs);
  CHECK(back.span.clip->label == "intro");
  CHECK(back.span.clip->end == 3);
  CHECK_THROWS_AS(work::ParsePayload("{}"), base::Error);
}

TEST_CASE("the shares of all spans make one, and a longer clip has the greater") {
  media::Plan plan;
  plan.spans = {IntroSpan(), IntroSpan(), {}};
  plan.spans[1].clip->to = 30;
  const auto payloads = work::MakePayloads(plan, 600, "one");
  CHECK(payloads[0].share + payloads[1].share + payloads[2].share == Approx(1));
  CHECK(payloads[1].share > payloads[0].share);
}
