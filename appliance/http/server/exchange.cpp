#include "http/server/exchange.h"

#include <array>
#include <exception>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "http/problem.h"

namespace clipbox::http {
namespace {

using base::Error;
using base::ErrorCode;

// More of an unread body than this is not worth waiting for: a new connection costs less.
constexpr std::uint64_t kMaxDrainBytes = 64 << 10;
constexpr int kMaxRequests = 1000;

// What httplib is given in the place of a file's bytes. Nobody reads or writes them: no constant, so as to take no room
// in the binary.
std::array<char, 1 << 20> placeholder;

// The client went away, which is nobody's fault: told apart from what a handler throws.
class ClientGone : public Error {
 public:
  ClientGone() : Error(ErrorCode::kCancelled, "the client went away") {}
};

class StreamWriter final : public BodyWriter {
 public:
  StreamWriter(Connection& connection, Poller& poller, const std::function<bool(std::string_view)>& sink,
               std::optional<Exchange::SentFile>& sent_file, bool has_length)
      : connection_(connection),
        poller_(poller),
        sink_(sink),
        sent_file_(sent_file),
        sends_files_(has_length && connection.sends_files()) {}

  void Write(std::string_view bytes) override {
    if (bytes.empty()) return;
    if (!sink_(bytes)) throw ClientGone();
    written_ += bytes.size();
  }

  bool sends_files() const override { return sends_files_; }

  void WriteFile(const base::FileBytes& bytes) override {
    sent_file_ = {bytes.file->get(), bytes.offset};
    const struct Forget {
      ~Forget() { sent_file.reset(); }
      std::optional<Exchange::SentFile>& sent_file;
    } forget{sent_file_};
    for (std::uint64_t left = bytes.size; left > 0;) {
      const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(left, placeholder.size()));
      Write({placeholder.data(), size});
      left -= size;
    }
  }

  void Flush() override {
    try {
      connection_.Flush();
    } catch (const Error&) {
      throw ClientGone();
    }
  }

  std::stop_token stop() const override {
    // Only who waits needs to be told that the client hung up; watching costs a call.
    if (!std::exchange(is_watched_, true))
      poller_.Arm(connection_.socket(), connection_.id(), Poller::Interest::kHangUp);
    return connection_.stop().get_token();
  }

  std::uint64_t written() const { return written_; }

 private:
  Connection& connection_;
  Poller& poller_;
  const std::function<bool(std::string_view)>& sink_;
  std::optional<Exchange::SentFile>& sent_file_;
  const bool sends_files_;  // httplib frames chunks itself, and needs their bytes for that
  std::uint64_t written_ = 0;
  mutable bool is_watched_ = false;
};

}  // namespace

Exchange::Exchange(Connection& connection, const Context& context, const PaceLimits& pace)
    : connection_(connection), context_(context), pace_(pace.receive_window, pace.min_bytes) {}

void Exchange::Answer(RequestHead head, const Framing& framing, const Addressing& addressing) {
  request_.is_aws_signed = IsAwsSigned(head);
  request_.method = std::move(head.method);
  request_.target = ParseTarget(head.target);
  request_.headers = std::move(head.headers);
  request_.remote_address = ToText(connection_.ends().remote);
  request_.client_address = addressing.client_address;
  request_.scheme = addressing.scheme;
  request_.host = addressing.host;
  request_.origin = addressing.origin;
  request_.content_length = framing.content_length;
  request_.is_chunked = framing.is_chunked;
  request_.body = this;
  request_.stop = connection_.stop().get_token();
  minor_version_ = head.minor_version;
  remaining_ = framing.content_length.value_or(0);
  if (framing.is_chunked) chunks_.emplace();
  continue_awaited_ = framing.expects_continue && !BodyEnded();

  response_ = context_.answerer.Answer(request_);
  context_.security.Apply(request_, response_);
  DecideKeepAlive(framing);
}

void Exchange::Refuse(const Error& error, std::string_view head, bool linger) {
  base::CountMetric("clipbox_http_refused_total", {{"reason", ToText(error.code())}});
  request_.is_aws_signed = LooksAwsSigned(head);
  response_ = context_.answerer.Refuse(request_, error);
  context_.security.Apply(request_, response_);
  response_.headers.Set("Date", base::ToHttpDate(base::SystemClock().Now()));
  response_.headers.Set("Connection", "close");
  keep_alive_ = false;
  remaining_ = linger ? 1 : 0;
}

void Exchange::DecideKeepAlive(const Framing& framing) {
  // How much is left of a chunked body nobody knows.
  const bool may_drain = !chunks_ && remaining_ <= kMaxDrainBytes && !continue_awaited_;
  const bool body_is_settled = BodyEnded() || may_drain;
  const bool length_is_known = !response_.stream || response_.stream->length || may_be_chunked();
  keep_alive_ = framing.keep_alive && body_is_settled && length_is_known && ++connection_.requests < kMaxRequests &&
                !context_.stopping.load();
  response_.headers.Set("Date", base::ToHttpDate(base::SystemClock().Now()));
  if (!keep_alive_) {
    response_.headers.Set("Connection", "close");
  } else if (minor_version_ == 0) {
    response_.headers.Set("Connection", "keep-alive");
  }
}

std::size_t Exchange::Read(std::span<std::byte> into) {
  if (BodyEnded() || into.empty()) return 0;
  if (std::exchange(continue_awaited_, false)) {
    connection_.Send("HTTP/1.1 100 Continue\r\n\r\n");
    connection_.Flush();
  }
  if (chunks_) ReadToData();
  if (remaining_ == 0) return 0;
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), remaining_));
  const std::size_t bytes = connection_.Receive({reinterpret_cast<char*>(into.data()), wanted}, pace_);
  if (bytes == 0)
    throw Error(ErrorCode::kIncompleteBody, "The connection ended before the whole body was there. Send it again.");
  remaining_ -= bytes;
  if (chunks_) chunks_->TakeData(bytes);
  return bytes;
}

void Exchange::ReadToData() {
  while (chunks_->left() == 0 && !chunks_->ended()) {
    chunks_->TakeLine(connection_.ReceiveLine(TransferChunks::kMaxLineBytes, pace_));
  }
  remaining_ = chunks_->left();
}

bool Exchange::WriteStream(const std::function<bool(std::string_view)>& sink) {
  StreamWriter writer(connection_, context_.poller, sink, sent_file_, response_.stream->length.has_value());
  try {
    if (response_.stream->length) {
      response_.stream->write(writer);
      return writer.written() == *response_.stream->length;
    }
    // Without a length it waits for events most of the time.
    const Workers::WhileBlocked blocked(context_.workers);
    response_.stream->write(writer);
    return true;
  } catch (const ClientGone&) {
    return false;
  } catch (...) {
    // The head is out, so that breaking off is the only way left to say it; ProblemOf logs what is our own fault.
    ProblemOf(std::current_exception(), request_.method, request_.target.raw_path);
    return false;
  }
}

void Exchange::Send(std::string_view bytes) {
  if (!sent_file_) return connection_.Send(bytes);
  connection_.SendFile(sent_file_->file, sent_file_->offset, bytes.size());
  sent_file_->offset += bytes.size();
}

void Exchange::DrainBody() {
  std::array<std::byte, 4096> rubbish;
  while (Read(rubbish) > 0) {
  }
}

bool Exchange::Finish(bool written) {
  try {
    connection_.Flush();
    if (!written) return false;
    if (keep_alive_) {
      DrainBody();
      return true;
    }
    connection_.CloseWrite();
    if (!BodyEnded()) connection_.Linger();
    return false;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace clipbox::http
