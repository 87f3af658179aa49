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
    for (std::size_t at = etag.find(quote); at != std::string::npos; at = etag.find(quote)) etag.erase(at, quote.size());
  }
  return etag;
}

}  // namespace

std::vector<std::string> KeySettings() {
  return {std::string("storage.access_key_id=") + kAccessKeyId, std::string("storage.secret_access_key=") + kSecretAccessKey,
          "youtube.metadata=off"};
}

net::HttpResponse RemoteUnderTest::Call(const std::string& method, const std::string& key, const std::vector<crypto::NameValue>& query,
                                        std::string body) {
  const std::string url = crypto::PresignUrl(keys_, {method, origin_, key.empty() ? "/clipbox" : "/clipbox/" + key, query, "auto",
                                                     base::SystemClock().Now(), std::chrono::hours(1)});
  net::HttpRequest request{url, net::Reach::kConfigured, method, {}, std::move(body)};
  request.max_bytes = 64 << 20;
  return http_.Send(request, {});
}

std::string RemoteUnderTest::Require(const std::string& method, const std::string& key, const std::vector<crypto::NameValue>& query,
                                     std::string body) {
  net::HttpResponse answer = Call(method, key, query, std::move(body));
  if (answer.status / 100 == 2 && answer.body.find("<Error>") == std::string::npos) return std::move(answer.body);
  throw std::runtime_error(method + " " + key + ": " + std::to_string(answer.status) + " " + answer.body);
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
    case Verb::kPut:
      Require("PUT", key, {}, BytesOf(operation.piece));
      return;
    case Verb::kDelete:
      Require("DELETE", key);
      return;
    case Verb::kBegin:
      uploads_[key] = TextsOf(Require("POST", key, {{"uploads", ""}}), "UploadId").at(0);
      return;
    case Verb::kPart:
      Require("PUT", key, {{"partNumber", std::to_string(operation.part_number)}, {"uploadId", UploadOf(key)}}, BytesOf(operation.piece));
      return;
    case Verb::kComplete:
      return Complete(key);
    case Verb::kAbort:
      Require("DELETE", key, {{"uploadId", UploadOf(key)}});
      uploads_.erase(key);
      return;
    case Verb::kCopy:
      // A presigned request signs no header that says what to copy; read and put does the same to the store.
      Require("PUT", key, {}, Require("GET", operation.source));
  }
}

std::vector<std::string> RemoteUnderTest::Objects() { return TextsOf(Require("GET", "", {{"list-type", "2"}}), "Key"); }

std::vector<std::string> RemoteUnderTest::Uploads() { return TextsOf(Require("GET", "", {{"uploads", ""}}), "Key"); }

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
  for (std::size_t i = 0; i < numbers.size(); ++i) parts[std::stoi(numbers[i])] = {Unquoted(etags.at(i)), std::stoull(sizes.at(i))};
  return parts;
}

}  // namespace clipbox::fault
