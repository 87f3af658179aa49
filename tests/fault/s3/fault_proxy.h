// A proxy on loopback between an S3 client and a real server that breaks chosen calls in a chosen way, so often. What
// lines, proxies and stores do in the field, on purpose. One connection at a time, closed after its answer; every
// request is counted. Stops and joins when destroyed. Inject before the first request; counts may be read from any
// thread.
#pragma once

#include <map>
#include <string>
#include <thread>

#include "base/mutex.h"
#include "base/unique_fd.h"

namespace clipbox::fault {

enum class S3Call { kCreate, kPart, kList, kComplete, kAbort, kGet, kPut, kOther };

enum class Fault {
  kInternalError,    // 500
  kBusy,             // 503 with Retry-After
  kTooMany,          // 429
  kResetBeforeBody,  // the head is read, then the connection is reset
  kResetAfterBody,   // the server did as it was asked, its answer is lost
  kTruncated,        // half of the answer, then the end
  kLengthTooLong,    // Content-Length promises more than comes
  kLengthTooShort,   // Content-Length promises less than the body
  kWrongEtag,        // the server's answer with other ETags
  kErrorIn200,       // 200 OK with an <Error> in it
  kBadXml,           // 200 OK with half a document of something else
  kStalled,          // no answer at all
  kOneByteASecond,
  kSkewedClock,  // 403 RequestTimeTooSkewed, dated an hour ahead
};

inline constexpr int kForEver = -1;

class FaultProxy {
 public:
  // In front of `http://127.0.0.1:<upstream_port>`.
  explicit FaultProxy(int upstream_port);
  ~FaultProxy();

  // The next `times` requests of this call meet the fault (kForEver: all).
  void Inject(S3Call call, Fault fault, int times) EXCLUDES(mutex_);
  int Count(S3Call call) const EXCLUDES(mutex_);
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  struct Request {
    std::string head;  // with its empty line
    std::string body;
    S3Call call = S3Call::kOther;
  };

  void Serve();
  void Handle(base::UniqueFd client);
  // Counts the request; true where it is to be broken.
  bool IsHit(S3Call call) EXCLUDES(mutex_);
  void Break(base::UniqueFd client, Request request, Fault fault);
  // What the real server answers; its bytes as they come.
  std::string Forward(const Request& request) const;
  // True once `fd` can be read; false after `wait_ms` (-1: never) or when the proxy is to stop.
  bool WaitFor(int fd, int wait_ms) const;
  bool ReadHead(int client, Request& request) const;
  void ReadBody(int client, Request& request) const;
  void Trickle(int client, const std::string& answer) const;

  const int upstream_port_;
  const base::UniqueFd stop_;
  base::UniqueFd listener_;
  int port_ = 0;

  mutable base::Mutex mutex_;
  S3Call target_ GUARDED_BY(mutex_) = S3Call::kOther;
  Fault fault_ GUARDED_BY(mutex_) = Fault::kInternalError;
  int times_left_ GUARDED_BY(mutex_) = 0;
  std::map<S3Call, int> counts_ GUARDED_BY(mutex_);

  std::jthread thread_;  // last: joined before what it uses goes
};

}  // namespace clipbox::fault
