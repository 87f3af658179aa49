#include "http/server/guard.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/log.h"

namespace clipbox::http {
namespace {

// httplib's hooks get its own request only; the exchange that a thread is answering is found here.
thread_local Exchange* current_exchange = nullptr;

// Compiled into Debian's library as 5: a burst of connections would be refused.
constexpr int kBacklog = 1024;

// Gives httplib the constant request and takes its answer.
class GuardStream final : public httplib::Stream {
 public:
  explicit GuardStream(Exchange& exchange)
      : exchange_(exchange), left_(exchange.is_head() ? "HEAD / HTTP/1.1\r\n\r\n" : "GET / HTTP/1.1\r\n\r\n") {}

  bool is_readable() const override { return !left_.empty(); }
  bool is_writable() const override { return !failed_; }

  ssize_t read(char* into, size_t size) override {
    const std::size_t bytes = std::min(size, left_.size());
    std::memcpy(into, left_.data(), bytes);
    left_.remove_prefix(bytes);
    return static_cast<ssize_t>(bytes);
  }

  ssize_t write(const char* from, size_t size) override {
    try {
      exchange_.Send({from, size});
      return static_cast<ssize_t>(size);
    } catch (const base::Error&) {
      failed_ = true;
      return -1;
    }
  }

  // Not told: nothing of ours asks httplib for them.
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  // httplib would refuse a descriptor that select() cannot take; ours waits by poll().
  socket_t socket() const override { return 0; }

  bool failed() const { return failed_; }

 private:
  Exchange& exchange_;
  std::string_view left_;
  bool failed_ = false;
};

void SetStream(Exchange& exchange, httplib::Response& answer) {
  const auto length = exchange.response().stream->length;
  const auto run = [&exchange](httplib::DataSink& sink) {
    return exchange.WriteStream([&sink](std::string_view bytes) { return sink.write(bytes.data(), bytes.size()); });
  };
  if (length) {
    answer.set_content_provider(static_cast<size_t>(*length), "",
                                [run](size_t, size_t, httplib::DataSink& sink) { return run(sink); });
    return;
  }
  const auto to_the_end = [run](size_t, httplib::DataSink& sink) {
    const bool whole = run(sink);
    if (whole) sink.done();
    return whole;
  };
  if (exchange.may_be_chunked()) {
    answer.set_chunked_content_provider("", to_the_end);
  } else {
    answer.set_content_provider("", to_the_end);
  }
}

void FillAnswer(httplib::Response& answer) {
  Response& response = current_exchange->response();
  answer.status = response.status;
  if (response.stream && response.stream->length != 0) {
    SetStream(*current_exchange, answer);
  } else {
    answer.body = std::move(response.body);
  }
}

bool IsSafe(std::string_view value) {
  return std::none_of(value.begin(), value.end(),
                      [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

// Ours instead of httplib's, but for the framing that it chose.
void ReplaceHeaders(httplib::Response& answer) {
  httplib::Headers made;
  Headers& ours = current_exchange->response().headers;
  // A handler knows the length of what HEAD leaves out; otherwise the bytes that follow decide.
  const bool keeps_own_length = current_exchange->is_head() && ours.Has("Content-Length");
  const bool has_content = answer.status >= 200 && answer.status != 204 && answer.status != 304 && !keeps_own_length;
  for (const char* name : {"Content-Length", "Transfer-Encoding"}) {
    const auto found = answer.headers.find(name);
    if (!keeps_own_length) ours.Remove(name);
    if (has_content && found != answer.headers.end()) made.emplace(name, found->second);
  }
  for (const Header& field : ours.all()) {
    if (IsSafe(field.value)) {
      made.emplace(field.name, field.value);
    } else {
      base::LogError("http.unsafe_header", {{"name", field.name}});
    }
  }
  answer.headers = std::move(made);
}

// A task only hands the socket over, so that it can run where it was accepted. The result is void in 0.11 and bool in
// 0.18.
class InPlaceQueue final : public httplib::TaskQueue {
 public:
  using Result = decltype(std::declval<httplib::TaskQueue&>().enqueue({}));
  Result enqueue(std::function<void()> task) override {
    task();
    return static_cast<Result>(true);
  }
  void shutdown() override {}
};

// httplib's own choice is SO_REUSEPORT, by which two servers share one port without knowing.
void SetListenerOptions(socket_t socket) {
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

Guard::Guard(std::function<void(base::UniqueFd socket)> adopt) : adopt_(std::move(adopt)) {
  set_socket_options(&SetListenerOptions);
  set_pre_routing_handler([](const httplib::Request&, httplib::Response& answer) {
    FillAnswer(answer);
    return HandlerResponse::Handled;
  });
  set_post_routing_handler([](const httplib::Request&, httplib::Response& answer) { ReplaceHeaders(answer); });
  new_task_queue = [] { return new InPlaceQueue; };  // httplib deletes it
}

int Guard::Bind(const std::string& host, int port) {
  errno = 0;
  const int bound = port == 0 ? bind_to_any_port(host) : (bind_to_port(host, port) ? port : -1);
  if (bound < 0 || ::listen(svr_sock_, kBacklog) != 0) {
    throw base::Error(base::ErrorCode::kConfiguration, "cannot listen on " + host + ":" + std::to_string(port) + ": " +
                                                           std::strerror(errno) +
                                                           ". Choose another address with server.listen.");
  }
  return bound;
}

void Guard::Accept() { listen_after_bind(); }

// Not httplib's stop(): that does nothing until listen_after_bind has come far enough to be told.
void Guard::StopAccepting() { ::shutdown(svr_sock_, SHUT_RDWR); }

bool Guard::process_and_close_socket(socket_t socket) {
  adopt_(base::UniqueFd(socket));
  return true;
}

bool Guard::Answer(Exchange& exchange) {
  current_exchange = &exchange;
  GuardStream stream(exchange);
  bool closed = false;
  // The addresses came into the signature between 0.11 and 0.18.
  const auto process = [&](auto& self) {
    if constexpr (requires { self.process_request(stream, false, closed, nullptr); }) {
      return self.process_request(stream, !exchange.keep_alive(), closed, nullptr);
    } else {
      return self.process_request(stream, "", 0, "", 0, !exchange.keep_alive(), closed, nullptr);
    }
  };
  const bool written = process(*this);
  current_exchange = nullptr;
  return written && !stream.failed();
}

}  // namespace clipbox::http
