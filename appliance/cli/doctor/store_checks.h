// The checks of `clipbox doctor` that look at the object store as its clients do: the server by signed calls, a browser
// by presigned URLs. Each gives a sentence or throws (serve/checks/check_report.h). What they put they delete; killed
// meanwhile, they leave it to the sweeper, marked as the installation's. Main thread only.
#pragma once

#include <string>

#include "net/http_client.h"
#include "objectstore/s3/s3_store.h"
#include "work/tasks/artifact_key.h"

namespace clipbox::cli {

class StoreChecks {
 public:
  // `origin`: the page's. What is referred to outlives this.
  StoreChecks(objectstore::S3Store& store, net::HttpClient& http, work::KeyPlace place, std::string origin)
      : store_(store), http_(http), place_(std::move(place)), origin_(std::move(origin)) {}

  std::string CheckPut();
  std::string CheckSignedGet();
  std::string CheckMultipart();
  // How far the store's clock is from ours. After another check.
  std::string CheckClockOffset();
  // Asks as a browser with the page asks; with `fix`, writes the rule where it is missing.
  std::string CheckCors(bool fix);

 private:
  std::string Key(const char* what) const;
  objectstore::ObjectHead Head() const;
  net::HttpResponse Send(const std::string& method, const std::string& url, std::string body = "",
                         std::vector<std::string> headers = {});
  std::string FindCorsProblem();
  void FixCors();

  objectstore::S3Store& store_;
  net::HttpClient& http_;
  const work::KeyPlace place_;
  const std::string origin_;
};

// The rule that the page of `origin` needs, and as it is pasted into R2's settings.
objectstore::CorsRule CorsRuleFor(const std::string& origin);
std::string CorsRuleText(const std::string& origin);

}  // namespace clipbox::cli
