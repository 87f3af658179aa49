#include "cli/doctor/store_checks.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "base/files.h"
#include "base/id.h"
#include "base/json.h"
#include "base/text.h"
#include "crypto/md5.h"
#include "jobs/upload_layout.h"
#include "serve/checks/check_report.h"
#include "work/wake.h"

namespace clipbox::cli {

using base::Json;
using objectstore::PresignMethod;
using objectstore::PresignRequest;

using serve::Finding;

namespace {

constexpr std::chrono::seconds kLinkLife{300};
// At 15 minutes no signature is accepted any more; a clock that drifts gets there.
constexpr std::chrono::seconds kMaxOffset{60};
// R2 takes up to half a minute until a new rule holds.
constexpr int kLooksAfterFix = 20;
constexpr std::chrono::seconds kBetweenLooks{2};

// Deletes the object however the check ends.
class Leftover {
 public:
  Leftover(objectstore::S3Store& store, std::string key) : store_(store), key_(std::move(key)) {}
  ~Leftover() {
    try {
      if (!upload_id.empty()) store_.AbortMultipart(key_, upload_id);
      store_.Delete(key_);
    } catch (const base::Error&) {
      // The check has told of it.
    }
  }
  Leftover(const Leftover&) = delete;
  Leftover& operator=(const Leftover&) = delete;

  std::string upload_id;

