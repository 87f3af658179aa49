#include "http/s3/client_marks.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace clipbox::http {
namespace {

constexpr std::string_view kUseVersion4 = "Sign by AWS Signature Version 4 (AWS4-HMAC-SHA256)";

// As boto3, the SDKs of AWS and MinIO's introduce themselves.
constexpr std::array<std::string_view, 6> kAgentNames = {"Boto3/",   "Botocore/",     "aws-cli/",
                                                         "aws-sdk-", "aws-internal/", "MinIO "};

// Parameters of no page of ours. SDKs name the call by x-id; the key's id is of Signature Version 2.
constexpr std::string_view kVersion2Key = "AWSAccessKeyId";
constexpr std::array<std::string_view, 4> kMarkingParameters = {"x-id", "list-type", "max-buckets", kVersion2Key};

std::string_view AuthorizationOf(const Request& request) {
  return base::Trim(request.headers.Find("Authorization").value_or(""));
}

// CloudFront puts x-amz-cf-id on whatever it forwards.
bool IsHeaderOfS3(const Header& header) {
  const std::string name = base::ToLower(header.name);
  return (name.starts_with("x-amz-") && !name.starts_with("x-amz-cf-")) || name.starts_with("amz-sdk-");
}

bool IsParameterOfS3(std::string_view name) {
  return std::find(kMarkingParameters.begin(), kMarkingParameters.end(), name) != kMarkingParameters.end() ||
         name.starts_with("X-Amz-");
}

bool HasVersion4InQuery(const Request& request) {
  const auto& all = request.target.query.all();
  return std::any_of(all.begin(), all.end(), [](const auto& item) { return item.first.starts_with("X-Amz-"); });
}

}  // namespace

bool HasClientMarks(const Request& request) {
  const std::string_view authorization = AuthorizationOf(request);
  if (request.headers.Has("Authorization") && (authorization.empty() || authorization.starts_with("AWS"))) return true;
  const auto& headers = request.headers.all();
  if (std::any_of(headers.begin(), headers.end(), IsHeaderOfS3)) return true;
  const auto& query = request.target.query.all();
  if (std::any_of(query.begin(), query.end(), [](const auto& item) { return IsParameterOfS3(item.first); }))
    return true;
  const std::string_view agent = request.headers.Find("User-Agent").value_or("");
  return std::any_of(kAgentNames.begin(), kAgentNames.end(),
                     [agent](std::string_view name) { return agent.starts_with(name); });
}

bool IsAnonymous(const Request& request) {
  return AuthorizationOf(request).empty() && !HasVersion4InQuery(request) && !request.target.query.Has(kVersion2Key);
}

S3Error NoGoodSignature(const Request& request) {
  const std::string_view authorization = AuthorizationOf(request);
  const std::string advice(kUseVersion4);
  if (HasVersion4InQuery(request) || authorization.starts_with("AWS4-")) {
    return {403, "AccessDenied",
            "The signature cannot be read. " + advice + ", with credential, signed headers, signature and date."};
  }
  const bool is_version_2 = authorization.starts_with("AWS ");
  if (is_version_2 && authorization.find(':') == std::string_view::npos)
    return {400, "InvalidArgument", "The Authorization header cannot be read. " + advice + "."};
  if (is_version_2 || request.target.query.Has(kVersion2Key)) {
    return {403, "AccessDenied",
            "Signature Version 2 is not supported. " + advice + "; in boto3: Config(signature_version='s3v4')."};
  }
  return {403, "AccessDenied", "The request is not signed. " + advice + "."};
}

S3Error OldSignatureOfForm() {
  return {400, "InvalidRequest",
          "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."};
}

}  // namespace clipbox::http
