#include "http/s3/endpoint.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/error.h"
#include "base/id.h"
#include "http/s3/client_marks.h"
#include "http/s3/error.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

std::string HostOf(std::string_view origin) {
  const std::size_t mark = origin.find("://");
  return std::string(mark == std::string_view::npos ? origin : origin.substr(mark + 3));
}

// Every name by which the client may have signed for us: as it was sent, as a proxy was asked, and as links name us.
std::vector<std::string> HostsOf(const Request& request) {
  std::vector<std::string> hosts;
  for (std::string host :
       {std::string(request.headers.Find("Host").value_or("")), request.host, HostOf(request.origin)}) {
    if (!host.empty() && std::find(hosts.begin(), hosts.end(), host) == hosts.end()) hosts.push_back(std::move(host));
  }
  return hosts;
}

[[noreturn]] void ThrowNoSuchBucket(std::string_view bucket) {
  throw base::Error(base::ErrorCode::kNotFound, "there is no bucket " + std::string(bucket));
}

// By method and path alone: before a signature was looked at.
bool AsksToMakeBucket(const Request& request) {
  const std::size_t rest = request.target.raw_path.size() - std::min<std::size_t>(1, request.target.raw_path.size()) -
                           BucketSegment(request).size();
  return request.method == "PUT" && rest <= 1;
}

}  // namespace

crypto::SigV4Check S3Endpoint::Authenticate(const Request& request) const {
  crypto::ReceivedRequest received{
      request.method, request.target.raw_path + "?" + request.target.raw_query, {}, HostsOf(request)};
  for (const Header& header : request.headers.all()) received.headers.push_back({header.name, header.value});
  crypto::SigV4Check check = store_.Verify(received);
  if (check.verdict == crypto::SigV4Verdict::kMalformed) throw NoGoodSignature(request);
  RequireValid(check.verdict);
  return check;
}

Response S3Endpoint::Dispatch(Request& request) const {
  // A browser sends its preflight without credentials, so nothing of it is verified; it opens nothing either.
  if (request.method == "OPTIONS") return cors_.Preflight(request);
  if (IsFormUpload(request) && HasBucketOf(request)) return PostObject(store_, request);
  // As S3 tells it to anybody.
  const std::string_view asked = BucketSegment(request);
  if (IsAnonymous(request) && !asked.empty() && !AsksToMakeBucket(request) && !HasBucketOf(request))
    ThrowNoSuchBucket(asked);
  S3Request parsed = ParseS3Request(request, Authenticate(request));
  const Operation operation = GetOperation(parsed);
  parsed.object = {store_.InternalName(parsed.bucket), parsed.key};
  if (!parsed.object.bucket.empty() && !MakesBucket(operation) && !store_.buckets().Has(parsed.object.bucket))
    ThrowNoSuchBucket(parsed.bucket);
  return operation(store_, parsed);
}

bool S3Endpoint::HasBucketOf(const Request& request) const {
  const std::string bucket = base::PercentDecode(BucketSegment(request)).value_or("");
  return !bucket.empty() && store_.buckets().Has(store_.InternalName(bucket));
}

Response S3Endpoint::Answer(Request& request) const {
  const std::string request_id = base::RandomHex(8);
  Response response;
  try {
    response = Dispatch(request);
    cors_.Apply(request, response);
  } catch (...) {
    response = S3ErrorResponse(std::current_exception(), request.target.raw_path, request_id);
    ApplyCorsToError(request, response);
  }
  response.headers.Add("x-amz-request-id", request_id);
  return response;
}

// The rules may be out of reach for the same reason as what was asked for.
void S3Endpoint::ApplyCorsToError(const Request& request, Response& response) const noexcept {
  try {
    cors_.Apply(request, response);
  } catch (const std::exception&) {
    response.headers.Set("Vary", "Origin");
  }
}

}  // namespace clipbox::http
