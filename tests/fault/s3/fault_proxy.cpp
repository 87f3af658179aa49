#include "fault/s3/fault_proxy.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "fault/s3/http_text.h"

namespace clipbox::fault {
namespace {

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

base::UniqueFd NewSocket() { return base::UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

// A client that gave up reads no more: that is no failure of the proxy.
void Send(int fd, const std::string& text) {
  for (std::size_t sent = 0; sent < text.size();) {
    const ssize_t count = ::send(fd, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return;
    sent += static_cast<std::size_t>(count);
  }
}

// The close says RST instead of FIN.
void Reset(base::UniqueFd client) {
  const linger at_once{1, 0};
  ::setsockopt(client.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

FaultProxy::FaultProxy(int upstream_port)
    : upstream_port_(upstream_port), stop_(::eventfd(0, EFD_CLOEXEC)), listener_(NewSocket()) {
  sockaddr_in address = Loopback(0);
  socklen_t length = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool listening = ::bind(listener_.get(), generic, length) == 0 && ::listen(listener_.get(), 64) == 0 &&
                         ::getsockname(listener_.get(), generic, &length) == 0;
  if (!listening) throw std::runtime_error("cannot listen on loopback");
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this] { Serve(); });
}

FaultProxy::~FaultProxy() { ::eventfd_write(stop_.get(), 1); }

void FaultProxy::Inject(S3Call call, Fault fault, int times) {
  const base::MutexLock lock(mutex_);
  target_ = call;
  fault_ = fault;
  times_left_ = times;
}

int FaultProxy::Count(S3Call call) const {
  const base::MutexLock lock(mutex_);
  const auto found = counts_.find(call);
  return found == counts_.end() ? 0 : found->second;
}

bool FaultProxy::IsHit(S3Call call) {
  const base::MutexLock lock(mutex_);
  ++counts_[call];
  if (call != target_ || times_left_ == 0) return false;
  if (times_left_ != kForEver) --times_left_;
  return true;
}

bool FaultProxy::WaitFor(int fd, int wait_ms) const {
  pollfd both[] = {{fd, POLLIN, 0}, {stop_.get(), POLLIN, 0}};
  return ::poll(both, 2, wait_ms) > 0 && both[1].revents == 0;
}

void FaultProxy::Serve() {
  while (WaitFor(listener_.get(), -1)) {
    base::UniqueFd client(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (client) Handle(std::move(client));
  }
}

void FaultProxy::Handle(base::UniqueFd client) {
  Request request;
  if (!ReadHead(client.get(), request)) return;
  request.call = CallOf(request.head);
  const bool hit = IsHit(request.call);
  Fault fault{};
  {
    const base::MutexLock lock(mutex_);
    fault = fault_;
  }
  if (hit && fault == Fault::kResetBeforeBody) return Reset(std::move(client));
  ReadBody(client.get(), request);
  if (hit) return Break(std::move(client), std::move(request), fault);
  Send(client.get(), Forward(request));
}

void FaultProxy::Break(base::UniqueFd client, Request request, Fault fault) {
  switch (fault) {
    case Fault::kInternalError: return Send(client.get(), ErrorAnswer("500 Oops", "InternalError"));
    case Fault::kBusy: return Send(client.get(), ErrorAnswer("503 Slow Down", "SlowDown", "Retry-After: 3\r\n"));
    case Fault::kTooMany: return Send(client.get(), ErrorAnswer("429 Too Many", "TooManyRequests"));
    case Fault::kErrorIn200: return Send(client.get(), ErrorAnswer("200 OK", "InternalError"));
    case Fault::kBadXml: return Send(client.get(), Answer("200 OK", "<html><body>captive portal", ""));
    case Fault::kSkewedClock:
      return Send(client.get(), ErrorAnswer("403 Forbidden", "RequestTimeTooSkewed",
                                            "Date: " + HttpDateIn(std::chrono::hours(1)) + "\r\n"));
    case Fault::kResetBeforeBody: return;
    case Fault::kResetAfterBody: Forward(request); return Reset(std::move(client));
    case Fault::kTruncated: return Send(client.get(), HalfOf(Forward(request)));
    case Fault::kLengthTooLong: return Send(client.get(), WithLength(Forward(request), +7));
    case Fault::kLengthTooShort: return Send(client.get(), WithLength(Forward(request), -1));
    case Fault::kWrongEtag: return Send(client.get(), WithOtherEtags(Forward(request)));
    case Fault::kStalled: WaitFor(client.get(), -1); return;
    case Fault::kOneByteASecond: return Trickle(client.get(), Forward(request));
  }
}

// Until the client has enough of it.
void FaultProxy::Trickle(int client, const std::string& answer) const {
  for (const char byte : answer) {
    Send(client, std::string(1, byte));
    if (WaitFor(client, 1'000)) return;
  }
}

std::string FaultProxy::Forward(const Request& request) const {
  const base::UniqueFd upstream = NewSocket();
  const sockaddr_in address = Loopback(upstream_port_);
  if (::connect(upstream.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return "";
  Send(upstream.get(), WithConnectionClose(request.head) + request.body);
  std::string answer;
  char buffer[16'384];
  while (WaitFor(upstream.get(), -1)) {
    const ssize_t count = ::recv(upstream.get(), buffer, sizeof buffer, 0);
    if (count <= 0) break;
    answer.append(buffer, static_cast<std::size_t>(count));
  }
  return answer;
}

bool FaultProxy::ReadHead(int client, Request& request) const {
  char buffer[4096];
  std::size_t end = std::string::npos;
  while ((end = request.head.find("\r\n\r\n")) == std::string::npos) {
    if (!WaitFor(client, -1)) return false;
    const ssize_t count = ::recv(client, buffer, sizeof buffer, 0);
    if (count <= 0) return false;
    request.head.append(buffer, static_cast<std::size_t>(count));
  }
  request.body = request.head.substr(end + 4);
  request.head.resize(end + 4);
  return true;
}

void FaultProxy::ReadBody(int client, Request& request) const {
  char buffer[65'536];
  while (request.body.size() < LengthOf(request.head) && WaitFor(client, -1)) {
    const ssize_t count = ::recv(client, buffer, sizeof buffer, 0);
    if (count <= 0) return;
    request.body.append(buffer, static_cast<std::size_t>(count));
  }
}

}  // namespace clipbox::fault
