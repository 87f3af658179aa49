#include "http/api/events/event_stream.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/metrics.h"
#include "base/text.h"
#include "http/api/events/event_pacer.h"

namespace clipbox::http {
namespace {

using std::chrono::steady_clock;

std::int64_t LastEventId(const Headers& headers) {
  return base::ParseNumber<std::int64_t>(headers.Find("Last-Event-ID").value_or(""), 0).value_or(0);
}

std::chrono::milliseconds Until(steady_clock::time_point first, std::optional<steady_clock::time_point> second) {
  const auto left = std::min(first, second.value_or(first)) - steady_clock::now();
  return std::max(std::chrono::milliseconds(0), std::chrono::ceil<std::chrono::milliseconds>(left));
}

}  // namespace

// One of the streams that may be open; given back with the answer, sent or not.
class EventStreams::Slot {
 public:
  explicit Slot(EventStreams& streams) : streams_(streams) {
    if (streams_.open_.fetch_add(1) >= streams_.max_streams_) {
      --streams_.open_;
      throw base::Error(base::ErrorCode::kTooManyStreams,
                        "Too many event streams are open. Ask for the job every few seconds instead.",
                        {.retry_after_seconds = 30});
    }
    Tell();
  }
  ~Slot() {
    --streams_.open_;
    Tell();
  }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

 private:
  void Tell() { base::SetMetric("clipbox_event_streams", streams_.open_.load()); }

  EventStreams& streams_;
};

void EventSink::Send(std::string_view event, const base::Json& data, std::int64_t timeline_id) {
  std::string text;
  if (timeline_id > 0) {
    last_timeline_id_ = timeline_id;
    text += "id: " + std::to_string(timeline_id) + "\n";
  }
  // Compact JSON holds no line break.
  text.append("event: ").append(event).append("\ndata: ").append(base::DumpJson(data)).append("\n\n");
  writer_.Write(text);
  written_ = true;
}

bool EventSink::TakeWritten() { return std::exchange(written_, false); }

Response EventStreams::Open(const Request& request, EventSource source) {
  auto slot = std::make_shared<Slot>(*this);
  Response response;
  response.headers.Add("Content-Type", "text/event-stream");
  response.headers.Add("Cache-Control", "no-store");
  response.headers.Add("X-Accel-Buffering", "no");  // nginx would hold the events back
  response.stream =
      StreamedBody{std::nullopt, [this, slot, source = std::move(source), after = LastEventId(request.headers)](
                                     BodyWriter& writer) { Run(writer, source, after); }};
  return response;
}

void EventStreams::Run(BodyWriter& writer, const EventSource& source, std::int64_t after) {
  // First the subscription, then the state: what happens between the two is told twice rather than never.
  const auto subscription = hub_.Subscribe();
  const std::stop_token stop = writer.stop();
  EventSink sink(writer);
  sink.last_timeline_id_ = after;
  EventPacer pacer;
  writer.Write("retry: 3000\n\n");
  source.catch_up(sink, after);
  writer.Flush();
  sink.TakeWritten();
  auto comment_at = steady_clock::now() + interval_;
  auto check_at = comment_at;
  while (!stop.stop_requested() && !subscription->IsClosed()) {
    const auto event = subscription->Next(stop, Until(std::min(comment_at, check_at), pacer.NextDue()));
    const auto now = steady_clock::now();
    if (now >= check_at) {
      if (!source.is_allowed()) return;
      check_at = now + interval_;
    }
    if (subscription->TakeLagged()) source.catch_up(sink, sink.last_timeline_id());
    if (event && source.concerns(*event)) {
      if (const auto told = pacer.Offer(*event, now)) source.tell(sink, *told);
    }
    for (const base::Event& due : pacer.TakeDue(now)) source.tell(sink, due);
    const bool silent = !sink.TakeWritten();
    if (silent && now < comment_at) continue;
    if (silent) writer.Write(":\n\n");
    writer.Flush();
    comment_at = now + interval_;
  }
}

}  // namespace clipbox::http
