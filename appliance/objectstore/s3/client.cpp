#include "objectstore/s3/client.h"

#include <algorithm>
#include <array>

#include "base/clock.h"
#include "base/encoding.h"
#include "base/error.h"
#include "base/log.h"
#include "crypto/sha256.h"
#include "crypto/sigv4_presign.h"
#include "objectstore/s3/failure.h"

namespace clipbox::objectstore::s3 {
namespace {

using base::Error;
using base::ErrorCode;
using crypto::NameValue;

constexpr std::uint64_t kSlowestBytesPerSecond = 64 * 1024;

std::string QueryText(const std::vector<NameValue>& query) {
  std::string text;
  for (const NameValue& item : query) {
    text += (text.empty() ? "?" : "&") + base::PercentEncode(item.name) + "=" + base::PercentEncode(item.value);
  }
  return text;
}

// Range and conditions stay out of the signature: what stands between may rewrite them, and they change nothing in the
// store.
bool IsSigned(const NameValue& header) {
  return header.name.starts_with("x-amz-") || header.name == "content-type" || header.name == "content-md5";
}

S3Options Checked(const S3Options& options) {
  if (options.access_key_id.empty() || options.secret_access_key.empty()) {
    throw Error(ErrorCode::kConfiguration,
                "storage.access_key_id and storage.secret_access_key are needed for an S3 store");
  }
  return options;
}

}  // namespace

Client::Client(const S3Options& options, const base::Clock& clock, std::unique_ptr<RetryPace> pace)
    : endpoint_(MakeEndpoint(options)),
      region_(options.region),
      timeouts_(options.timeouts),
      clock_(clock),
      pace_(std::move(pace)),
      keys_({Checked(options).access_key_id, options.secret_access_key}) {}

// Words under a 2xx come from something between us and the store, which never heard of the call.
void Client::Send(const Call& call) {
  Run(call, [&call](const net::HttpResponse& response) {
    if (!response.body.empty()) throw BadAnswer(call.what, call.key, "it has a body where none belongs");
  });
}

void Client::Run(const Call& call, const std::function<void(const net::HttpResponse&)>& read) {
  for (int tried = 1;; ++tried) {
    std::chrono::seconds asked{0};
    try {
      return TryOnce(call, read);
    } catch (const Failure& failure) {
      if (!failure.may_pass || tried == call.tries || stop_.stop_requested()) throw;
      asked = std::chrono::seconds(failure.details().retry_after_seconds);
      base::LogInfo("objectstore.retry",
                    {{"call", call.what}, {"key", call.key}, {"try", tried}, {"error", failure.what()}});
    }
    pace_->Wait(RetryDelay(tried, asked, pace_->Random()), stop_.get_token());
  }
}

void Client::TryOnce(const Call& call, const std::function<void(const net::HttpResponse&)>& read) {
  const net::HttpResponse response = Exchange(call);
  NoteClock(response);
  const bool is_taken = response.status / 100 == 2 || response.status == call.also_status;
  const bool has_object = call.method == "GET" && call.bytes > 0;
  if (!is_taken || (!has_object && HoldsError(response))) {
    throw FailureOf({call.what, call.key, clock_offset()}, response);
  }
  read(response);
}

net::HttpResponse Client::Exchange(const Call& call) {
  try {
    return http_.Send(Request(call), stop_.get_token());
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kInputOutput) throw;  // our own file
    throw Unreachable({call.what, call.key, std::nullopt}, error);
  }
}

// Signed at this moment: a try after a long wait must not carry an old time. The header fields as they go out,
// Authorization last.
std::vector<NameValue> Client::Sign(const Call& call) {
  const std::string amz_date = crypto::ToAmzDate(clock_.Now());
  const crypto::SigV4Scope scope{amz_date.substr(0, 8), region_};
  crypto::SignableRequest signable{call.method, endpoint_.PathOf(call.key), call.query, {}, {}};
  signable.payload_hash = call.file == nullptr ? crypto::Sha256Hex(call.body) : std::string(crypto::kUnsignedPayload);
  std::vector<NameValue> headers = call.headers;
  headers.push_back({"x-amz-content-sha256", signable.payload_hash});
  headers.push_back({"x-amz-date", amz_date});
  std::copy_if(headers.begin(), headers.end(), std::back_inserter(signable.headers), IsSigned);
  signable.headers.push_back({"host", endpoint_.host});
  std::sort(signable.headers.begin(), signable.headers.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  std::string names;
  for (const NameValue& header : signable.headers) names += (names.empty() ? "" : ";") + header.name;
  const std::string signature = crypto::SignRequest(keys_, signable, amz_date, scope);
  headers.push_back({"authorization", std::string(crypto::kSigV4Algorithm) + " Credential=" + keys_.access_key_id() +
                                          "/" + crypto::ToText(scope) + ",SignedHeaders=" + names +
                                          ",Signature=" + signature});
  return headers;
}

net::HttpRequest Client::Request(const Call& call) {
  net::HttpRequest request;
  request.url = endpoint_.origin + base::PercentEncode(endpoint_.PathOf(call.key), true) + QueryText(call.query);
  request.reach = net::Reach::kConfigured;
  request.method = call.method;
  request.body = call.body;
  bool has_type = false;
  for (const NameValue& header : Sign(call)) {
    request.headers.push_back(header.name + ": " + header.value);
    has_type = has_type || header.name == "content-type";
  }
  if (!has_type) request.headers.push_back("content-type:");  // libcurl would name a form
  request.upload = call.file;
  request.upload_from = call.from;
  request.upload_bytes = call.file == nullptr ? 0 : call.bytes;
  request.max_bytes = kMaxDocumentBytes + call.bytes;
  request.connect_timeout = timeouts_.connect;
  request.total_timeout = (call.timeout.count() > 0 ? call.timeout : timeouts_.answer) +
                          std::chrono::seconds(call.bytes / kSlowestBytesPerSecond);
  request.stall_timeout = call.bytes > 0 ? timeouts_.stall : std::chrono::milliseconds(0);
  return request;
}

std::string Client::Presign(std::string_view method, const std::string& key, std::vector<NameValue> query,
                            std::chrono::seconds expires) {
  const std::string path = endpoint_.PathOf(key);
  return crypto::PresignUrl(keys_, {method, endpoint_.origin, path, std::move(query), region_, clock_.Now(), expires});
}

void Client::NoteClock(const net::HttpResponse& response) {
  const auto theirs = base::FromHttpDate(response.Header("date"));
  if (!theirs) return;
  clock_offset_seconds_ = std::chrono::round<std::chrono::seconds>(*theirs - clock_.Now()).count();
}

std::optional<std::chrono::seconds> Client::clock_offset() const {
  const std::int64_t seconds = clock_offset_seconds_;
  return seconds == kNoOffset ? std::nullopt : std::optional(std::chrono::seconds(seconds));
}

}  // namespace clipbox::objectstore::s3
