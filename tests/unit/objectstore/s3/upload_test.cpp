// What the S3 client makes of uploads: lost answers to a completion, lists of more than a page, CORS rules.
#include <atomic>

#include "base/encoding.h"
#include "crypto/md5.h"
#include "unit/objectstore/s3/standin.h"

namespace clipbox::objectstore {
namespace {

using base::ErrorCode;
using test::StandinAnswer;
using test::StandinRequest;

constexpr const char* kCreated =
    "<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>";

// A store that knows of the upload no more when it is completed: it was, and the answer was lost. HEAD tells of
// `object`.
struct Completed {
  std::size_t size_bytes = 10;
  std::string token = "";  // empty: the one of this upload
  std::string etag = "other";
};

S3Standin::Handler LostAnswer(const Completed& object) {
  auto token = std::make_shared<std::string>();
  return [=](const StandinRequest& request) {
    if (request.target.ends_with("?uploads=")) {
      *token = request.Header("x-amz-meta-clipbox-upload");
      return StandinAnswer{.body = kCreated};
    }
    if (!request.head.starts_with("HEAD")) return S3Error(404, "NoSuchUpload");
    return StandinAnswer{.body = std::string(object.size_bytes, 'x'),
                         .headers = {"ETag: \"" + object.etag + "\"", "x-amz-meta-name: value",
                                     "x-amz-meta-clipbox-upload: " + (object.token.empty() ? *token : object.token)}};
  };
}

const std::vector<base::UploadPart> kParts = {{1, crypto::Md5Hex("one"), 6}, {2, crypto::Md5Hex("two"), 4}};

std::string EtagOfParts() {
  return crypto::Md5Hex(*base::FromHex(kParts[0].etag) + *base::FromHex(kParts[1].etag)) + "-2";
}

std::string ListOf(int first, int last, bool goes_on) {
  std::string list = "<ListPartsResult><IsTruncated>" + std::string(goes_on ? "true" : "false") + "</IsTruncated>";
  for (int number = first; number <= last; ++number) {
    list += "<Part><PartNumber>" + std::to_string(number) + "</PartNumber><ETag>\"e\"</ETag><Size>5</Size></Part>";
  }
  return list + "</ListPartsResult>";
}

}  // namespace

TEST_CASE("an upload whose answer to the completion was lost is found by its token and size") {
  S3Standin store(LostAnswer({}));
  const ObjectInfo made = store->CompleteMultipart("key", store->CreateMultipart("key", {}), kParts);
  CHECK(made.size_bytes == 10);
  CHECK(made.metadata == std::map<std::string, std::string>{{"name", "value"}});
}

TEST_CASE("another upload's object under the key is not taken for this one's") {
  S3Standin by_token(LostAnswer({.token = "another", .etag = EtagOfParts()}));
  const std::string id = by_token->CreateMultipart("key", {});
  CHECK(ErrorOf([&] { by_token->CompleteMultipart("key", id, kParts); }).code() == ErrorCode::kNoSuchUpload);
  S3Standin by_size(LostAnswer({.size_bytes = 11}));
  const std::string other = by_size->CreateMultipart("key", {});
  CHECK(ErrorOf([&] { by_size->CompleteMultipart("key", other, kParts); }).code() == ErrorCode::kNoSuchUpload);
}

TEST_CASE("after a restart the parts' MD5s stand in for the forgotten token") {
  S3Standin same(LostAnswer({.etag = EtagOfParts()}));
  const std::string id = same->CreateMultipart("key", {});
  CHECK(same.Another().CompleteMultipart("key", id, kParts).etag == EtagOfParts());
  S3Standin other(LostAnswer({.etag = "00000000000000000000000000000000-2"}));
  const std::string other_id = other->CreateMultipart("key", {});
  CHECK(ErrorOf([&] { other.Another().CompleteMultipart("key", other_id, kParts); }).code() ==
        ErrorCode::kNoSuchUpload);
}

TEST_CASE("an object that a completion promises and that is not there is no success") {
  S3Standin store([](const StandinRequest& request) {
    if (request.head.starts_with("HEAD")) return StandinAnswer{.status = 404, .headers = {"x-amz-request-id: 1"}};
    return StandinAnswer{.body = "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>"};
  });
  CHECK(ErrorOf([&] { store->CompleteMultipart("key", "u", kParts); }).code() == ErrorCode::kStoreUnavailable);
}

TEST_CASE("an error under a 200 is what its code says") {
  S3Standin store([](const StandinRequest& request) {
    if (request.head.starts_with("HEAD")) return StandinAnswer{.status = 404, .headers = {"x-amz-request-id: 1"}};
    return S3Error(200, "InvalidPart");
  });
  CHECK(ErrorOf([&] { store->CompleteMultipart("key", "u", kParts); }).code() == ErrorCode::kInvalidPart);
  CHECK(store.requests().size() == 1);
}

TEST_CASE("more than a thousand parts are listed page by page") {
  S3Standin store([](const StandinRequest& request) {
    const std::size_t at = request.target.find("part-number-marker=");
    const int after = at == std::string::npos ? 0 : std::stoi(request.target.substr(at + 19));
    return StandinAnswer{.body = ListOf(after + 1, std::min(after + 1000, 2500), after + 1000 < 2500)};
  });
  const auto parts = store->ListParts("key", "u");
  REQUIRE(parts.size() == 2500);
  CHECK(parts.back().part_number == 2500);
  CHECK(store.requests().size() == 3);
}

TEST_CASE("a list that answers the same page for ever is a bad answer and no loop") {
  S3Standin parts([](const StandinRequest&) { return StandinAnswer{.body = ListOf(1, 2, true)}; });
  CHECK(ErrorOf([&] { parts->ListParts("key", "u"); }).details().reason == "bad_answer");
  CHECK(parts.requests().size() == 6);
  S3Standin objects([](const StandinRequest&) {
    return StandinAnswer{.body =
                             "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</"
                             "NextContinuationToken></ListBucketResult>"};
  });
  CHECK(objects->ListObjects("", "").next == "t");
  CHECK(ErrorOf([&] { objects->ListObjects("", "t"); }).details().reason == "bad_answer");
}

TEST_CASE("what is missing in a document is a bad answer and no zero") {
  const std::string body = GENERATE(
      as<std::string>(), "", "<ListPartsResult>", "<Other/>",
      "<ListPartsResult><Part><PartNumber>1</PartNumber><ETag>e</ETag></Part></ListPartsResult>",
      "<ListPartsResult><Part><PartNumber>1</PartNumber><ETag>e</ETag><Size>-1</Size></Part></ListPartsResult>",
      "<ListPartsResult><Part><PartNumber>10001</PartNumber><ETag>e</ETag><Size>1</Size></Part></ListPartsResult>",
      "<ListPartsResult><Part><ETag>e</ETag><Size>1</Size></Part></ListPartsResult>");
  CAPTURE(body);
  S3Standin store([&](const StandinRequest&) { return StandinAnswer{.body = body}; });
  CHECK(ErrorOf([&] { store->ListParts("key", "u"); }).details().reason == "bad_answer");
}

TEST_CASE("the next page of open uploads begins after key and upload") {
  S3Standin store([](const StandinRequest&) {
    return StandinAnswer{
        .body =
            "<ListMultipartUploadsResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
            "<NextKeyMarker>a+%C3%BC%2B</NextKeyMarker><NextUploadIdMarker>u "
            "2</NextUploadIdMarker><Upload><Key>a+%C3%BC%2B</Key>"
            "<UploadId>u "
            "2</UploadId><Initiated>2026-01-02T03:04:05.000Z</Initiated></Upload></ListMultipartUploadsResult>"};
  });
  const auto page = store->ListUploads("a", "");
  REQUIRE(page.lines.size() == 1);
  CHECK(page.lines[0].key == "a ü+");
  REQUIRE(page.next);
  ErrorOf([&] { store->ListUploads("a", *page.next); });
  CHECK(store.requests().back().target.find("key-marker=a%20%C3%BC%2B&upload-id-marker=u%202") != std::string::npos);
}

TEST_CASE("a large file that cannot be put leaves no open upload") {
  std::atomic<bool> aborted = false;
  S3Standin store(
      [&](const StandinRequest& request) {
        if (request.head.starts_with("POST")) return StandinAnswer{.body = kCreated};
        if (request.head.starts_with("DELETE")) aborted = true;
        return request.head.starts_with("DELETE") ? StandinAnswer{.status = 204} : S3Error(403, "AccessDenied");
      },
      {.multipart_above = 1});
  CHECK(ErrorOf([&] { store->PutFile("key", "/proc/self/exe", {}); }).details().reason == "access_denied");
  CHECK(aborted);
}

TEST_CASE("CORS rules that were written are read, and a bucket without any has none") {
  std::string kept;
  S3Standin store([&](const StandinRequest& request) {
    if (request.head.starts_with("GET"))
      return kept.empty() ? S3Error(404, "NoSuchCORSConfiguration") : StandinAnswer{.body = kept};
    CHECK(request.Header("content-md5") == base::ToBase64(*base::FromHex(crypto::Md5Hex(request.body))));
    kept = request.body;
    return StandinAnswer{};
  });
  CHECK_FALSE(store->GetCors());
  const std::vector<CorsRule> rules = {{{"https://a.example"}, {"PUT", "GET"}, {"content-type"}, {"ETag"}, 3600},
                                       {{"*"}, {"HEAD"}, {}, {}, 0, "theirs"}};
  store->PutCors(rules);
  CHECK(store->GetCors() == rules);
}

}  // namespace clipbox::objectstore
