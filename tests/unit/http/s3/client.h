// A client of the S3 endpoint without a socket. It makes the request that a browser or an SDK would make of a signed
// URL or with a signed header. It hands it to the endpoint of a store of its own.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/encoding.h"
#include "base/error.h"
#include "crypto/md5.h"
#include "crypto/sha256.h"
#include "crypto/sigv4.h"
#include "http/s3/endpoint.h"
#include "objectstore/embedded/embedded_store.h"
#include "temp_dir.h"
#include "xml/element.h"

namespace clipbox::http {

// A body that lies in memory; it can end early, as when a client goes away.
class TextBody final : public BodyReader {
 public:
  TextBody(std::string text, std::uint64_t announced) : text_(std::move(text)), announced_(announced) {}
  std::size_t Read(std::span<std::byte> into) override {
    const std::size_t count = std::min<std::size_t>({into.size(), text_.size() - read_, announced_ - read_, 1000});
    if (count == 0 && announced_ > read_) throw base::Error(base::ErrorCode::kIncompleteBody, "the client went away");
    std::memcpy(into.data(), text_.data() + read_, count);
    read_ += count;
    return count;
  }

 private:
  const std::string text_;
  const std::uint64_t announced_;
  std::size_t read_ = 0;
};

class TextWriter final : public BodyWriter {
 public:
  void Write(std::string_view bytes) override { text += bytes; }
  void Flush() override {}
  std::stop_token stop() const override { return {}; }
  std::string text;
};

struct S3Answer {
  int status = 0;
  Headers headers;
  std::string body;

  std::string Header(std::string_view name) const { return std::string(headers.Find(name).value_or("")); }
  std::string Code() const {
    const auto root = xml::Parse(body, 1 << 20);
    return root ? std::string(root->TextOf("Code")) : "";
  }
  std::string Element(std::string_view name) const {
    return std::string(xml::Parse(body, 1 << 20).value().TextOf(name));
  }
  // The texts of `child` in every element of that name, in order.
  std::vector<std::string> All(std::string_view name, std::string_view child) const {
    std::vector<std::string> texts;
    const xml::Element root = xml::Parse(body, 1 << 20).value();
    for (const xml::Element& each : root.children) {
      if (each.name == name) texts.emplace_back(each.TextOf(child));
    }
    return texts;
  }
};

struct S3Client {
  static constexpr const char* kOrigin = "http://box.lan:8080";
  static constexpr const char* kHost = "box.lan:8080";
  using Fields = std::vector<std::pair<std::string, std::string>>;

  test::TempDir directory;
  base::ManualClock clock;
  objectstore::EmbeddedStore store{{.directory = directory.path(), .keep_free_bytes = 0}, clock};
  objectstore::BucketStore& bucket_store = store.bucket_store();
  S3Endpoint endpoint{bucket_store, {}};
  bool is_aws_signed = true;   // as the server sees it in the head
  bool sends_chunked = false;  // as the server hands over a body in HTTP's own chunks

  S3Answer Send(const std::string& method, const std::string& target, Fields fields = {}, const std::string& body = {},
                std::optional<std::uint64_t> announced = std::nullopt) {
    Request request;
    request.method = method;
    request.target = ParseTarget(target);
    request.scheme = "http";
    request.host = kHost;
    request.origin = kOrigin;
    request.is_aws_signed = is_aws_signed;
    request.headers.Add("Host", kHost);
    for (const auto& [name, value] : fields) request.headers.Add(name, value);
    if (method == "PUT" || method == "POST") request.content_length = announced.value_or(body.size());
    TextBody reader(body, request.content_length.value_or(0));
    request.is_chunked = sends_chunked && request.content_length;
    if (request.is_chunked) request.content_length.reset();
    request.body = &reader;
    return Receive(method, endpoint.Answer(request));
  }

  static S3Answer Receive(const std::string& method, const Response& response) {
    S3Answer answer{response.status, response.headers, response.body};
    if (response.stream && method != "HEAD") {
      TextWriter writer;
      response.stream->write(writer);
      answer.body = writer.text;
    }
    return answer;
  }

  // The target of a URL that the store presigns for itself.
  std::string Target(const objectstore::PresignRequest& wanted) {
    objectstore::PresignRequest request = wanted;
    request.origin = kOrigin;
    return store.Presign(request).substr(std::strlen(kOrigin));
  }

