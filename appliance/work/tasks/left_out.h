// What of one span somebody takes out while it is made, asked of the queue a few times a second. One thread.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "media/maker/span.h"
#include "store/queue/queue.h"

namespace clipbox::work {

class LeftOut {
 public:
  // What is referred to outlives this.
  LeftOut(const store::Queue& queue, const store::Claim& claim, const media::Span& span, const base::Clock& clock)
      : queue_(queue), claim_(claim), span_(span), clock_(clock) {}

  // Throws: what the queue throws.
  bool Has(jobs::ArtifactType type);

 private:
  const store::Queue& queue_;
  const store::Claim& claim_;
  const media::Span& span_;
  const base::Clock& clock_;
  std::optional<base::Monotonic> asked_at_;
  std::vector<jobs::ArtifactType> types_;  // of this span, as of then
};

}  // namespace clipbox::work
