// Bodies and what is said about them: chunks, signatures, MD5, checksums, conditions on what is replaced.
#include "catch.h"
#include "crypto/checksum.h"
#include "crypto/sigv4_chunks.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

constexpr const char* kSignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
constexpr const char* kSignedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
constexpr const char* kOpenTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

std::string ToHexNumber(std::size_t number) {
  char text[32];
  std::snprintf(text, sizeof text, "%zx", number);
  return text;
}

std::string ChecksumOf(const char* name, const std::string& bytes) {
  auto checksum = crypto::Checksum(crypto::FindChecksumKind(name).value());
  checksum.Update(bytes);
  return checksum.Finish();
}

struct Chunks : S3Client {
  std::vector<std::string> chunks = {std::string(70'000, 'a'), "the rest"};
  std::string whole = chunks[0] + chunks[1];
  Fields trailer;
  bool spoil_chunk = false, spoil_trailer = false;

  // Puts `chunks` as `form` says; `damage` may change the framed body.
  S3Answer PutChunks(const std::string& form, const std::function<void(std::string&)>& damage = {}) {
    Fields fields = {{"content-encoding", "aws-chunked"},
                     {"x-amz-decoded-content-length", std::to_string(whole.size())}};
    std::string names;
    for (const auto& [name, value] : trailer) names += (names.empty() ? "" : ", ") + name;
    if (!trailer.empty()) fields.push_back({"x-amz-trailer", names});
    const Signed request = Sign("PUT", "/clipbox/key", {}, fields, form);
    std::string body = form.find("UNSIGNED") == std::string::npos ? SignedBody(request) : OpenBody();
    if (damage) damage(body);
    return Send("PUT", "/clipbox/key", request.fields, body);
  }

 private:
  std::string SignedBody(const Signed& request) {
    crypto::SigningKeys keys(bucket_store.credentials());
    crypto::ChunkSigner signer(keys.For(request.scope), request.amz_date, request.scope, request.signature);
    std::string body;
    for (const std::string& chunk : chunks) {
      std::string signature = signer.SignChunk(crypto::Sha256Hex(chunk));
      if (spoil_chunk) signature[0] = signature[0] == '0' ? '1' : '0';
      body += ToHexNumber(chunk.size()) + ";chunk-signature=" + signature + "\r\n" + chunk + "\r\n";
    }
    body += "0;chunk-signature=" + signer.SignChunk(crypto::Sha256Hex("")) + "\r\n";
    std::string lines;
    for (const auto& [name, value] : trailer) lines += name + ":" + value + "\n";
    for (const auto& [name, value] : trailer) body += name + ":" + value + "\r\n";
    if (!trailer.empty())
      body += "x-amz-trailer-signature:" + signer.SignTrailer(crypto::Sha256Hex(spoil_trailer ? "x" : lines)) + "\r\n";
    return body + "\r\n";
  }
  std::string OpenBody() const {
    std::string body;
    for (const std::string& chunk : chunks) body += ToHexNumber(chunk.size()) + "\r\n" + chunk + "\r\n";
    body += "0\r\n";
    for (const auto& [name, value] : trailer) body += name + ":" + value + "\r\n";
    return body + "\r\n";
  }
};

}  // namespace

TEST_CASE_METHOD(Chunks, "a body in signed chunks is stored without its frames") {
  const S3Answer put = PutChunks(kSignedChunks);
  CHECK(put.status == 200);
  CHECK(put.Header("ETag") == '"' + crypto::Md5Hex(whole) + '"');
  const S3Answer got = Get("/clipbox/key");
  CHECK(got.body == whole);
  CHECK(got.Header("Content-Encoding").empty());
}

TEST_CASE_METHOD(Chunks, "a chunk that is not the signed one stores nothing") {
  SECTION("its signature is another") {
    spoil_chunk = true;
    CHECK(PutChunks(kSignedChunks).Code() == "SignatureDoesNotMatch");
  }
  SECTION("its bytes are others") {
    CHECK(PutChunks(kSignedChunks, [](std::string& body) { body[5000] = 'b'; }).Code() == "SignatureDoesNotMatch");
  }
  SECTION("the last, empty one is missing") {
    CHECK(PutChunks(kSignedChunks, [](std::string& body) { body.resize(body.rfind("0;chunk")); }).Code() ==
          "IncompleteBody");
  }
  SECTION("it is not signed at all") {
    CHECK(PutChunks(kSignedChunks, [](std::string& body) {
            body.replace(body.find(";chunk-signature="), 17, ";chunk-signaturf=");
          }).Code() == "InvalidRequest");
  }
  CHECK_FALSE(store.Head("key"));
}

TEST_CASE_METHOD(Chunks, "a trailer's checksum is held against the body, whether chunks are signed or not") {
  for (const char* form : {kSignedTrailer, kOpenTrailer}) {
    for (const char* name : {"crc32", "crc32c", "crc64nvme", "sha1", "sha256"}) {
      INFO(form << " " << name);
      trailer = {{std::string("x-amz-checksum-") + name, ChecksumOf(name, whole)}};
      CHECK(PutChunks(form).status == 200);
      trailer[0].second = ChecksumOf(name, "other");
      CHECK(PutChunks(form).Code() == "BadDigest");
    }
  }
  CHECK(Get("/clipbox/key").body == whole);
}

TEST_CASE_METHOD(Chunks,
                 "a trailer with another signature, or without the checksum that was announced, stores nothing") {
  trailer = {{"x-amz-checksum-crc32", ChecksumOf("crc32", whole)}};
  spoil_trailer = true;
  CHECK(PutChunks(kSignedTrailer).Code() == "SignatureDoesNotMatch");
  CHECK(PutChunks(kOpenTrailer, [](std::string& body) { body.erase(body.rfind("x-amz-checksum")) += "\r\n"; }).Code() ==
        "BadDigest");
  CHECK_FALSE(store.Head("key"));
}

TEST_CASE_METHOD(Chunks, "each checksum that a trailer announces is held against the body") {
  for (const char* form : {kSignedTrailer, kOpenTrailer}) {
    trailer = {{"x-amz-checksum-crc32", ChecksumOf("crc32", whole)},
               {"x-amz-checksum-sha256", ChecksumOf("sha256", whole)}};
    CHECK(PutChunks(form).status == 200);
    for (const std::size_t wrong : {0u, 1u}) {
      auto right = std::exchange(trailer[wrong].second, "AAAA");
      CHECK(PutChunks(form).Code() == "BadDigest");
      trailer[wrong].second = right;
    }
  }
}

TEST_CASE_METHOD(Chunks, "a checksum of a kind that is not known is refused, in the trailer and in a header") {
  trailer = {{"x-amz-checksum-crc16", "AAAA"}};
  CHECK(PutChunks(kOpenTrailer).Code() == "InvalidRequest");
  CHECK(Put("/clipbox/key", "bar", {{"x-amz-checksum-crc16", "AAAA"}}).Code() == "InvalidRequest");
  CHECK_FALSE(store.Head("key"));
  CHECK(Put("/clipbox/key", "bar", {{"x-amz-checksum-type", "FULL_OBJECT"}, {"x-amz-checksum-algorithm", "CRC32"}})
            .status == 200);
}

TEST_CASE_METHOD(Chunks, "a trailer has sixteen lines and 8 KiB at most, and only what was announced counts") {
  trailer = {{"x-amz-checksum-crc32", ChecksumOf("crc32", whole)}};
  const auto put = [&](const std::string& more) {
    return PutChunks(kOpenTrailer, [&](std::string& body) { body.insert(body.size() - 2, more); });
  };
  std::string lines;
  for (int i = 0; i < 15; ++i) lines += "x-amz-meta-" + std::to_string(i) + ":x\r\n";
  CHECK(put(lines).status == 200);
  CHECK(put(lines + "x-amz-meta-15:x\r\n").Code() == "InvalidRequest");
  const std::string long_line = "x-amz-meta-long:" + std::string(3000, 'x') + "\r\n";
  CHECK(put(long_line + long_line).status == 200);
  CHECK(put(long_line + long_line + long_line).Code() == "InvalidRequest");
  CHECK(put("x-amz-checksum-sha256:AAAA\r\n").status == 200);
}

TEST_CASE_METHOD(S3Client,
                 "a part is no larger than all that its upload was begun for, and is refused before it is read") {
  objectstore::ObjectHead head;
  head.expected_bytes = 10;
  const std::string upload = store.CreateMultipart("key", head);
  const S3Answer refused = Send("PUT", PartTarget("key", upload, 1), {}, "", 300 << 20);
  CHECK(refused.status == 400);
  CHECK(refused.Code() == "EntityTooLarge");
  CHECK(Send("PUT", PartTarget("key", upload, 1), {}, "eleven bytes").Code() == "EntityTooLarge");
  CHECK(Send("PUT", PartTarget("key", upload, 1), {}, "ten bytes!").status == 200);
  const std::string open_end = store.CreateMultipart("key", {});
  CHECK(Send("PUT", PartTarget("key", open_end, 1), {}, "eleven bytes").status == 200);
}

TEST_CASE_METHOD(Chunks, "frames that cannot be read are refused, and a length that is not the sum of the chunks") {
  trailer = {{"x-amz-checksum-crc32", ChecksumOf("crc32", whole)}};
  CHECK(PutChunks(kOpenTrailer, [](std::string& body) { body[0] = 'x'; }).Code() == "InvalidRequest");
  CHECK(PutChunks(kOpenTrailer, [](std::string& body) {
          body.replace(body.find("\r\n8\r\n"), 5, "\r\n7\r\n");
        }).Code() == "InvalidRequest");
  CHECK(PutChunks(kOpenTrailer, [](std::string& body) { body = std::string(9000, '1') + body; }).Code() ==
        "InvalidRequest");
  chunks.push_back("more than was said");
  CHECK(PutChunks(kOpenTrailer).Code() == "IncompleteBody");
  CHECK(PutChunks("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD").Code() == "NotImplemented");
  CHECK_FALSE(store.Head("key"));
}

TEST_CASE_METHOD(Chunks, "a body in chunks of both kinds, one in the other, is stored as any other") {
  sends_chunked = true;
  trailer = {{"x-amz-checksum-crc32", ChecksumOf("crc32", whole)}};
  for (const char* form : {kSignedTrailer, kOpenTrailer}) {
    INFO(form);
    CHECK(PutChunks(form).status == 200);
    CHECK(Get("/clipbox/key").body == whole);
    store.Delete("key");
    const std::string right = std::exchange(trailer[0].second, "AAAAAA==");
    CHECK(PutChunks(form).Code() == "BadDigest");
    trailer[0].second = right;
    CHECK(PutChunks(form, [](std::string& body) { body += "0\r\n\r\n"; }).Code() == "InvalidRequest");
    CHECK(PutChunks(form, [](std::string& body) { body += "x"; }).Code() == "InvalidRequest");
    CHECK_FALSE(store.Head("key"));
  }
  trailer.clear();
  CHECK(PutChunks(kSignedChunks).status == 200);
  whole += "more was said than comes";
  CHECK(PutChunks(kSignedChunks).Code() == "IncompleteBody");
}

TEST_CASE_METHOD(S3Client, "a body whose length nobody said is taken, and checked by what was said of it") {
  sends_chunked = true;
  const std::string body(700'000, 'b');
  CHECK(Put("/clipbox/key", body).Header("ETag") == '"' + crypto::Md5Hex(body) + '"');
  CHECK(Get("/clipbox/key").body == body);
  CHECK(Send("PUT", PutTarget("presigned"), {}, body).status == 200);
  CHECK(store.Head("presigned")->size_bytes == body.size());
  CHECK(Put("/clipbox/empty", "").status == 200);
  const std::string crc = ChecksumOf("crc32c", body);
  CHECK(SendSigned("PUT", "/clipbox/sum", {}, body, {{"x-amz-checksum-crc32c", crc}}, "UNSIGNED-PAYLOAD").status ==
        200);
  CHECK(SendSigned("PUT", "/clipbox/bad", {}, "other", {{"x-amz-checksum-crc32c", crc}}, "UNSIGNED-PAYLOAD").Code() ==
        "BadDigest");
  CHECK(SendSigned("PUT", "/clipbox/bad", {}, "other", {}, crypto::Sha256Hex(body)).Code() ==
        "XAmzContentSHA256Mismatch");
  CHECK_FALSE(store.Head("bad"));
}

TEST_CASE_METHOD(Chunks, "chunks that nobody told the length of need none within HTTP's own, and need it without") {
  chunks = {"abc", "de"};
  trailer = {{"x-amz-checksum-crc32", ChecksumOf("crc32", "abcde")}};
  const auto put = [&] {
    const Signed request = Sign("PUT", "/clipbox/key", {}, {{"x-amz-trailer", "x-amz-checksum-crc32"}}, kOpenTrailer);
    return Send("PUT", "/clipbox/key", request.fields,
                "3\r\nabc\r\n2\r\nde\r\n0\r\nx-amz-checksum-crc32:" + trailer[0].second + "\r\n\r\n");
  };
  CHECK(put().Code() == "MissingContentLength");
  sends_chunked = true;
  CHECK(put().status == 200);
  CHECK(Get("/clipbox/key").body == "abcde");
}

TEST_CASE_METHOD(S3Client, "a part whose length nobody said is refused where it grows beyond its upload") {
  objectstore::ObjectHead head;
  head.expected_bytes = 10;
  const std::string upload = store.CreateMultipart("key", head);
  sends_chunked = true;
  CHECK(Send("PUT", PartTarget("key", upload, 1), {}, "eleven bytes").Code() == "EntityTooLarge");
  CHECK(Send("PUT", PartTarget("key", upload, 1), {}, "ten bytes!").status == 200);
  CHECK(SendSigned("POST", "/clipbox/key", {{"uploadId", upload}}, std::string(5 << 20, ' ')).Code() ==
        "MaxMessageLengthExceeded");
}

TEST_CASE_METHOD(S3Client, "a body whose length nobody said needs space on the disk as it grows", "[space]") {
  sends_chunked = true;
  // All but a little is promised to somebody else. Others use the disk meanwhile, so it may take a few tries.
  bool is_refused = false;
  for (int attempt = 0; !is_refused && attempt < 100; ++attempt) {
    const auto available = std::filesystem::space(directory.path()).available;
    try {
      const objectstore::IncomingFile other = bucket_store.Receive({available - (1 << 20), std::nullopt});
      is_refused = Put("/clipbox/key", "small").Code() == "InsufficientStorage";
    } catch (const base::Error&) {
    }
  }
  CHECK(is_refused);
  CHECK(Put("/clipbox/key", "small").status == 200);
}

TEST_CASE_METHOD(S3Client, "Content-MD5 is held against the body") {
  const auto md5 = [](const std::string& bytes) {
    return base::ToBase64(base::FromHex(crypto::Md5Hex(bytes)).value());
  };
  CHECK(Put("/clipbox/key", "bar", {{"content-md5", md5("bar")}}).status == 200);
  CHECK(Put("/clipbox/key", "bad", {{"content-md5", md5("bar")}}).Code() == "BadDigest");
  for (const char* wrong : {"", "YWJyYWNhZGFicmE=", "no base64", "rL0Y20xC+Fzt72VPzMSk2"}) {
    INFO(wrong);
    CHECK(Put("/clipbox/key", "bad", {{"content-md5", wrong}}).Code() == "InvalidDigest");
  }
  CHECK(Get("/clipbox/key").body == "bar");
  const std::string upload = store.CreateMultipart("key", {});
  CHECK(SendSigned("PUT", "/clipbox/key", {{"partNumber", "1"}, {"uploadId", upload}}, "x", {{"content-md5", md5("y")}})
            .Code() == "BadDigest");
  CHECK(SendSigned("POST", "/clipbox", {{"delete", ""}}, "<Delete><Object><Key>key</Key></Object></Delete>",
                   {{"content-md5", md5("y")}})
            .Code() == "BadDigest");
}

TEST_CASE_METHOD(S3Client, "a checksum in a header is held against the body") {
  CHECK(Put("/clipbox/key", "bar", {{"x-amz-checksum-sha256", ChecksumOf("sha256", "bar")}}).status == 200);
  CHECK(Put("/clipbox/key", "baz", {{"x-amz-checksum-sha256", ChecksumOf("sha256", "bar")}}).Code() == "BadDigest");
  CHECK(Get("/clipbox/key").body == "bar");
}

TEST_CASE_METHOD(S3Client, "a put may be for a new key only, or for the object it knows only") {
  CHECK(Put("/clipbox/key", "first", {{"if-none-match", "*"}}).status == 200);
  CHECK(Put("/clipbox/key", "second", {{"if-none-match", "*"}}).status == 412);
  CHECK(Put("/clipbox/key", "third", {{"if-match", crypto::Md5Hex("second")}}).status == 412);
  CHECK(Put("/clipbox/key", "fourth", {{"if-match", '"' + crypto::Md5Hex("first") + '"'}}).status == 200);
  CHECK(Put("/clipbox/other", "x", {{"if-match", "*"}}).Code() == "NoSuchKey");
  CHECK(Get("/clipbox/key").body == "fourth");
}

TEST_CASE_METHOD(S3Client, "an upload may be completed for a new key only, or for the object it knows only") {
  const auto complete = [&](Fields conditions) {
    const std::string upload = store.CreateMultipart("key", {});
    const std::string etag = Send("PUT", PartTarget("key", upload, 1), {}, "part").Header("ETag");
    return SendSigned("POST", "/clipbox/key", {{"uploadId", upload}},
                      "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag +
                          "</ETag></Part></CompleteMultipartUpload>",
                      std::move(conditions));
  };
  CHECK(complete({{"if-match", "*"}}).Code() == "NoSuchKey");
  const std::string etag = complete({{"if-none-match", "*"}}).Element("ETag");
  CHECK(complete({{"if-none-match", "*"}}).Code() == "PreconditionFailed");
  CHECK(complete({{"if-none-match", etag}}).Code() == "PreconditionFailed");
  CHECK(complete({{"if-match", "other"}}).Code() == "PreconditionFailed");
  CHECK(complete({{"if-match", etag}}).status == 200);
  CHECK(complete({{"if-none-match", "other"}}).status == 200);
}

TEST_CASE_METHOD(S3Client, "without a length there is no body to store") {
  Request request;
  request.method = "PUT";
  request.target = ParseTarget(PutTarget("key"));
  request.host = kHost;
  request.headers.Add("Host", kHost);
  TextBody none("", 0);
  request.body = &none;
  const S3Answer answer = Receive("PUT", endpoint.Answer(request));
  CHECK(answer.status == 411);
  CHECK(answer.Code() == "MissingContentLength");
}

}  // namespace clipbox::http
