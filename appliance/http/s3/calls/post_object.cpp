// A browser's upload by an HTML form (Amazon S3 API reference, "POST Object"). Whoever holds the key has signed a
// policy. The form carries it with the fields that it allows; the file comes last.
#include <algorithm>
#include <array>

#include "base/encoding.h"
#include "base/error.h"
#include "base/text.h"
#include "http/s3/answer.h"
#include "http/s3/body.h"
#include "http/s3/checksums.h"
#include "http/s3/client_marks.h"
#include "http/s3/error.h"
#include "http/s3/form/form_reader.h"
#include "http/s3/form/post_policy.h"
#include "http/s3/object_head.h"
#include "http/s3/operations.h"

namespace clipbox::http {
namespace {

using objectstore::BucketStore;
using objectstore::ObjectInfo;

// S3's limit of all that stands before the file.
constexpr std::uint64_t kMaxFieldBytes = 20 << 10;
constexpr std::size_t kMaxFields = 100;
// Room for the frames of a form around its file.
constexpr std::uint64_t kFrameBytes = 64 << 10;
constexpr std::string_view kFileNameVariable = "${filename}";
constexpr std::string_view kSuccessRedirect = "success_action_redirect", kSuccessStatus = "success_action_status";

// Fields that say of the object what a header of a PUT says, by the same name; and those that have another.
constexpr std::array<std::string_view, 5> kHeaderFields = {"cache-control", "content-disposition", "content-encoding",
                                                           "content-type", "expires"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kRenamedFields = {
    {{"acl", "x-amz-acl"}, {"tagging", "x-amz-tagging"}}};
// Of the signature's own, which say nothing of the object.
constexpr std::array<std::string_view, 4> kSignatureFields = {"x-amz-algorithm", "x-amz-credential", "x-amz-date",
                                                              "x-amz-signature"};

std::string TextOfPart(FormReader& reader, std::uint64_t most) {
  std::string text;
  std::array<std::byte, 4096> block;
  while (const std::size_t got = reader.Read(block)) {
    if (text.size() + got > most) {
      throw S3Error(400, "MaxPostPreDataLengthExceededError",
                    "Your POST request fields preceding the upload file were too large.");
    }
    text.append(reinterpret_cast<const char*>(block.data()), got);
  }
  return text;
}

// S3 puts the file's name into any field that asks for it, before it looks at the policy.
void Expand(FormFields& fields, std::string_view file_name) {
  for (auto& [name, value] : fields) {
    if (name == "policy") continue;
    for (std::size_t at = 0; (at = value.find(kFileNameVariable, at)) != std::string::npos; at += file_name.size())
      value.replace(at, kFileNameVariable.size(), file_name);
  }
}

// All fields before the file, to whose first byte the reader is brought. What follows the file counts for nothing.
FormFields ReadFields(FormReader& reader) {
  FormFields fields;
  std::uint64_t left = kMaxFieldBytes;
  for (;;) {
    const auto part = reader.Next();
    if (!part) throw S3Error(400, "InvalidArgument", "POST requires exactly one file upload per request.");
    const std::string name = base::ToLower(part->name);
    if (name == "file") {
      // Some browsers send the path.
      const std::size_t folder = part->file_name.find_last_of("/\\");
      Expand(fields, folder == std::string::npos ? part->file_name : part->file_name.substr(folder + 1));
      return fields;
    }
    std::string value = TextOfPart(reader, left);
    left -= std::min<std::uint64_t>(left, value.size() + name.size());
    if (!fields.emplace(name, std::move(value)).second || fields.size() > kMaxFields)
      throw S3Error(400, "InvalidArgument", "The field " + base::PlainLine(name, 100) + " is one too many.");
  }
}

const std::string& RequiredField(const FormFields& fields, const std::string& name) {
  const auto found = fields.find(name);
  if (found != fields.end() && !found->second.empty()) return found->second;
  throw S3Error(400, "InvalidArgument",
                "Bucket POST must contain a field named '" + name +
                    "'.  If it is specified, please check the order of the fields.");
}

PostPolicy VerifiedPolicy(BucketStore& store, const FormFields& fields) {
  if (!fields.contains("policy")) throw S3Error(403, "AccessDenied", "Access Denied");
  if (fields.contains("awsaccesskeyid") && !fields.contains("x-amz-algorithm")) throw OldSignatureOfForm();
  const std::string& text = RequiredField(fields, "policy");
  if (RequiredField(fields, "x-amz-algorithm") != crypto::kSigV4Algorithm)
    throw S3Error(400, "InvalidArgument", "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
  RequireValid(store.VerifyPolicy({RequiredField(fields, "x-amz-credential"), RequiredField(fields, "x-amz-date"),
                                   RequiredField(fields, "x-amz-signature"), text}));
  const auto json = base::FromBase64(text);
  if (!json) throw S3Error(400, "InvalidPolicyDocument", "Invalid Policy: it is not base64.");
  return PostPolicy(*json);
}

// The fields that say something of the object, as the headers of a PUT that signs them all.
S3Request ObjectRequest(Request& http, const FormFields& fields, const std::string& bucket) {
  const auto is_in = [](const auto& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  crypto::SigV4Check signature;
  signature.presigned = true;
  signature.payload_hash = crypto::kUnsignedPayload;
  for (const auto& [field, value] : fields) {
    std::string name = field;
    for (const auto& [renamed, header] : kRenamedFields) {
      if (name == renamed) name = header;
    }
    const bool is_of_object =
        is_in(kHeaderFields, name) || (name.starts_with("x-amz-") && !is_in(kSignatureFields, name));
    if (!is_of_object) continue;
    RequireGoodHeader(name, value);
    http.headers.Set(name, value);
    signature.signed_headers.push_back(std::move(name));
  }
  const std::string& key = RequiredField(fields, "key");
  RequireGoodKey(key);
  return {http, std::move(signature), bucket, key, {}};
}

// A page of ours that the browser is sent to; empty where none is asked for. Elsewhere nobody is sent: the policy's
// signer would not know by whom.
std::string OwnPage(const Request& request, const FormFields& fields) {
  const auto found = fields.find(std::string(kSuccessRedirect));
  if (found == fields.end() || found->second.empty()) return {};
  if (found->second.starts_with(request.origin + "/") && IsHeaderValue(found->second)) return found->second;
  throw S3Error(400, "InvalidArgument", "success_action_redirect must lead to a page of this server.");
}

Response Success(const Request& request, const FormFields& fields, const std::string& bucket, const ObjectInfo& info,
                 const std::string& page) {
  const std::string& key = fields.at("key");
  const std::string location =
      request.origin + "/" + base::PercentEncode(bucket) + "/" + base::PercentEncode(key, true);
  const auto asked = fields.find(std::string(kSuccessStatus));
  const std::string status = asked == fields.end() ? "" : asked->second;
  Response response = EmptyResponse(status == "200" ? 200 : 204);
  if (!page.empty()) {
    response.status = 303;
    response.headers.Set("Location", page + (page.find('?') == std::string::npos ? "?" : "&") +
                                         "bucket=" + base::PercentEncode(bucket) + "&key=" + base::PercentEncode(key) +
                                         "&etag=" + base::PercentEncode(Quoted(info.etag)));
    return response;
  }
  if (status == "201") {
    response = XmlResponse(
        {"PostResponse", "", {{"Location", location}, {"Bucket", bucket}, {"Key", key}, {"ETag", Quoted(info.etag)}}});
    response.status = 201;
  }
  response.headers.Set("Location", location);
  response.headers.Set("ETag", Quoted(info.etag));
  AddChecksum(info.checksum, true, response.headers);
  return response;
}

}  // namespace

bool IsFormUpload(const Request& request) {
  const std::string_view path = request.target.raw_path;
  const std::size_t slash = path.find('/', 1);
  const bool is_bucket = path.size() > 1 && (slash == std::string_view::npos || slash + 1 == path.size());
  return request.method == "POST" && is_bucket && request.target.raw_query.empty() && !request.is_aws_signed &&
         FormBoundary(request.headers.Find("Content-Type").value_or("")).has_value();
}

Response PostObject(BucketStore& store, Request& request) {
  const std::string bucket = base::PercentDecode(BucketSegment(request)).value_or("");
  FormReader reader(*request.body, FormBoundary(request.headers.Find("Content-Type").value_or("")).value());
  const FormFields fields = ReadFields(reader);
  const PostPolicy policy = VerifiedPolicy(store, fields);
  policy.Check(bucket, fields, store.Now());
  const std::string page = OwnPage(request, fields);
  const std::uint64_t most = std::min(policy.most_bytes(), kMaxBodyBytes);
  if (request.content_length.value_or(0) > most + kMaxFieldBytes + kFrameBytes) throw EntityTooLarge(most);

  Request object_request;
  object_request.method = request.method;
  object_request.body = &reader;
  object_request.is_chunked = true;  // how long the file is, nobody says
  S3Request parsed = ObjectRequest(object_request, fields, bucket);
  parsed.object = {store.InternalName(bucket), parsed.key};
  const objectstore::ObjectHead head = HeadOf(parsed);
  objectstore::IncomingFile incoming = ReceiveBody(store, parsed, {.room_bytes = policy.most_bytes()});
  if (incoming.size_bytes() < policy.least_bytes()) {
    throw S3Error(400, "EntityTooSmall",
                  "Your proposed upload is smaller than the minimum allowed size of " +
                      std::to_string(policy.least_bytes()) + " bytes.");
  }
  return Success(request, fields, bucket, store.PutObject(parsed.object, head, std::move(incoming)), page);
}

}  // namespace clipbox::http
