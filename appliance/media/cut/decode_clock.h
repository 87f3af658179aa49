// Decoding times for packets that come in decoding order with only their times of presentation. The i-th packet is
// decoded when the (i - depth)-th picture is shown. Containers without such times (MKV), and a re-encoded lead before
// copied packets, get a row that rises throughout. One thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>

namespace clipbox::media {

class DecodeClock {
 public:
  // `depth`: pictures that may come before another in decoding order and behind it when shown. `step`: ticks of one
  // picture.
  DecodeClock(int depth, std::int64_t step)
      : depth_(static_cast<std::size_t>(depth)), step_(std::max<std::int64_t>(1, step)) {}

  // Returns nullopt if the times do not fit the depth, or do not rise.
  std::optional<std::int64_t> Next(std::int64_t shown_at) {
    if (!waiting_.insert(shown_at).second) return std::nullopt;
    if (!first_) first_ = shown_at;
    std::int64_t time = *first_ - static_cast<std::int64_t>(depth_ - std::min(depth_, count_)) * step_;
    if (count_++ >= depth_) time = waiting_.extract(waiting_.begin()).value();
    if (time > shown_at || (last_ && time <= *last_)) return std::nullopt;
    last_ = time;
    return time;
  }

 private:
  const std::size_t depth_;
  const std::int64_t step_;
  std::size_t count_ = 0;
  std::set<std::int64_t> waiting_;
  std::optional<std::int64_t> first_;
  std::optional<std::int64_t> last_;
};

}  // namespace clipbox::media