 private:
  objectstore::S3Store& store_;
  const std::string key_;
};

bool Lists(std::string_view list, std::string_view word) {
  return list == "*" || base::ToLower(list).find(base::ToLower(word)) != std::string::npos;
}

void Put(objectstore::S3Store& store, const std::string& key, const objectstore::ObjectHead& head,
         const std::string& text) {
  const base::TempFolder folder(std::filesystem::temp_directory_path());
  const std::filesystem::path file = folder.path() / "doctor";
  std::ofstream(file, std::ios::binary) << text;
  store.PutFile(key, file, head);
}

}  // namespace

objectstore::CorsRule CorsRuleFor(const std::string& origin) {
  return {.allowed_origins = {origin},
          .allowed_methods = {"PUT", "GET", "HEAD"},
          .allowed_headers = {"content-type"},
          .expose_headers = {"ETag"},
          .max_age_seconds = 3600};
}

std::string CorsRuleText(const std::string& origin) {
  const objectstore::CorsRule rule = CorsRuleFor(origin);
  return base::DumpJson(Json::array({{{"AllowedOrigins", rule.allowed_origins},
                                      {"AllowedMethods", rule.allowed_methods},
                                      {"AllowedHeaders", rule.allowed_headers},
                                      {"ExposeHeaders", rule.expose_headers},
                                      {"MaxAgeSeconds", rule.max_age_seconds}}}));
}

std::string StoreChecks::Key(const char* what) const {
  return place_.prefix + "doctor/" + base::RandomHex(8) + "-" + jobs::KeyTag(place_.installation_token) + "/" + what;
}

objectstore::ObjectHead StoreChecks::Head() const {
  objectstore::ObjectHead head;
  head.content_type = "text/plain";
  if (!place_.installation_token.empty()) head.metadata = {{objectstore::kTokenName, place_.installation_token}};
  return head;
}

net::HttpResponse StoreChecks::Send(const std::string& method, const std::string& url, std::string body,
                                    std::vector<std::string> headers) {
  net::HttpRequest request;
  request.url = url;
  request.reach = net::Reach::kConfigured;
  request.method = method;
  request.headers = std::move(headers);
  request.body = std::move(body);
  return http_.Send(request, {});
}

std::string StoreChecks::CheckPut() {
  const std::string key = Key("put");
  const std::string text = base::RandomHex(512);
  const Leftover leftover(store_, key);
  Put(store_, key, Head(), text);
  const auto head = store_.Head(key);
  if (!head || head->size_bytes != text.size())
    throw Finding("an object that was put is not there",
                  "look at the store's own log: it acknowledged what it does not have");
  store_.Delete(key);
  if (store_.Head(key))
    throw Finding("an object that was deleted is still there",
                  "let the key delete objects, and switch versioning or object lock off for the bucket");
  return "an object was put, found and deleted at " + store_.Origin();
}

std::string StoreChecks::CheckSignedGet() {
  const std::string key = Key("get");
  const std::string text = base::RandomHex(512);
  const Leftover leftover(store_, key);
  Put(store_, key, Head(), text);
  const net::HttpResponse response =
      Send("GET", store_.Presign({.method = PresignMethod::kGet, .key = key, .expires = kLinkLife}));
  if (response.status == 200 && response.body == text) return "a signed link gives the bytes";
  throw Finding("a signed link is answered " + std::to_string(response.status) +
                    (response.status == 200 ? " with other bytes" : ""),
                "see that nothing between here and the store rewrites the Host header or the query");
}

std::string StoreChecks::CheckMultipart() {
  const std::string key = Key("multipart");
  const std::string text = base::RandomHex(512);
  Leftover leftover(store_, key);
  leftover.upload_id = store_.CreateMultipart(key, Head());
  const std::string url = store_.Presign({.method = PresignMethod::kPut,
                                          .key = key,
                                          .expires = kLinkLife,
                                          .upload_id = leftover.upload_id,
                                          .part_number = 1});
  const net::HttpResponse response = Send("PUT", url, text);
  if (!response.IsSuccess())
    throw Finding("a part's presigned URL is answered " + std::to_string(response.status), "let the key write objects");
  const auto parts = store_.ListParts(key, leftover.upload_id);
  if (parts.size() != 1 || parts[0].etag != crypto::Md5Hex(text))
    throw Finding("the store lists other parts than were put", "use a store that gives a part's MD5 as its ETag");
  const auto made = store_.CompleteMultipart(key, leftover.upload_id, parts);
  leftover.upload_id.clear();
  if (made.size_bytes != text.size())
    throw Finding("a completed upload has another size", "use a store that keeps S3's rules for multipart uploads");
  return "an upload in parts was begun, sent by a presigned URL, listed and completed";
}

std::string StoreChecks::CheckClockOffset() {
  const auto offset = store_.ClockOffset();
  if (!offset) return "the store does not tell its time";
  const std::string text = "the store's clock is " + std::to_string(std::abs(offset->count())) + " s " +
                           (offset->count() < 0 ? "behind" : "ahead of") + " this one";
  if (std::chrono::abs(*offset) <= kMaxOffset) return text;
  throw Finding(text + "; at 15 minutes nothing is accepted any more",
                "set this machine's clock, and let systemd-timesyncd or chrony keep it");
}

// Empty where a browser on the page could upload.
std::string StoreChecks::FindCorsProblem() {
  const std::string key = Key("cors");
  Leftover leftover(store_, key);
  leftover.upload_id = store_.CreateMultipart(key, Head());
  const std::string url = store_.Presign({.method = PresignMethod::kPut,
                                          .key = key,
                                          .expires = kLinkLife,
                                          .upload_id = leftover.upload_id,
                                          .part_number = 1});
  const std::string origin = "Origin: " + origin_;
  const net::HttpResponse asked =
      Send("OPTIONS", url, "",
           {origin, "Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: content-type"});
  if (!asked.IsSuccess()) return "the preflight of " + origin_ + " is answered " + std::to_string(asked.status);
  if (!Lists(asked.Header("access-control-allow-origin"), origin_)) return "the preflight does not allow " + origin_;
  if (!Lists(asked.Header("access-control-allow-methods"), "PUT")) return "the preflight does not allow PUT";
  if (!Lists(asked.Header("access-control-allow-headers"), "content-type"))
    return "the preflight does not allow Content-Type";
  const net::HttpResponse put = Send("PUT", url, "part", {origin});
  if (!Lists(put.Header("access-control-allow-origin"), origin_))
    return "the answer to a part does not allow " + origin_;
  if (!Lists(put.Header("access-control-expose-headers"), "ETag")) return "the page may not read the ETag of its parts";
  return "";
}

void StoreChecks::FixCors() {
  std::vector<objectstore::CorsRule> rules = store_.GetCors().value_or(std::vector<objectstore::CorsRule>{});
  const objectstore::CorsRule ours = CorsRuleFor(origin_);
  // Others' rules stay. Ours goes first: the first that matches is the one that counts. A store may have named it.
  const auto is_ours = [&ours](objectstore::CorsRule rule) {
    rule.id.clear();
    return rule == ours;
  };
  const auto there = std::ranges::find_if(rules, is_ours);
  if (there == rules.end())
    rules.insert(rules.begin(), ours);
  else
    std::rotate(rules.begin(), there, there + 1);
  store_.PutCors(rules);
}

std::string StoreChecks::CheckCors(bool fix) {
  const std::string well = "pages of " + origin_ + " may upload and download";
  std::string problem = FindCorsProblem();
  if (problem.empty()) return well;
  const std::string paste = "paste this rule into the bucket's CORS settings: " + CorsRuleText(origin_);
  if (!fix) throw Finding(problem, "run `clipbox doctor --fix-cors`, or " + paste);
  try {
    FixCors();
  } catch (const base::Error& error) {
    throw Finding(problem + "; the rule could not be written: " + error.what(),
                  "use a key that may write the bucket's settings, or " + paste);
  }
  for (int look = 0; look < kLooksAfterFix; ++look) {
    problem = FindCorsProblem();
    if (problem.empty()) return well + "; the rule was written";
    work::Wake().Wait({}, 0, kBetweenLooks);
  }
  throw Finding(problem + " although the rule was written", "wait a minute and call again");
}

}  // namespace clipbox::cli
