#include "http/api/events/event_stream.h"

#include <atomic>
#include <list>

#include "base/error.h"
#include "catch.h"
#include "http/api/events/event_pacer.h"
#include "unit/http/raw_client.h"
#include "unit/http/test_server.h"

namespace clipbox {
namespace {

using base::Event;
using base::EventKind;
using std::chrono::milliseconds;
using test::Get;
using test::HeaderOf;
using test::RawClient;
using test::StatusOf;
using test::TestServer;

Event Progress(std::string job) { return {EventKind::kJob, "m", std::move(job), 0, ""}; }
Event Moved(std::string job, std::int64_t row) { return {EventKind::kJob, "m", std::move(job), row, ""}; }

struct StreamedEvents {
  explicit StreamedEvents(int max_streams = 64, milliseconds interval = std::chrono::seconds(15))
      : streams(hub, max_streams, interval) {
    server.Open("GET", "/events", [this](http::Request& request) {
      return streams.Open(request, {.catch_up =
                                        [](http::EventSink& sink, std::int64_t after) {
                                          sink.Send("hello", {{"after", after}}, after);
                                        },
                                    .concerns = [](const Event& event) { return event.user_id == "m"; },
                                    .tell =
                                        [](http::EventSink& sink, const Event& event) {
                                          sink.Send("job", {{"id", event.job_id}}, event.timeline_id);
                                        },
                                    .is_allowed = [this] { return allowed.load(); }});
    });
    server.Start();
  }

  std::atomic<bool> allowed = true;
  base::EventHub hub;
  http::EventStreams streams;
  TestServer server;
};

TEST_CASE("a stream begins with the state, then tells what concerns it") {
  StreamedEvents fixture;
  RawClient client(fixture.server.port());
  client.Send(Get("/events", "Last-Event-ID: 41\r\n"));
  const std::string start = client.ReadUntil("\"after\":41}\n\n");
  CHECK(HeaderOf(start, "Content-Type") == "text/event-stream");
  CHECK(HeaderOf(start, "X-Accel-Buffering") == "no");
  CHECK(start.find("retry: 3000\n\n") != std::string::npos);
  fixture.hub.Publish({EventKind::kJob, "someone else", "other", 42, ""});
  fixture.hub.Publish(Moved("mine", 43));
  const std::string told = client.ReadUntil("\n\n");
  CHECK(told.find("id: 43\nevent: job\ndata: {\"id\":\"mine\"}\n\n") != std::string::npos);
}

TEST_CASE("over the cap a stream is refused, and a client that left makes room") {
  StreamedEvents fixture(1);
  {
    RawClient first(fixture.server.port());
    first.Send(Get("/events"));
    first.ReadUntil("hello");
    RawClient second(fixture.server.port());
    second.Send(Get("/events"));
    const std::string refused = second.Answer();
    CHECK(StatusOf(refused) == 503);
    CHECK(refused.find("too_many_streams") != std::string::npos);
    first.FinishSending();
    CHECK(first.WaitForClose());
  }
  RawClient third(fixture.server.port());
  third.Send(Get("/events"));
  CHECK_NOTHROW(third.ReadUntil("hello"));
}

TEST_CASE("streams end when the server stops, and when the hub closes") {
  StreamedEvents fixture;
  RawClient one(fixture.server.port()), two(fixture.server.port());
  one.Send(Get("/events"));
  one.ReadUntil("hello");
  fixture.hub.Close();
  CHECK_NOTHROW(one.ReadUntil("0\r\n\r\n"));

  StreamedEvents other;
  RawClient three(other.server.port());
  three.Send(Get("/events"));
  three.ReadUntil("hello");
  other.server.server().Stop();
  CHECK(three.WaitForClose());
}

TEST_CASE("a stream ends once its client is signed out") {
  StreamedEvents fixture(64, milliseconds(5));
  RawClient client(fixture.server.port());
  client.Send(Get("/events"));
  client.ReadUntil("hello");
  CHECK_NOTHROW(client.ReadUntil(":\n\n"));  // it goes on while it is allowed
  fixture.allowed = false;
  CHECK_NOTHROW(client.ReadUntil("0\r\n\r\n"));
}

TEST_CASE("forty streams do not stop other requests") {
  StreamedEvents fixture;
  std::list<RawClient> streams;
  for (int i = 0; i < 40; ++i) {
    streams.emplace_back(fixture.server.port()).Send(Get("/events"));
    streams.back().ReadUntil("hello");
  }
  RawClient client(fixture.server.port());
  client.Send(Get("/ok"));
  CHECK(StatusOf(client.Answer()) == 200);
  fixture.hub.Publish(Moved("all", 1));
  for (RawClient& stream : streams) CHECK_NOTHROW(stream.ReadUntil("\"all\""));
}

TEST_CASE("progress is told four times a second at most, and its last state always") {
  http::EventPacer pacer;
  const base::Monotonic start{};
  CHECK(pacer.Offer(Progress("a"), start));
  CHECK_FALSE(pacer.Offer(Progress("a"), start + milliseconds(100)));
  CHECK(pacer.Offer(Progress("b"), start + milliseconds(100)));
  CHECK(pacer.NextDue() == start + milliseconds(250));
  CHECK(pacer.TakeDue(start + milliseconds(249)).empty());
  REQUIRE(pacer.TakeDue(start + milliseconds(250)).size() == 1);
  CHECK_FALSE(pacer.NextDue());
  CHECK_FALSE(pacer.Offer(Progress("a"), start + milliseconds(300)));
  // A move passes at once and covers what waited.
  CHECK(pacer.Offer(Moved("a", 7), start + milliseconds(310)));
  CHECK_FALSE(pacer.NextDue());
  CHECK(pacer.TakeDue(start + milliseconds(5000)).empty());
  CHECK(pacer.Offer({EventKind::kDeleted, "m", "a", 0, ""}, start + milliseconds(5001)));
}

}  // namespace
}  // namespace clipbox
