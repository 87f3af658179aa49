// The plan and the suggestions of a job's source, answered from the stored analysis where there is one. Thread-safe.
#pragma once

#include <atomic>

#include "media/plan/calibration.h"
#include "media/source/limits.h"
#include "objectstore/object_store.h"
#include "store/queue/queue.h"
#include "store/settings.h"
#include "work/plan.h"

namespace clipbox::work {

class SourcePlanner final : public Planner {
 public:
  // What is referred to outlives the planner. `hears_speech`: a speech endpoint is named (captions.asr_url).
  SourcePlanner(objectstore::ObjectStore& objects, store::Queue& queue, store::Settings& settings, media::Limits limits,
                bool hears_speech = false)
      : objects_(objects), queue_(queue), settings_(settings), limits_(limits), hears_speech_(hears_speech) {}

  JobPlan Plan(const jobs::Job& job, const jobs::Recipe& recipe) override;
  SourceSuggestions Suggest(const jobs::Job& job) override;
  CaptionSources Captions(const jobs::Job& job) override;

 private:
  media::Calibration GetCalibration();

  objectstore::ObjectStore& objects_;
  store::Queue& queue_;
  store::Settings& settings_;
  const media::Limits limits_;
  const bool hears_speech_;
  std::atomic<bool> looking_ = false;  // one source at a time, on its caller's thread alone: the others are the pool's
};

}  // namespace clipbox::work
