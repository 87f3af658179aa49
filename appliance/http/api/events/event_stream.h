// Server-Sent Events (the HTML standard's event stream) from the event hub. Holds the cap on streams, the loop that
// writes, the comments that keep the way open, and the pace of progress. What an event says is the caller's.
// Thread-safe; outlives the streams it opened.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

#include "base/event_hub.h"
#include "base/json.h"
#include "http/request.h"
#include "http/response.h"

namespace clipbox::http {

// Where messages are written. Given to the callbacks of one stream, on its thread.
class EventSink {
 public:
  explicit EventSink(BodyWriter& writer) : writer_(writer) {}

  // One message. `timeline_id` 0: none, the client keeps the last one. Throws: as BodyWriter::Write.
  void Send(std::string_view event, const base::Json& data, std::int64_t timeline_id = 0);

  std::int64_t last_timeline_id() const { return last_timeline_id_; }
  bool TakeWritten();

 private:
  friend class EventStreams;

  BodyWriter& writer_;
  std::int64_t last_timeline_id_ = 0;
  bool written_ = false;
};

// What one stream tells. The callbacks run on the stream's thread and may read the store; what they throw ends the
// stream.
struct EventSource {
  // On connecting, and again after events were lost: tells the state as it is now, and the timeline after the row
  // `after`. That is the client's `Last-Event-ID`, 0 if it has seen none.
  std::function<void(EventSink&, std::int64_t after)> catch_up;
  // Whether an event belongs on this stream: its user, its job. Cheap: it is asked for every event.
  std::function<bool(const base::Event&)> concerns;
  std::function<void(EventSink&, const base::Event&)> tell;
  // Whether the client may still see it: asked each interval, so that a stream does not outlive the sign-in it was
  // opened with.
  std::function<bool()> is_allowed;
};

class EventStreams {
 public:
  // `hub` outlives this. Each `interval` a silent stream gets a comment, and every stream is asked whether it is still
  // allowed.
  EventStreams(base::EventHub& hub, int max_streams, std::chrono::milliseconds interval = std::chrono::seconds(15))
      : hub_(hub), max_streams_(max_streams), interval_(interval) {}

  // Throws: Error kTooManyStreams at the cap (clients poll instead).
  Response Open(const Request& request, EventSource source);

 private:
  class Slot;
  void Run(BodyWriter& writer, const EventSource& source, std::int64_t after);

  base::EventHub& hub_;
  const int max_streams_;
  const std::chrono::milliseconds interval_;
  std::atomic<int> open_ = 0;
};

}  // namespace clipbox::http
