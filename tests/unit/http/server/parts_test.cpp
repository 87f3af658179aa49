// Parts of the server by themselves, where the whole would hide what they do.
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <vector>

#include "base/unique_fd.h"
#include "catch.h"
#include "http/server/connections.h"
#include "http/server/poller.h"
#include "http/server/wire/pace.h"
#include "http/server/workers.h"

namespace clipbox {
namespace {

using http::Connections;
using std::chrono::milliseconds;

base::UniqueFd Signalled() { return base::UniqueFd(::eventfd(1, EFD_CLOEXEC)); }

TEST_CASE("a thread that is blocked on its client is replaced at once") {
  http::Poller poller;
  std::promise<void> go, last;
  std::shared_future<void> gate(go.get_future());
  std::unique_ptr<http::Workers> workers;
  std::promise<void> made;
  const auto ready = made.get_future().share();
  workers = std::make_unique<http::Workers>(
      poller,
      [&, gate, ready](std::uint64_t id) {
        ready.wait();
        if (id == 40) return last.set_value();
        const http::Workers::WhileBlocked blocked(*workers);
        gate.wait();
      },
      2, 100);
  made.set_value();
  std::vector<base::UniqueFd> events;
  for (std::uint64_t id = 1; id <= 40; ++id) {
    events.push_back(Signalled());
    poller.Add(events.back().get(), id);
  }
  CHECK(last.get_future().wait_for(std::chrono::seconds(20)) == std::future_status::ready);
  go.set_value();
  workers->Stop();
}

struct PartsServer {
  std::shared_ptr<http::Connection> Connect(std::uint64_t id, std::string_view address) {
    int ends[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
    others.emplace_back(ends[1]);
    auto connection = std::make_shared<http::Connection>(
        id, base::UniqueFd(ends[0]), std::make_unique<http::PlainTransport>(ends[0]),
        http::Connection::Ends{*http::ParseAddress(address), ""}, http::PaceLimits{}, workers);
    connections.Add(connection);
    return connection;
  }

  http::Poller poller;
  http::Workers workers{poller, [](std::uint64_t) {}, 1, 1};
  Connections connections{3, 2};
  std::vector<base::UniqueFd> others;
};

TEST_CASE_METHOD(PartsServer, "one address holds only so many connections, an exempt one as many as there are") {
  const auto first = Connect(1, "203.0.113.7");
  Connect(2, "203.0.113.7");
  std::shared_ptr<http::Connection> evicted;
  const auto again = *http::ParseAddress("203.0.113.7");
  CHECK(connections.Admit(again, false, evicted) == Connections::Admission::kTooManyOfAddress);
  CHECK(connections.Admit(again, true, evicted) == Connections::Admission::kYes);
  CHECK(connections.Admit(*http::ParseAddress("203.0.113.8"), false, evicted) == Connections::Admission::kYes);
  connections.Remove(*first);
  CHECK(connections.Admit(again, false, evicted) == Connections::Admission::kYes);
}

TEST_CASE_METHOD(PartsServer, "at the cap who has waited longest is held, nobody when all are busy") {
  std::vector<std::shared_ptr<http::Connection>> all;
  for (std::uint64_t id = 1; id <= 3; ++id) all.push_back(Connect(id, "::1"));
  const base::Monotonic now = std::chrono::steady_clock::now();
  all[0]->Release(http::Connection::Phase::kIdle, now + milliseconds(3));
  all[1]->Release(http::Connection::Phase::kHead, now + milliseconds(1));
  all[2]->Release(http::Connection::Phase::kIdle, now + milliseconds(2));
  std::shared_ptr<http::Connection> evicted;
  CHECK(connections.Admit(*http::ParseAddress("::1"), true, evicted) == Connections::Admission::kYes);
  CHECK(evicted == all[1]);
  CHECK_FALSE(all[1]->TryHold());
  all[0]->TryHold();
  all[2]->TryHold();
  evicted = nullptr;
  CHECK(connections.Admit(*http::ParseAddress("::1"), true, evicted) == Connections::Admission::kTooMany);
  CHECK_FALSE(evicted);
}

TEST_CASE_METHOD(PartsServer, "heads and idle connections have deadlines of their own, busy ones none") {
  const base::Monotonic now = std::chrono::steady_clock::now();
  const auto idle = Connect(1, "::1"), head = Connect(2, "::1"), busy = Connect(3, "::1");
  idle->Release(http::Connection::Phase::kIdle, now);
  head->Release(http::Connection::Phase::kHead, now);
  busy->TryHold();
  http::PaceLimits limits;
  limits.head_time = milliseconds(10);
  limits.idle_time = milliseconds(20);
  CHECK(connections.HoldExpired(limits, now + milliseconds(9)).empty());
  CHECK(connections.HoldExpired(limits, now + milliseconds(10)) == std::vector{head});
  CHECK(connections.HoldExpired(limits, now + milliseconds(20)) == std::vector{idle});
}

TEST_CASE("each window of waiting must move enough") {
  http::Pace pace(milliseconds(100), 10);
  CHECK(pace.Left() == milliseconds(100));
  CHECK(pace.Waited(milliseconds(60)));
  CHECK(pace.Left() == milliseconds(40));
  pace.Moved(10);
  CHECK(pace.Waited(milliseconds(40)));
  pace.Moved(9);
  CHECK_FALSE(pace.Waited(milliseconds(100)));
}

}  // namespace
}  // namespace clipbox
