// An S3Store in front of a store that says what the test wants; every request is kept. Waits are counted, not waited.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/mutex.h"
#include "catch.h"
#include "objectstore/s3/s3_store.h"
#include "standin_server.h"

namespace clipbox::objectstore {

class CountedPace final : public s3::RetryPace {
 public:
  explicit CountedPace(std::vector<std::chrono::milliseconds>& waits) : waits_(waits) {}
  double Random() override { return 0.5; }
  void Wait(std::chrono::milliseconds length, const std::stop_token&) override { waits_.push_back(length); }

 private:
  std::vector<std::chrono::milliseconds>& waits_;
};

class S3Standin {
 public:
  using Handler = std::function<test::StandinAnswer(const test::StandinRequest&)>;

  explicit S3Standin(Handler handler, S3Options options = {})
      : server_([this, handler = std::move(handler)](const test::StandinRequest& request) {
          {
            const base::MutexLock lock(mutex_);
            requests_.push_back(request);
          }
          return handler(request);
        }),
        store_(With(std::move(options)), clock_, std::make_unique<CountedPace>(waits)) {}

  S3Store& operator*() { return store_; }
  S3Store* operator->() { return &store_; }
  std::vector<test::StandinRequest> requests() const {
    const base::MutexLock lock(mutex_);
    return requests_;
  }
  std::string host() const { return server_.HostPort(); }
  // A store with the same keys and no memory of this one's uploads: as after a restart.
  S3Store Another() { return S3Store(With({}), clock_, std::make_unique<CountedPace>(waits)); }

  std::vector<std::chrono::milliseconds> waits;
  base::ManualClock clock_;

 private:
  S3Options With(S3Options options) const {
    options.endpoint = server_.Url();
    options.bucket = "bucket";
    options.access_key_id = "KEY";
    options.secret_access_key = "SECRET";
    return options;
  }

  mutable base::Mutex mutex_;
  std::vector<test::StandinRequest> requests_ GUARDED_BY(mutex_);
  test::StandinServer server_;
  S3Store store_;
};

inline test::StandinAnswer S3Error(int status, const std::string& code) {
  return {.status = status, .body = "<Error><Code>" + code + "</Code><Message>So it is.</Message></Error>"};
}

// The error that the call ends with.
template <class Call>
base::Error ErrorOf(const Call& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error;
  }
  FAIL("nothing was thrown");
  return {base::ErrorCode::kInternal, ""};
}

}  // namespace clipbox::objectstore
