#include "e2e/harness/event_stream.h"

#include <poll.h>
#include <sys/socket.h>

#include "e2e/harness/loopback.h"
#include "net/url.h"

namespace clipbox::e2e {
namespace {

// One block of the stream; nothing for a comment or `retry:` alone.
std::optional<Event> ParseEvent(const std::string& block) {
  Event event;
  std::string data;
  for (std::size_t at = 0; at < block.size();) {
    const std::size_t end = std::min(block.find('\n', at), block.size());
    const std::string line = block.substr(at, end - at);
    if (line.starts_with("event: ")) event.name = line.substr(7);
    if (line.starts_with("id: ")) event.id = line.substr(4);
    if (line.starts_with("data: ")) data += line.substr(6);
    at = end + 1;
  }
  if (event.name.empty()) return std::nullopt;
  event.data = data.empty() ? Json(nullptr) : base::ParseJson(data);
  return event;
}

}  // namespace

EventStream::EventStream(const ApiClient& client, const std::string& path, const Deadline& deadline,
                         const std::string& last_event_id) {
  const auto url = net::ParseUrl(client.url());
  if (!url) throw std::runtime_error("not a URL: " + client.url());
  socket_ = ConnectToLoopback(url->port);
  SendAll(socket_.get(), "GET /api/v1" + path + " HTTP/1.1\r\nHost: " + url->host + ":" + std::to_string(url->port) +
                             "\r\n" + client.credentials() +
                             (last_event_id.empty() ? "" : "\r\nLast-Event-ID: " + last_event_id) +
                             "\r\nAccept: text/event-stream\r\n\r\n");
  ReadHead(deadline);
}

bool EventStream::ReadMore(const Deadline& deadline) {
  pollfd ready{socket_.get(), POLLIN, 0};
  if (::poll(&ready, 1, deadline.LeftMs()) <= 0) return false;
  char block[16384];
  const ssize_t count = ::recv(socket_.get(), block, sizeof block, 0);
  if (count <= 0) throw ConnectionLost("the server closed the event stream");
  raw_.append(block, static_cast<std::size_t>(count));
  return true;
}

void EventStream::ReadHead(const Deadline& deadline) {
  while (raw_.find("\r\n\r\n") == std::string::npos) {
    if (!ReadMore(deadline)) throw std::runtime_error("the event stream is not answered");
  }
  const std::size_t end = raw_.find("\r\n\r\n") + 4;
  head_ = raw_.substr(0, end);
  raw_.erase(0, end);
  if (head_.find(" 200 ") == std::string::npos || head_.find("text/event-stream") == std::string::npos) {
    throw std::runtime_error("no event stream but " + head_ + raw_);
  }
  chunked_ = head_.find("chunked") != std::string::npos;
}

// RFC 9112, 7.1, without trailers and extensions.
void EventStream::TakeChunks() {
  if (!chunked_) {
    text_ += std::exchange(raw_, "");
    return;
  }
  for (;;) {
    const std::size_t line = raw_.find("\r\n");
    if (line == std::string::npos) return;
    const std::size_t size = std::stoul(raw_.substr(0, line), nullptr, 16);
    if (raw_.size() < line + 2 + size + 2) return;
    text_ += raw_.substr(line + 2, size);
    raw_.erase(0, line + 2 + size + 2);
  }
}

std::optional<Event> EventStream::Next(const Deadline& deadline) {
  for (;;) {
    TakeChunks();
    for (std::size_t end = text_.find("\n\n"); end != std::string::npos; end = text_.find("\n\n")) {
      const std::optional<Event> event = ParseEvent(text_.substr(0, end));
      text_.erase(0, end + 2);
      if (event) return event;
    }
    if (!ReadMore(deadline)) return std::nullopt;
  }
}

Event EventStream::Expect(const std::string& name, const Deadline& deadline) {
  while (const auto event = Next(deadline)) {
    if (event->name == name) return *event;
  }
  throw std::runtime_error("no event `" + name + "` came");
}

Json WaitForJob(const ApiClient& client, const std::string& job, const std::function<bool(const Json&)>& is_there,
                std::chrono::milliseconds wait) {
  const Deadline deadline(wait);
  EventStream stream(client, "/jobs/" + job + "/events", deadline);
  Json last;
  while (const auto event = stream.Next(deadline)) {
    if (event->name != "job") continue;
    last = event->data;
    if (is_there(last)) return last;
  }
  throw std::runtime_error("the job did not get there: " + base::DumpJson(last));
}

Json WaitForStatus(const ApiClient& client, const std::string& job, const std::string& status,
                   std::chrono::milliseconds wait) {
  const Json there = WaitForJob(
      client, job,
      [&](const Json& now) {
        return now.at("status") == status || now.at("status") == "READY" || now.at("status") == "FAILED";
      },
      wait);
  if (there.at("status") != status) throw std::runtime_error("the job is not " + status + ": " + base::DumpJson(there));
  return there;
}

}  // namespace clipbox::e2e
