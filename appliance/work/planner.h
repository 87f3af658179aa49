// The plan of a job's source, answered from the stored analysis where there is one. Thread-safe.
#pragma once

#include "media/limits.h"
#include "objectstore/object_store.h"
#include "store/queue.h"
#include "work/plan.h"

namespace clipbox::work {

class SourcePlanner final : public Planner {
 public:
  // What is referred to outlives the planner.
  SourcePlanner(objectstore::ObjectStore& objects, const store::Queue& queue, media::Limits limits)
      : objects_(objects), queue_(queue), limits_(limits) {}

  std::vector<PlanItem> Plan(const jobs::Job& job, const jobs::Recipe& recipe) override;

 private:
  objectstore::ObjectStore& objects_;
  const store::Queue& queue_;
  const media::Limits limits_;
};

}  // namespace clipbox::work
