#include "work/tasks/left_out.h"

#include <algorithm>

namespace clipbox::work {
namespace {

// A person is to see it within a second; the answer is one row by its key.
constexpr std::chrono::milliseconds kBetweenQuestions{250};

bool IsOf(const jobs::OutputName& output, const media::Span& span) {
  if (!span.clip) return !output.range;
  return output.range == static_cast<const base::TimeRange&>(*span.clip) && output.label == span.clip->label;
}

}  // namespace

bool LeftOut::Has(jobs::ArtifactType type) {
  const base::Monotonic now = clock_.MonotonicNow();
  if (!asked_at_ || now - *asked_at_ >= kBetweenQuestions) {
    types_.clear();
    for (const jobs::OutputName& output : queue_.LeftOut(claim_)) {
      if (IsOf(output, span_)) types_.push_back(output.type);
    }
    asked_at_ = now;
  }
  return std::find(types_.begin(), types_.end(), type) != types_.end();
}

}  // namespace clipbox::work
