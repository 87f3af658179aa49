// Server-Sent Events of the API, read as they arrive: what the tests wait on instead of sleeping. A socket of its own,
// because libcurl's client waits for whole answers. Used by one thread.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "e2e/harness/api_client.h"
#include "e2e/harness/deadline.h"
#include "e2e/harness/loopback.h"

namespace clipbox::e2e {

struct Event {
  std::string name;  // `job`, `timeline`, `artifact`, `deleted`
  std::string id;
  Json data;
};

class EventStream {
 public:
  // Opens `path` below /api/v1; with `last_event_id` as a client that comes back.
  // Throws: ConnectionLost where nobody answers; std::runtime_error where the answer is no stream.
  EventStream(const ApiClient& client, const std::string& path, const Deadline& deadline,
              const std::string& last_event_id = "");

  // The next event; nothing when the time is over. Throws: ConnectionLost.
  std::optional<Event> Next(const Deadline& deadline);
  // As above, by its name. Throws: ConnectionLost; std::runtime_error where none comes.
  Event Expect(const std::string& name, const Deadline& deadline);

  // Of the answer, as sent.
  const std::string& head() const { return head_; }

 private:
  bool ReadMore(const Deadline& deadline);  // false when the time is over. Throws: ConnectionLost.
  void ReadHead(const Deadline& deadline);
  void TakeChunks();

  base::UniqueFd socket_;
  std::string head_;
  bool chunked_ = false;
  std::string raw_;   // received, not yet out of its chunks
  std::string text_;  // events, not yet taken
};

// Waits on the job's stream until `is_there`, and gives the job as it was then.
// Throws: ConnectionLost; std::runtime_error, with the job, when the time is over first.
Json WaitForJob(const ApiClient& client, const std::string& job, const std::function<bool(const Json&)>& is_there,
                std::chrono::milliseconds wait = std::chrono::seconds(60));
// Until it has this status. Throws also as soon as it is READY or FAILED instead: it would wait for nothing.
Json WaitForStatus(const ApiClient& client, const std::string& job, const std::string& status,
                   std::chrono::milliseconds wait = std::chrono::seconds(60));

}  // namespace clipbox::e2e
