#include "work/tasks/span_work.h"

#include <set>

#include "base/error.h"
#include "base/files.h"
#include "work/delivery/delivery.h"
#include "work/delivery/read_ranges.h"
#include "work/tasks/analysis.h"
#include "work/tasks/artifact_key.h"
#include "work/tasks/captions.h"
#include "work/tasks/left_out.h"

namespace clipbox::work {
namespace {

std::set<std::string> KeysOf(const store::Artifacts& artifacts, const jobs::JobId& job_id) {
  std::set<std::string> keys;
  for (const jobs::Artifact& artifact : artifacts.ListAll(job_id)) keys.insert(artifact.key);
  return keys;
}

// The SubRip file lies beside the WebVTT.
std::string SubRipKey(const std::string& webvtt_key) { return webvtt_key.substr(0, webvtt_key.rfind('.')) + ".srt"; }

// Takes out of the span what is stored already; how many that were. A storyboard brings its cues and captions come in
// two forms: they are there only where both are.
int TakeOutExisting(media::Span& span, const std::set<std::string>& existing,
                    const std::function<std::string(jobs::ArtifactType)>& key_of) {
  const bool has_cues = span.clip || existing.contains(key_of(jobs::ArtifactType::kStoryboardVtt));
  return static_cast<int>(std::erase_if(span.outputs, [&](jobs::ArtifactType type) {
    if (type == jobs::ArtifactType::kCaptions && !existing.contains(SubRipKey(key_of(type)))) return false;
    return existing.contains(key_of(type)) && (type != jobs::ArtifactType::kStoryboard || has_cues);
  }));
}

// Takes out of the span what is not wanted any more.
void TakeOutLeftOut(media::Span& span, LeftOut& left_out, std::vector<media::Shortfall>& failed) {
  std::erase_if(span.outputs, [&](jobs::ArtifactType type) {
    if (!left_out.Has(type)) return false;
    failed.push_back(media::LeftOutOf(span, type));
    return true;
  });
}

// The same of what is made and not delivered. What comes in several files fails once.
void DropLeftOut(media::SpanResult& result, const media::Span& span, LeftOut& left_out) {
  for (const jobs::ArtifactType type : span.outputs) {
    const auto is_it = [type](const media::Made& made) { return made.type == type; };
    if (!left_out.Has(type) || std::erase_if(result.made, is_it) == 0) continue;
    result.failed.push_back(media::LeftOutOf(span, type));
  }
}

Analysis GetAnalysis(const store::Queue& queue, const jobs::Job& job) {
  auto analysis = FindAnalysis(queue, job);
  if (!analysis)
    throw base::Error(base::ErrorCode::kInternal,
                      "cannot make a span of job " + job.id.value + ": its analysis is missing");
  return std::move(*analysis);
}

// A store that does not say with the bytes which version they are of is asked.
SourceRead ReadOf(objectstore::ObjectStore& objects, const std::string& key, const RecordedSource& recorded) {
  SourceRead read{.etag = recorded.etag(), .size_bytes = recorded.size(), .ranges = recorded.Ranges()};
  const auto object = read.etag.empty() ? objects.Head(key) : std::nullopt;
  if (object) read.etag = object->etag;
  return read;
}

// A source that was replaced since its analysis would give clips of two films.
void RequireUnchanged(const base::ByteSource& source, const Analysis& analysis) {
  if (source.etag() == analysis.etag) return;
  throw base::Error(base::ErrorCode::kSourceChanged,
                    "The source file was replaced while it was worked on. Process the job again.");
}

// The sheets of a storyboard lie side by side, by the names that its cues call them; so do the forms of captions.
std::string KeyOf(const media::Made& made, const std::string& key) {
  if (made.type != jobs::ArtifactType::kStoryboard && made.type != jobs::ArtifactType::kCaptions) return key;
  return key.substr(0, key.rfind('/') + 1) + made.path.filename().string();
}

CaptionChoice ChoiceFor(const media::Span& span, const jobs::Recipe& recipe, const jobs::Job& job,
                        const Analysis& analysis, const store::Captions& captions,
                        const speech::Transcriber& transcriber) {
  if (!WantsCaptions(span, recipe)) return {};
  const auto file = captions.FindLatest(job.id);
  return ChooseCaptions(recipe.captions.from, file ? file->text : "", analysis.source, transcriber);
}

media::SpanResult MakeFiles(const media::Span& span, const jobs::Recipe& recipe, const CaptionChoice& captions,
                            base::ByteSource& source, const media::SourceInfo& info,
                            const std::filesystem::path& folder, const SpanMaking& making) {
  const CaptionTools tools{.source = source,
                           .info = info,
                           .limits = making.run.limits,
                           .transcriber = making.transcriber,
                           .stop = making.callbacks.stop};
  return MakeWithCaptions(span, recipe, captions, tools, folder, making.run, making.callbacks);
}

// Where a file comes to lie, and by which settings it was made.
struct Destination {
  std::string key;
  std::string settings;
};

jobs::Artifact DeliverTo(const Destination& to, const media::Made& made, const jobs::Job& job,
                         const jobs::Recipe& recipe, const SourceRead& read, const SpanDelivery& delivery,
                         const std::stop_token& stop) {
  delivery.writing.Add(to.key, stop);
  delivery.stored.push_back(to.key);
  jobs::Artifact artifact = Deliver(delivery.objects, made, to.key, delivery.place.installation_token, stop);
  artifact.settings = to.settings;
  artifact.receipt =
      delivery.notary.Certify(job, artifact, {recipe, read, media::EncodersOf(made)}, delivery.clock.Now());
  return artifact;
}

void AddOrStop(store::Queue& queue, const store::Claim& claim, const jobs::Artifact& artifact) {
  if (!queue.AddArtifact(claim, artifact))
    throw base::Error(base::ErrorCode::kCancelled, "The claim of the job was lost.");
}

}  // namespace

store::SpanOutcome MakeSpan(const store::ClaimedTask& task, const SpanPayload& payload, const SpanRows& rows,
                            const SpanMaking& making, const SpanDelivery& delivery) {
  const jobs::Job& job = task.job;
  const jobs::Recipe recipe = media::RecipeFor(payload.span, RecipeOf(job, task.hold));
  const Analysis analysis = GetAnalysis(rows.queue, job);
  const CaptionChoice captions = ChoiceFor(payload.span, recipe, job, analysis, rows.captions, making.transcriber);
  const auto key_of = [&](jobs::ArtifactType type) {
    return ArtifactKey(delivery.place, job, recipe, payload, type, captions.id);
  };
  media::Span span = payload.span;
  store::SpanOutcome outcome;
  outcome.made = TakeOutExisting(span, KeysOf(rows.artifacts, job.id), key_of);
  LeftOut left_out(rows.queue, task.claim, payload.span, delivery.clock);
  std::vector<media::Shortfall> failed;
  TakeOutLeftOut(span, left_out, failed);
  AddWarnings(failed, outcome.warnings);
  if (span.outputs.empty()) return outcome;

  const base::TempFolder folder(making.temp_dir);
  const auto object = making.sources.Open(*job.source_key);
  RequireUnchanged(*object, analysis);
  RecordedSource source(*object);
  SpanMaking stoppable = making;
  stoppable.callbacks.is_left_out = [&](jobs::ArtifactType type) { return left_out.Has(type); };
  media::SpanResult result = MakeFiles(span, recipe, captions, source, analysis.source, folder.path(), stoppable);
  DropLeftOut(result, span, left_out);
  const SourceRead read = ReadOf(delivery.objects, *job.source_key, source);
  for (const media::Made& made : result.made) {
    for (const jobs::Artifact& ready : outcome.artifacts) AddOrStop(rows.queue, task.claim, ready);
    const Destination to{KeyOf(made, key_of(made.type)), SettingsDigest(recipe, made.type)};
    outcome.artifacts = {DeliverTo(to, made, job, recipe, read, delivery, making.callbacks.stop)};
    ++outcome.made;
  }
  AddWarnings(result.failed, outcome.warnings);
  return outcome;
}

}  // namespace clipbox::work
