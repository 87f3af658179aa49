// When the S3 client tries again, how long it waits, and what it says when it gives up.
#include "unit/objectstore/s3/standin.h"

namespace clipbox::objectstore {

using base::ErrorCode;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::StandinAnswer;
using test::StandinRequest;

TEST_CASE("the span of waits doubles, and each wait lies anywhere in its span") {
  CHECK(s3::RetryDelay(1, seconds(0), 0) == milliseconds(0));
  CHECK(s3::RetryDelay(1, seconds(0), 0.5) == milliseconds(250));
  CHECK(s3::RetryDelay(2, seconds(0), 0.5) == milliseconds(500));
  CHECK(s3::RetryDelay(4, seconds(0), 0.999) < milliseconds(4'000));
}

TEST_CASE("a wait is as long as the store asks, but no longer than 20 seconds") {
  CHECK(s3::RetryDelay(1, seconds(3), 0.5) == seconds(3));
  CHECK(s3::RetryDelay(4, seconds(1), 0.999) > seconds(3));
  CHECK(s3::RetryDelay(1, seconds(1'000'000'000'000), 0.5) == seconds(20));
}

TEST_CASE("jitter is drawn from all of [0, 1)") {
  s3::JitteredPace pace;
  double least = 1, most = 0;
  for (int i = 0; i < 1000; ++i) {
    const double drawn = pace.Random();
    least = std::min(least, drawn);
    most = std::max(most, drawn);
  }
  CHECK(least < 0.1);
  CHECK(most > 0.9);
  CHECK(most < 1);
}

TEST_CASE("a busy store is asked five times, with the waits it asks for") {
  S3Standin store([](const StandinRequest&) {
    StandinAnswer answer = S3Error(503, "SlowDown");
    answer.headers = {"Retry-After: 2"};
    return answer;
  });
  const base::Error error = ErrorOf([&] { store->Delete("key"); });
  CHECK(error.code() == ErrorCode::kStoreUnavailable);
  CHECK(error.details().reason == "busy");
  CHECK(error.details().store_is_away);
  CHECK(store.requests().size() == 5);
  CHECK(store.waits == std::vector<milliseconds>(4, seconds(2)));
}

TEST_CASE("what will not pass is not tried again") {
  const auto [status, s3_code, code, reason] = GENERATE(table<int, const char*, ErrorCode, const char*>({
      {403, "AccessDenied", ErrorCode::kStoreUnavailable, "access_denied"},
      {403, "SignatureDoesNotMatch", ErrorCode::kStoreUnavailable, "access_denied"},
      {403, "RequestTimeTooSkewed", ErrorCode::kStoreUnavailable, "clock_skew"},
      {400, "ExpiredRequest", ErrorCode::kStoreUnavailable, "access_denied"},
      {400, "AuthorizationHeaderMalformed", ErrorCode::kStoreUnavailable, "wrong_endpoint"},
      {301, "PermanentRedirect", ErrorCode::kStoreUnavailable, "wrong_endpoint"},
      {404, "NoSuchBucket", ErrorCode::kStoreUnavailable, "no_such_bucket"},
      {404, "NoSuchUpload", ErrorCode::kNoSuchUpload, ""},
      {507, "InsufficientStorage", ErrorCode::kInsufficientStorage, "full"},
      {400, "InvalidRequest", ErrorCode::kInternal, ""},
      {501, "NotImplemented", ErrorCode::kStoreUnavailable, "not_implemented"},
  }));
  CAPTURE(s3_code);
  S3Standin store([status = status, s3_code = s3_code](const StandinRequest&) { return S3Error(status, s3_code); });
  const base::Error error = ErrorOf([&] { store->ListParts("key", "upload"); });
  CHECK(base::ToText(error.code()) == base::ToText(code));
  CHECK(error.details().reason == reason);
  CHECK_FALSE(error.details().store_is_away);
  CHECK(store.requests().size() == 1);
}

TEST_CASE("a page of something that is no store is not taken for a missing key") {
  S3Standin store([](const StandinRequest& request) {
    if (request.head.starts_with("HEAD")) return StandinAnswer{.headers = {"ETag: \"e\""}};
    return StandinAnswer{.status = 404, .body = "<html>nothing here</html>"};
  });
  CHECK(ErrorOf([&] { store->Delete("key"); }).details().reason == "wrong_endpoint");
}

TEST_CASE("a refused signature of a wrong clock is named clock_skew, with the offset") {
  S3Standin store([](const StandinRequest&) {
    StandinAnswer answer = S3Error(403, "AccessDenied");
    answer.headers = {"Date: Fri, 02 Jan 2026 04:04:05 GMT"};  // the manual clock says 03:04:05
    return answer;
  });
  const base::Error error = ErrorOf([&] { store->Delete("key"); });
  CHECK(error.details().reason == "clock_skew");
  CHECK(std::string(error.what()).find("3599 s behind") != std::string::npos);
  CHECK(store->ClockOffset() == seconds(3599));
}

TEST_CASE("a stopped store ends every call at once") {
  S3Standin store([](const StandinRequest&) { return StandinAnswer{.hang = true}; });
  std::jthread stopper([&] {
    while (store.requests().empty()) std::this_thread::yield();
    store->Stop();
  });
  CHECK(ErrorOf([&] { store->Delete("key"); }).code() == ErrorCode::kCancelled);
  CHECK(ErrorOf([&] { store->Delete("key"); }).code() == ErrorCode::kCancelled);
}

TEST_CASE("a transfer that moves less than 1 KiB/s ends though its time is not over") {
  S3Standin store(
      [](const StandinRequest& request) {
        if (!request.head.starts_with("HEAD")) return StandinAnswer{.hang = true};
        return StandinAnswer{.body = std::string(100, 'x'), .headers = {"ETag: \"e\""}};
      },
      {.timeouts = {.stall = milliseconds(30)}});
  const auto source = store->Open("key");
  std::byte byte{};
  const base::Error error = ErrorOf([&] { source->ReadAt(0, {&byte, 1}); });
  CHECK(error.details().reason == "unreachable");
  CHECK(error.details().store_is_away);
  CHECK(store.waits.size() == 4);
}

}  // namespace clipbox::objectstore
