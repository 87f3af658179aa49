#include "http/s3_endpoint.h"

#include <algorithm>
#include <array>

#include "base/id.h"
#include "http/s3_error.h"
#include "http/s3_multipart.h"
#include "http/s3_object.h"

namespace clipbox::http {
namespace {

using objectstore::EmbeddedStore;
using objectstore::SignatureVerdict;

using Operation = Response (*)(EmbeddedStore&, const S3Request&);

// An operation is its method and exactly these parameters of the query, beside those that may always stand there.
struct Entry {
  std::string_view method;
  std::vector<std::string_view> query;  // sorted
  std::vector<std::string_view> optional;
  Operation operation;
};

const std::vector<Entry>& Operations() {
  static const std::vector<Entry> entries = {
      {"GET", {}, {}, GetObject},
      {"HEAD", {}, {}, GetObject},
      {"PUT", {}, {}, PutObject},
      {"DELETE", {}, {}, DeleteObject},
      {"PUT", {"partNumber", "uploadId"}, {}, UploadPart},
      {"GET", {"uploadId"}, {"max-parts", "part-number-marker"}, ListParts},
      {"POST", {"uploadId"}, {}, CompleteMultipartUpload},
      {"DELETE", {"uploadId"}, {}, AbortMultipartUpload},
      {"POST", {"uploads"}, {}, CreateMultipartUpload},
  };
  return entries;
}

// Parameters that say nothing of what is asked for: the signature's own, SDKs' names of calls, overrides of the
// answer's headers.
bool IsNeutral(std::string_view name) {
  return name.starts_with("X-Amz-") || name.starts_with("response-") || name == "x-id";
}

Operation FindOperation(const S3Request& request) {
  const auto fits = [&](const Entry& entry) {
    std::vector<std::string_view> names;
    for (const auto& item : request.query) {
      const bool is_optional =
          std::find(entry.optional.begin(), entry.optional.end(), item.name) != entry.optional.end();
      if (!IsNeutral(item.name) && !is_optional) names.push_back(item.name);
    }
    std::sort(names.begin(), names.end());
    return entry.method == request.http.method && entry.query == names;
  };
  const auto found = std::find_if(Operations().begin(), Operations().end(), fits);
  return found == Operations().end() ? nullptr : found->operation;
}

// What the query alone does not show.
void RefuseUnimplemented(const S3Request& request) {
  if (objectstore::IsChunkSigned(request.signature)) throw NotImplemented("bodies in signed chunks (aws-chunked)");
  if (request.SignedHeader("x-amz-copy-source")) throw NotImplemented("copying");
}

std::string HostOf(std::string_view origin) {
  const std::size_t mark = origin.find("://");
  return std::string(mark == std::string_view::npos ? origin : origin.substr(mark + 3));
}

// Every name by which the client may have signed for us (api.md, the embedded store).
std::vector<std::string> HostsOf(const Request& request) {
  std::vector<std::string> hosts;
  for (std::string host :
       {std::string(request.headers.Find("Host").value_or("")), request.host, HostOf(request.origin)}) {
    if (!host.empty() && std::find(hosts.begin(), hosts.end(), host) == hosts.end()) hosts.push_back(std::move(host));
  }
  return hosts;
}

void RequireValid(SignatureVerdict verdict) {
  switch (verdict) {
    case SignatureVerdict::kValid:
      return;
    case SignatureVerdict::kMalformed:
      throw S3Error(403, "AccessDenied", "The request is not signed, or its signature cannot be read.");
    case SignatureVerdict::kUnknownKey:
      throw S3Error(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
    case SignatureVerdict::kMismatch:
      throw S3Error(403, "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided. Check your key and "
                    "signing method.");
    case SignatureVerdict::kExpired:
      throw S3Error(403, "AccessDenied", "Request has expired");
    case SignatureVerdict::kSkewed:
      throw S3Error(403, "RequestTimeTooSkewed",
                    "The difference between the request time and the current time is too large.");
    case SignatureVerdict::kUnsignedHeader:
      throw S3Error(403, "AccessDenied", "There were headers present in the request which were not signed");
  }
}

}  // namespace

objectstore::SignatureCheck S3Endpoint::Authenticate(const Request& request) const {
  objectstore::SignedRequest received{
      request.method, request.target.raw_path + "?" + request.target.raw_query, {}, HostsOf(request)};
  for (const Header& header : request.headers.all()) received.headers.push_back({header.name, header.value});
  objectstore::SignatureCheck check = store_.Verify(received);
  RequireValid(check.verdict);
  return check;
}

Response S3Endpoint::Dispatch(Request& request) const {
  // A browser sends its preflight without credentials, so nothing of it is verified; it opens nothing either.
  if (request.method == "OPTIONS") return cors_.Preflight(request);
  const S3Request parsed = ParseS3Request(request, Authenticate(request));
  if (parsed.bucket.empty() || parsed.key.empty()) throw NotImplemented("calls on buckets");
  if (parsed.bucket != store_.bucket()) throw S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
  const Operation operation = FindOperation(parsed);
  if (operation == nullptr) throw NotImplemented("this call");
  RefuseUnimplemented(parsed);
  return operation(store_, parsed);
}

Response S3Endpoint::Answer(Request& request) const {
  const std::string request_id = base::RandomHex(8);
  Response response;
  try {
    response = Dispatch(request);
  } catch (...) {
    response = S3ErrorResponse(std::current_exception(), request.target.raw_path, request_id);
  }
  response.headers.Add("x-amz-request-id", request_id);
  cors_.Apply(request, response);
  return response;
}

}  // namespace clipbox::http
