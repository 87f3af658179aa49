#include "http/server/poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <cerrno>

#include "base/error.h"

namespace clipbox::http {
namespace {

std::uint32_t EventsOf(Poller::Interest interest) {
  switch (interest) {
    case Poller::Interest::kRead: return EPOLLIN | EPOLLONESHOT;
    case Poller::Interest::kWrite: return EPOLLOUT | EPOLLONESHOT;
    case Poller::Interest::kHangUp: return EPOLLRDHUP | EPOLLONESHOT;
  }
  return 0;
}

void Control(int epoll, int operation, int fd, std::uint64_t id, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  // ENOENT: another thread has closed the connection since; there is nothing left to watch.
  if (::epoll_ctl(epoll, operation, fd, &event) != 0 && errno != ENOENT) base::ThrowErrno("watch", "a connection");
}

}  // namespace

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), closed_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!epoll_ || !closed_) base::ThrowErrno("make", "an epoll");
  Control(epoll_.get(), EPOLL_CTL_ADD, closed_.get(), 0, EPOLLIN);
}

void Poller::Add(int fd, std::uint64_t id) { Control(epoll_.get(), EPOLL_CTL_ADD, fd, id, EventsOf(Interest::kRead)); }

void Poller::Arm(int fd, std::uint64_t id, Interest interest) {
  Control(epoll_.get(), EPOLL_CTL_MOD, fd, id, EventsOf(interest));
}

void Poller::Remove(int fd) { ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr); }

std::optional<std::uint64_t> Poller::Wait() {
  epoll_event event{};
  for (;;) {
    const int found = ::epoll_wait(epoll_.get(), &event, 1, -1);
    if (found == 1) break;
    if (found < 0 && errno != EINTR) base::ThrowErrno("wait for", "connections");
  }
  const std::uint64_t id = event.data.u64;
  if (id == 0) return std::nullopt;
  return id;
}

void Poller::Close() {
  const std::uint64_t one = 1;
  if (::write(closed_.get(), &one, sizeof one) != sizeof one) base::ThrowErrno("wake", "the server's threads");
}

}  // namespace clipbox::http
