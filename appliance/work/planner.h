// The plan and the suggestions of a job's source, answered from the stored analysis where there is one. Thread-safe.
#pragma once

#include <atomic>

#include "media/limits.h"
#include "objectstore/object_store.h"
#include "store/queue.h"
#include "work/plan.h"

namespace clipbox::work {

class SourcePlanner final : public Planner {
 public:
  // What is referred to outlives the planner.
  SourcePlanner(objectstore::ObjectStore& objects, store::Queue& queue, media::Limits limits)
      : objects_(objects), queue_(queue), limits_(limits) {}

  std::vector<PlanItem> Plan(const jobs::Job& job, const jobs::Recipe& recipe) override;
  SourceSuggestions Suggest(const jobs::Job& job) override;

 private:
  objectstore::ObjectStore& objects_;
  store::Queue& queue_;
  const media::Limits limits_;
  std::atomic<bool> looking_ = false;  // one source at a time, on its caller's thread alone: the others are the pool's
};

}  // namespace clipbox::work
