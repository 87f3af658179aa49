#include "cli/doctor/store_checks.h"

#include "base/clock.h"
#include "base/error.h"
#include "catch.h"
#include "jobs/upload_layout.h"
#include "objectstore/object_store.h"
#include "standin_server.h"

namespace clipbox::cli {
namespace {

constexpr const char* kToken = "0123456789abcdef0123456789abcdef";

}  // namespace

TEST_CASE("what doctor puts into the store is marked, so that the sweeper finds it where doctor was killed") {
  // A store that takes nothing: the first request of each check is what would have stayed.
  std::vector<test::StandinRequest> requests;
  test::StandinServer server([&requests](const test::StandinRequest& request) {
    requests.push_back(request);
    return test::StandinAnswer{.status = 403, .body = "<Error><Code>AccessDenied</Code></Error>"};
  });
  base::SystemClock clock;
  net::HttpClient http;
  objectstore::S3Store store(
      {.endpoint = server.Url(), .bucket = "clipbox", .access_key_id = "a", .secret_access_key = "b", .region = "auto"},
      clock);
  StoreChecks checks(store, http, {.prefix = "clipbox/", .installation_token = kToken}, "https://page.example");
  const auto mark = [&](auto check) {
    requests.clear();
    CHECK_THROWS_AS(check(), base::Error);
    REQUIRE_FALSE(requests.empty());
    const std::string target = requests.front().target;
    CHECK(jobs::HasKeyTag(target, kToken));
    CHECK(requests.front().head.find(std::string("x-amz-meta-") + objectstore::kTokenName + ": " + kToken) !=
          std::string::npos);
  };
  mark([&] { checks.CheckPut(); });
  mark([&] { checks.CheckSignedGet(); });
  mark([&] { checks.CheckMultipart(); });
  mark([&] { checks.CheckCors(false); });
}

}  // namespace clipbox::cli
