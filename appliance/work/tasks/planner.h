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
  // What is referred to outlives the planner.
  SourcePlanner(objectstore::ObjectStore& objects, store::Queue& queue, store::Settings& settings, media::Limits limits)
      : objects_(objects), queue_(queue), settings_(settings), limits_(limits) {}

  JobPlan Plan(const jobs::Job& job, const jobs::Recipe& recipe) override;
  SourceSuggestions Suggest(const jobs::Job& job) override;

 private:
  media::Calibration GetCalibration();

  objectstore::ObjectStore& objects_;
  store::Queue& queue_;
  store::Settings& settings_;
  const media::Limits limits_;
  std::atomic<bool> looking_ = false;  // one source at a time, on its caller's thread alone: the others are the pool's
};

}  // namespace clipbox::work