  std::string GetTarget(const std::string& key) {
    return Target({.method = objectstore::PresignMethod::kGet, .key = key});
  }
  std::string PutTarget(const std::string& key) {
    return Target({.method = objectstore::PresignMethod::kPut, .key = key});
  }
  std::string PartTarget(const std::string& key, const std::string& upload_id, int number) {
    return Target(
        {.method = objectstore::PresignMethod::kPut, .key = key, .upload_id = upload_id, .part_number = number});
  }

  // What a header-signed request carries besides: `fields` and the signature over all of them.
  struct Signed {
    Fields fields;
    std::string signature;
    std::string amz_date;
    crypto::SigV4Scope scope;
  };
  Signed Sign(const std::string& method, const std::string& path, const std::vector<crypto::NameValue>& query,
              Fields fields, const std::string& payload_hash) {
    crypto::SigningKeys keys(bucket_store.credentials());
    const std::string date = crypto::ToAmzDate(clock.Now());
    const crypto::SigV4Scope scope{date.substr(0, 8), "eu-west-3"};
    fields.push_back({"x-amz-content-sha256", payload_hash});
    fields.push_back({"x-amz-date", date});
    crypto::SignableRequest signable{method, path, query, {{"host", kHost}}, payload_hash};
    for (const auto& [name, value] : fields) signable.headers.push_back({name, value});
    std::vector<std::string> names = {"host"};
    for (const auto& field : fields) names.push_back(field.first);
    std::sort(names.begin(), names.end());
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ";") + name;
    const std::string signature = crypto::SignRequest(keys, signable, date, scope);
    fields.push_back({"Authorization", "AWS4-HMAC-SHA256 Credential=" + keys.access_key_id() + "/" + date.substr(0, 8) +
                                           "/eu-west-3/s3/aws4_request,SignedHeaders=" + list +
                                           ",Signature=" + signature});
    return {std::move(fields), signature, date, scope};
  }

  static std::string ToTarget(const std::string& path, const std::vector<crypto::NameValue>& query) {
    std::string target = base::PercentEncode(path, true);
    for (std::size_t i = 0; i < query.size(); ++i)
      target += (i == 0 ? "?" : "&") + base::PercentEncode(query[i].name) + "=" + base::PercentEncode(query[i].value);
    return target;
  }

  // The target of a URL that an SDK presigns: `more` stands in its query, and only the host is signed as a header.
  std::string Presigned(const std::string& method, const std::string& path,
                        const std::vector<crypto::NameValue>& more) {
    crypto::SigningKeys keys(bucket_store.credentials());
    const std::string date = crypto::ToAmzDate(clock.Now());
    const crypto::SigV4Scope scope{date.substr(0, 8), "eu-west-3"};
    std::vector<crypto::NameValue> query = {{"X-Amz-Algorithm", std::string(crypto::kSigV4Algorithm)},
                                            {"X-Amz-Content-Sha256", std::string(crypto::kUnsignedPayload)},
                                            {"X-Amz-Credential", keys.access_key_id() + "/" + crypto::ToText(scope)},
                                            {"X-Amz-Date", date},
                                            {"X-Amz-Expires", "900"},
                                            {"X-Amz-SignedHeaders", "host"}};
    query.insert(query.end(), more.begin(), more.end());
    const crypto::SignableRequest signable{
        method, path, query, {{"host", kHost}}, std::string(crypto::kUnsignedPayload)};
    query.push_back({"X-Amz-Signature", crypto::SignRequest(keys, signable, date, scope)});
    return ToTarget(path, query);
  }

  // A request signed in its Authorization header, as SDKs do; every field of `fields` is signed. `path` and `query` are
  // not encoded.
  S3Answer SendSigned(const std::string& method, const std::string& path, std::vector<crypto::NameValue> query = {},
                      const std::string& body = {}, Fields fields = {}, std::string payload_hash = {}) {
    if (payload_hash.empty()) payload_hash = crypto::Sha256Hex(body);
    return Send(method, ToTarget(path, query), Sign(method, path, query, std::move(fields), payload_hash).fields, body);
  }

  S3Answer Put(const std::string& path, const std::string& body, Fields fields = {}) {
    return SendSigned("PUT", path, {}, body, std::move(fields));
  }
  S3Answer Get(const std::string& path, Fields fields = {}) {
    return SendSigned("GET", path, {}, {}, std::move(fields));
  }
};

}  // namespace clipbox::http
