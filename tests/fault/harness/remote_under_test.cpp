#include "fault/harness/remote_under_test.h"

#include <algorithm>
#include <stdexcept>

#include "crypto/md5.h"

namespace clipbox::fault {
namespace {

// The texts of all elements of one name, in their order. The keys of these tests need no unescaping.
std::vector<std::string> TextsOf(const std::string& xml, const std::string& name) {
  const std::string open = "<" + name + ">";
  std::vector<std::string> texts;
  for (std::size_t at = xml.find(open); at != std::string::npos; at = xml.find(open, at + 1)) {
    const std::size_t start = at + open.size();
    texts.push_back(xml.substr(start, xml.find("</", start) - start));
  }
  return texts;
}

std::string Unquoted(std::string etag) {
  for (const std::string quote : {"&quot;", "\""}) {
    for (std::size_t at = etag.find(quote); at != std::string::npos; at = etag.find(quote))
      etag.erase(at, quote.size());
  }
  return etag;
}

// Throws for an answer other than 2xx, and for an error under a 200.
std::string BodyOf(net::HttpResponse answer, const std::string& call) {
  if (answer.status / 100 == 2 && answer.body.find("<Error>") == std::string::npos) return std::move(answer.body);
  throw std::runtime_error(call + ": " + std::to_string(answer.status) + " " + answer.body);
}

}  // namespace

std::vector<std::string> KeySettings() {
  return {std::string("storage.access_key_id=") + kAccessKeyId,
          std::string("storage.secret_access_key=") + kSecretAccessKey, "youtube.metadata=off"};
}

net::HttpResponse RemoteUnderTest::Send(const std::string& url, const std::string& method, std::string body,
                                        std::vector<std::string> headers) {
  net::HttpRequest request{url, net::Reach::kConfigured, method, std::move(headers), std::move(body)};
  request.max_bytes = 64 << 20;
  return http_.Send(request, {});
}

net::HttpResponse RemoteUnderTest::CallAt(const std::string& method, const std::string& path,
                                          const std::vector<crypto::NameValue>& query, std::string body) {
  return Send(crypto::PresignUrl(
                  keys_, {method, origin_, path, query, "auto", base::SystemClock().Now(), std::chrono::hours(1)}),
              method, std::move(body), {});
}

net::HttpResponse RemoteUnderTest::Call(const std::string& method, const std::string& key,
                                        const std::vector<crypto::NameValue>& query, std::string body) {
  return CallAt(method, key.empty() ? "/clipbox" : "/clipbox/" + key, query, std::move(body));
}

std::string RemoteUnderTest::Require(const std::string& method, const std::string& key,
                                     const std::vector<crypto::NameValue>& query, std::string body) {
  return BodyOf(Call(method, key, query, std::move(body)), method + " " + key);
}

// Signed in its headers, of which one says what to copy: a presigned URL signs none.
void RemoteUnderTest::Copy(const std::string& source, const std::string& key) {
  const std::string date = crypto::ToAmzDate(base::SystemClock().Now()), path = "/clipbox/" + key;
  const crypto::SigV4Scope scope{date.substr(0, 8), "auto"};
  const std::vector<crypto::NameValue> headers = {{"host", origin_.substr(origin_.find("://") + 3)},
                                                  {"x-amz-content-sha256", std::string(crypto::kUnsignedPayload)},
                                                  {"x-amz-copy-source", "/clipbox/" + source},
                                                  {"x-amz-date", date}};
  const std::string signature =
      crypto::SignRequest(keys_, {"PUT", path, {}, headers, std::string(crypto::kUnsignedPayload)}, date, scope);
  std::vector<std::string> lines = {
      "Authorization: AWS4-HMAC-SHA256 Credential=" + keys_.access_key_id() + "/" + ToText(scope) +
      ",SignedHeaders=host;x-amz-content-sha256;x-amz-copy-source;x-amz-date,Signature=" + signature};
  for (std::size_t i = 1; i < headers.size(); ++i) lines.push_back(headers[i].name + ": " + headers[i].value);
  BodyOf(Send(origin_ + path, "PUT", "", std::move(lines)), "copy " + source + " to " + key);
}

std::string RemoteUnderTest::UploadOf(const std::string& key) {
  if (const auto known = uploads_.find(key); known != uploads_.end()) return known->second;
  const std::string listed = Require("GET", "", {{"uploads", ""}});
  const auto keys = TextsOf(listed, "Key");
  const auto ids = TextsOf(listed, "UploadId");
  const auto found = std::find(keys.begin(), keys.end(), key);
  if (found == keys.end()) throw std::runtime_error("no upload of " + key + " is open");
  return uploads_[key] = ids.at(static_cast<std::size_t>(found - keys.begin()));
}

void RemoteUnderTest::Complete(const std::string& key) {
  std::string xml = "<CompleteMultipartUpload>";
  for (const auto& [number, part] : Parts(key)) {
    xml += "<Part><PartNumber>" + std::to_string(number) + "</PartNumber><ETag>" + part.etag + "</ETag></Part>";
  }
  Require("POST", key, {{"uploadId", UploadOf(key)}}, xml + "</CompleteMultipartUpload>");
  uploads_.erase(key);
}

void RemoteUnderTest::Do(const Operation& operation) {
  const std::string& key = operation.key;
  switch (operation.verb) {
    case Verb::kPut: Require("PUT", key, {}, BytesOf(operation.piece)); return;
    case Verb::kDelete: Require("DELETE", key); return;
    case Verb::kBegin: uploads_[key] = TextsOf(Require("POST", key, {{"uploads", ""}}), "UploadId").at(0); return;
    case Verb::kPart:
      Require("PUT", key, {{"partNumber", std::to_string(operation.part_number)}, {"uploadId", UploadOf(key)}},
              BytesOf(operation.piece));
      return;
    case Verb::kComplete: return Complete(key);
    case Verb::kAbort:
      Require("DELETE", key, {{"uploadId", UploadOf(key)}});
      uploads_.erase(key);
      return;
    case Verb::kCopy: return Copy(operation.source, key);
    case Verb::kMakeBucket: BodyOf(CallAt("PUT", "/" + key), "make bucket " + key); return;
    case Verb::kRemoveBucket: BodyOf(CallAt("DELETE", "/" + key), "remove bucket " + key);
  }
}

std::vector<std::string> RemoteUnderTest::Objects() { return TextsOf(Require("GET", "", {{"list-type", "2"}}), "Key"); }

std::vector<std::string> RemoteUnderTest::Uploads() { return TextsOf(Require("GET", "", {{"uploads", ""}}), "Key"); }

std::vector<std::string> RemoteUnderTest::Buckets() {
  std::vector<std::string> names = TextsOf(BodyOf(CallAt("GET", "/"), "list buckets"), "Name");
  std::erase(names, "clipbox");
  return names;
}

std::optional<std::string> RemoteUnderTest::ReadMd5(const std::string& key) {
  if (Call("HEAD", key).status == 404) return std::nullopt;
  return crypto::Md5Hex(Require("GET", key));
}

std::map<int, StoredPart> RemoteUnderTest::Parts(const std::string& key) {
  const std::string listed = Require("GET", key, {{"uploadId", UploadOf(key)}});
  const auto numbers = TextsOf(listed, "PartNumber");
  const auto etags = TextsOf(listed, "ETag");
  const auto sizes = TextsOf(listed, "Size");
  std::map<int, StoredPart> parts;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    parts[std::stoi(numbers[i])] = {Unquoted(etags.at(i)), std::stoull(sizes.at(i))};
  return parts;
}

}  // namespace clipbox::fault
