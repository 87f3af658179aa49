// Checksums that are kept: given with a body, made of parts, given back, and held against what a client says later.
#include "http/s3/checksums.h"

#include "catch.h"
#include "crypto/checksum_of_parts.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

using crypto::ChecksumKind;

const std::string kPart = std::string(5 << 20, 'a'), kLast = "the last part";

std::string ChecksumOf(ChecksumKind kind, const std::string& bytes) {
  crypto::Checksum checksum(kind);
  checksum.Update(bytes);
  return checksum.Finish();
}

std::string Composite(ChecksumKind kind) {
  return crypto::CompositeChecksum(kind, {{ChecksumOf(kind, kPart), 0}, {ChecksumOf(kind, kLast), 0}});
}

struct Keeping : S3Client {
  S3Answer Head(const std::string& path, std::vector<crypto::NameValue> query = {}, Fields fields = {}) {
    fields.push_back({"x-amz-checksum-mode", "ENABLED"});
    return SendSigned("HEAD", path, std::move(query), {}, std::move(fields));
  }
  S3Answer Attributes(const std::string& path, const std::string& names, Fields fields = {}) {
    fields.push_back({"x-amz-object-attributes", names});
    return SendSigned("GET", path, {{"attributes", ""}}, {}, std::move(fields));
  }

  std::string Begin(Fields fields) {
    return SendSigned("POST", "/clipbox/film", {{"uploads", ""}}, {}, std::move(fields)).Element("UploadId");
  }
  S3Answer PutPart(const std::string& upload, int number, const std::string& bytes, Fields fields = {}) {
    return SendSigned("PUT", "/clipbox/film", {{"partNumber", std::to_string(number)}, {"uploadId", upload}}, bytes,
                      std::move(fields));
  }
  // `extra`: XML beside number and ETag of the first part.
  S3Answer Complete(const std::string& upload, Fields fields = {}, const std::string& extra = {}) {
    std::string list = "<CompleteMultipartUpload>";
    for (const auto& part : store.ListParts("film", upload)) {
      list += "<Part><PartNumber>" + std::to_string(part.part_number) + "</PartNumber><ETag>" + part.etag + "</ETag>" +
              (part.part_number == 1 ? extra : "") + "</Part>";
    }
    return SendSigned("POST", "/clipbox/film", {{"uploadId", upload}}, list + "</CompleteMultipartUpload>",
                      std::move(fields));
  }
  // An upload of two parts, whose checksums nobody sent.
  std::string Uploaded(Fields fields) {
    const std::string upload = Begin(std::move(fields));
    PutPart(upload, 1, kPart);
    PutPart(upload, 2, kLast);
    return upload;
  }
};

std::string ElementName(ChecksumKind kind) { return "Checksum" + std::string(crypto::NameOf(kind)); }

}  // namespace

TEST_CASE_METHOD(Keeping,
                 "a checksum that came with an object is given back where it is asked for, after a restart too") {
  for (const ChecksumKind kind : crypto::kChecksumKinds) {
    const std::string header = ChecksumHeader(kind), value = ChecksumOf(kind, "bar");
    INFO(header);
    const S3Answer put = Put("/clipbox/key", "bar", {{header, value}});
    CHECK(put.Header(header) == value);
    CHECK(put.Header("x-amz-checksum-type") == "FULL_OBJECT");
    CHECK(Head("/clipbox/key").Header(header) == value);
    CHECK(Head("/clipbox/key").Header("x-amz-checksum-type") == "FULL_OBJECT");
    CHECK(Get("/clipbox/key").Header(header).empty());
    CHECK(Get("/clipbox/key", {{"x-amz-checksum-mode", "ENABLED"}}).Header(header) == value);
    objectstore::EmbeddedStore again({.directory = directory.path(), .keep_free_bytes = 0}, clock);
    CHECK(again.Head("key")->checksum == objectstore::ObjectChecksum{{kind, false}, value});
  }
  const S3Answer without = Put("/clipbox/key", "bar");
  CHECK(without.Header("x-amz-checksum-type").empty());
  CHECK(Head("/clipbox/key").Header("x-amz-checksum-sha256").empty());
}

TEST_CASE_METHOD(Keeping, "a range comes without the checksum of the whole, a part with its own") {
  Put("/clipbox/key", "bar", {{"x-amz-checksum-crc32", ChecksumOf(ChecksumKind::kCrc32, "bar")}});
  CHECK(Head("/clipbox/key", {}, {{"range", "bytes=0-1"}}).Header("x-amz-checksum-crc32").empty());
  Complete(Uploaded({{"x-amz-checksum-algorithm", "CRC32"}}));
  for (const auto& [number, bytes] : {std::pair("1", kPart), std::pair("2", kLast)}) {
    const S3Answer part = Head("/clipbox/film", {{"partNumber", number}});
    CHECK(part.Header("x-amz-checksum-crc32") == ChecksumOf(ChecksumKind::kCrc32, bytes));
    CHECK(part.Header("x-amz-checksum-type") == "COMPOSITE");
  }
}

TEST_CASE_METHOD(Keeping, "an upload keeps the checksum that it was begun for, of its parts and of the whole") {
  struct Case {
    ChecksumKind kind;
    std::string asked, type;
  };
  const Case cases[] = {{ChecksumKind::kCrc32, "", "COMPOSITE"},
                        {ChecksumKind::kCrc32c, "COMPOSITE", "COMPOSITE"},
                        {ChecksumKind::kSha1, "", "COMPOSITE"},
                        {ChecksumKind::kSha256, "COMPOSITE", "COMPOSITE"},
                        {ChecksumKind::kCrc32, "FULL_OBJECT", "FULL_OBJECT"},
                        {ChecksumKind::kCrc32c, "FULL_OBJECT", "FULL_OBJECT"},
                        {ChecksumKind::kCrc64Nvme, "", "FULL_OBJECT"}};
  for (const Case& c : cases) {
    const std::string name(crypto::NameOf(c.kind)), element = ElementName(c.kind);
    INFO(name << " " << c.asked);
    Fields fields = {{"x-amz-checksum-algorithm", name}};
    if (!c.asked.empty()) fields.push_back({"x-amz-checksum-type", c.asked});
    const S3Answer begun = SendSigned("POST", "/clipbox/film", {{"uploads", ""}}, {}, fields);
    CHECK(begun.Header("x-amz-checksum-algorithm") == name);
    CHECK(begun.Header("x-amz-checksum-type") == c.type);
    const std::string upload = begun.Element("UploadId");

    // Sent with the part, or left to the store.
    const std::string first = ChecksumOf(c.kind, kPart);
    CHECK(PutPart(upload, 1, kPart, {{ChecksumHeader(c.kind), first}}).Header(ChecksumHeader(c.kind)) == first);
    CHECK(PutPart(upload, 2, kLast).Header(ChecksumHeader(c.kind)) == ChecksumOf(c.kind, kLast));
    const S3Answer listed = SendSigned("GET", "/clipbox/film", {{"uploadId", upload}});
    CHECK(listed.Element("ChecksumAlgorithm") == name);
    CHECK(listed.Element("ChecksumType") == c.type);
    CHECK(listed.All("Part", element) == std::vector<std::string>{first, ChecksumOf(c.kind, kLast)});
    CHECK(SendSigned("GET", "/clipbox", {{"uploads", ""}}).All("Upload", "ChecksumType") ==
          std::vector<std::string>{c.type});

    const S3Answer done = Complete(upload, {}, "<" + element + ">" + first + "</" + element + ">");
    const std::string whole = c.type == "COMPOSITE" ? Composite(c.kind) : ChecksumOf(c.kind, kPart + kLast);
    CHECK(done.Element(element) == whole);
    CHECK(done.Element("ChecksumType") == c.type);
    CHECK(Head("/clipbox/film").Header(ChecksumHeader(c.kind)) == whole);
    CHECK(Head("/clipbox/film").Header("x-amz-checksum-type") == c.type);
    for (const char* version : {"1", "2"}) {
      const S3Answer objects =
          SendSigned("GET", "/clipbox",
                     version == std::string("2") ? std::vector<crypto::NameValue>{{"list-type", "2"}}
                                                 : std::vector<crypto::NameValue>{});
      CHECK(objects.All("Contents", "ChecksumAlgorithm") == std::vector<std::string>{name});
      CHECK(objects.All("Contents", "ChecksumType") == std::vector<std::string>{c.type});
    }
  }
}

TEST_CASE_METHOD(Keeping, "what cannot be kept is refused when an upload begins") {
  const auto code = [&](Fields fields) {
    return SendSigned("POST", "/clipbox/film", {{"uploads", ""}}, {}, std::move(fields)).Code();
  };
  const char *algorithm = "x-amz-checksum-algorithm", *type = "x-amz-checksum-type";
  CHECK(code({{algorithm, "SHA256"}, {type, "FULL_OBJECT"}}) == "InvalidRequest");
  CHECK(code({{algorithm, "SHA1"}, {type, "FULL_OBJECT"}}) == "InvalidRequest");
  CHECK(code({{algorithm, "CRC64NVME"}, {type, "COMPOSITE"}}) == "InvalidRequest");
  CHECK(code({{algorithm, "CRC16"}}) == "InvalidRequest");
  CHECK(code({{algorithm, "CRC32"}, {type, "HALF"}}) == "InvalidRequest");
  CHECK(code({{type, "FULL_OBJECT"}}) == "InvalidRequest");
  CHECK(store.ListUploads("", "").lines.empty());
}

TEST_CASE_METHOD(Keeping, "a part with a checksum of another kind than its upload's is refused, one without gets it") {
  const std::string upload = Begin({{"x-amz-checksum-algorithm", "CRC32"}});
  CHECK(PutPart(upload, 1, "x", {{"x-amz-checksum-sha1", ChecksumOf(ChecksumKind::kSha1, "x")}}).Code() ==
        "InvalidRequest");
  CHECK(PutPart(upload, 1, "x", {{"x-amz-checksum-crc32", ChecksumOf(ChecksumKind::kCrc32, "y")}}).Code() ==
        "BadDigest");
  CHECK(store.ListParts("film", upload).empty());
  // A URL that was signed before there was a body.
  CHECK(Send("PUT", PartTarget("film", upload, 1), {}, "x").Header("x-amz-checksum-crc32") ==
        ChecksumOf(ChecksumKind::kCrc32, "x"));
}

TEST_CASE_METHOD(Keeping, "what a completion says wrongly of the object or a part is refused, and nothing changes") {
  const std::string upload = Uploaded({{"x-amz-checksum-algorithm", "CRC32"}, {"x-amz-checksum-type", "FULL_OBJECT"}});
  const std::string size = std::to_string(kPart.size() + kLast.size());
  const auto part = [](const char* kind, const std::string& value) {
    return "<Checksum" + std::string(kind) + ">" + value + "</Checksum" + kind + ">";
  };
  CHECK(Complete(upload, {}, part("CRC32", ChecksumOf(ChecksumKind::kCrc32, "other"))).Code() == "InvalidPart");
  CHECK(Complete(upload, {}, part("SHA1", ChecksumOf(ChecksumKind::kSha1, kPart))).Code() == "InvalidPart");
  CHECK(Complete(upload, {{"x-amz-checksum-crc32", ChecksumOf(ChecksumKind::kCrc32, "other")}}).Code() == "BadDigest");
  CHECK(Complete(upload, {{"x-amz-checksum-crc32", Composite(ChecksumKind::kCrc32)}}).Code() == "BadDigest");
  CHECK(Complete(upload, {{"x-amz-checksum-sha256", ChecksumOf(ChecksumKind::kSha256, kPart + kLast)}}).Code() ==
        "InvalidRequest");
  CHECK(Complete(upload, {{"x-amz-checksum-type", "COMPOSITE"}}).Code() == "InvalidRequest");
  CHECK(Complete(upload, {{"x-amz-mp-object-size", "1"}}).Code() == "InvalidRequest");
  CHECK(Complete(upload, {{"x-amz-mp-object-size", "many"}}).Code() == "InvalidRequest");
  CHECK(Complete(upload, {{"x-amz-checksum-crc16", "AAAA"}}).Code() == "InvalidRequest");
  CHECK_FALSE(store.Head("film"));
  CHECK(store.ListParts("film", upload).size() == 2);
  CHECK(Complete(upload,
                 {{"x-amz-checksum-crc32", ChecksumOf(ChecksumKind::kCrc32, kPart + kLast)},
                  {"x-amz-checksum-type", "FULL_OBJECT"},
                  {"x-amz-mp-object-size", size}},
                 part("CRC32", ChecksumOf(ChecksumKind::kCrc32, kPart)))
            .status == 200);
}

TEST_CASE_METHOD(Keeping, "a composite checksum is taken with the number of parts behind it and without") {
  const std::string whole = Composite(ChecksumKind::kSha256);
  for (const std::string& said : {whole, whole.substr(0, whole.size() - 2)}) {
    const std::string upload = Uploaded({{"x-amz-checksum-algorithm", "SHA256"}});
    CHECK(Complete(upload, {{"x-amz-checksum-sha256", said}}).Element("ChecksumSHA256") == whole);
  }
  const std::string upload = Uploaded({{"x-amz-checksum-algorithm", "SHA256"}});
  CHECK(Complete(upload, {{"x-amz-checksum-sha256", whole.substr(0, whole.size() - 1) + "3"}}).Code() == "BadDigest");
}

TEST_CASE_METHOD(Keeping, "an upload that was begun for no checksum has one where its parts and its completion do") {
  const std::string upload = Begin({});
  const auto sum = [](const std::string& bytes) { return ChecksumOf(ChecksumKind::kCrc32c, bytes); };
  PutPart(upload, 1, kPart, {{"x-amz-checksum-crc32c", sum(kPart)}});
  PutPart(upload, 2, kLast);
  CHECK(Complete(upload, {{"x-amz-checksum-crc32c", sum(kPart + kLast)}, {"x-amz-checksum-type", "FULL_OBJECT"}})
            .Code() == "InvalidRequest");
  PutPart(upload, 2, kLast, {{"x-amz-checksum-crc32c", sum(kLast)}});
  const S3Answer done =
      Complete(upload, {{"x-amz-checksum-crc32c", sum(kPart + kLast)}, {"x-amz-checksum-type", "FULL_OBJECT"}});
  CHECK(done.Element("ChecksumCRC32C") == sum(kPart + kLast));
  CHECK(Complete(Uploaded({})).Element("ETag").size() > 32);
  CHECK(Head("/clipbox/film").Header("x-amz-checksum-type").empty());
}

TEST_CASE_METHOD(Keeping, "a copy keeps its source's checksum, or has the one that was asked for") {
  const auto copy = [&](const std::string& from, Fields fields) {
    fields.push_back({"x-amz-copy-source", from});
    return SendSigned("PUT", "/clipbox/copy", {}, {}, std::move(fields));
  };
  Put("/clipbox/key", "bar", {{"x-amz-checksum-sha1", ChecksumOf(ChecksumKind::kSha1, "bar")}});
  CHECK(copy("/clipbox/key", {}).Element("ChecksumSHA1") == ChecksumOf(ChecksumKind::kSha1, "bar"));
  CHECK(Head("/clipbox/copy").Header("x-amz-checksum-sha1") == ChecksumOf(ChecksumKind::kSha1, "bar"));
  Complete(Uploaded({{"x-amz-checksum-algorithm", "CRC32"}}));
  CHECK(copy("/clipbox/film", {}).Element("ChecksumCRC32") == Composite(ChecksumKind::kCrc32));
  for (const ChecksumKind kind : crypto::kChecksumKinds) {
    const std::string name(crypto::NameOf(kind));
    INFO(name);
    CHECK(copy("/clipbox/key", {{"x-amz-checksum-algorithm", name}}).Element(ElementName(kind)) ==
          ChecksumOf(kind, "bar"));
    if (kind == ChecksumKind::kCrc32) continue;
    const S3Answer whole = copy("/clipbox/film", {{"x-amz-checksum-algorithm", name}});
    CHECK(whole.Element(ElementName(kind)) == ChecksumOf(kind, kPart + kLast));
    CHECK(whole.Element("ChecksumType") == "FULL_OBJECT");
    CHECK(Head("/clipbox/copy").Header(ChecksumHeader(kind)) == ChecksumOf(kind, kPart + kLast));
  }
  CHECK(copy("/clipbox/key", {{"x-amz-checksum-algorithm", "CRC16"}}).Code() == "InvalidRequest");
  // An object that had none gets one by being copied to itself.
  Put("/clipbox/copy", "bare");
  CHECK(copy("/clipbox/copy", {{"x-amz-checksum-algorithm", "SHA256"}}).status == 200);
  CHECK(Head("/clipbox/copy").Header("x-amz-checksum-sha256") == ChecksumOf(ChecksumKind::kSha256, "bare"));
  CHECK(Get("/clipbox/copy").body == "bare");
}

TEST_CASE_METHOD(Keeping, "a part that is copied has its upload's checksum") {
  Put("/clipbox/key", "0123456789");
  const std::string upload = Begin({{"x-amz-checksum-algorithm", "CRC64NVME"}});
  const S3Answer part =
      PutPart(upload, 1, "", {{"x-amz-copy-source", "/clipbox/key"}, {"x-amz-copy-source-range", "bytes=2-4"}});
  CHECK(part.Element("ChecksumCRC64NVME") == ChecksumOf(ChecksumKind::kCrc64Nvme, "234"));
  CHECK(Complete(upload).Element("ChecksumCRC64NVME") == ChecksumOf(ChecksumKind::kCrc64Nvme, "234"));
}

TEST_CASE_METHOD(Keeping, "an object's attributes are told as they are asked for") {
  Put("/clipbox/key", "bar", {{"x-amz-checksum-crc32", ChecksumOf(ChecksumKind::kCrc32, "bar")}});
  const S3Answer all = Attributes("/clipbox/key", "ETag,Checksum,ObjectParts,StorageClass,ObjectSize");
  CHECK(all.Element("ETag") == crypto::Md5Hex("bar"));
  CHECK(all.All("Checksum", "ChecksumCRC32") == std::vector<std::string>{ChecksumOf(ChecksumKind::kCrc32, "bar")});
  CHECK(all.All("Checksum", "ChecksumType") == std::vector<std::string>{"FULL_OBJECT"});
  CHECK(all.All("ObjectParts", "PartsCount").empty());
  CHECK(all.Element("StorageClass") == "STANDARD");
  CHECK(all.Element("ObjectSize") == "3");
  CHECK_FALSE(all.Header("Last-Modified").empty());
  CHECK(Attributes("/clipbox/key", "ObjectSize").Element("ETag").empty());
  CHECK(Attributes("/clipbox/key", "").Code() == "InvalidRequest");
  CHECK(Attributes("/clipbox/key", "ETag,Colour").Code() == "InvalidArgument");
  CHECK(Attributes("/clipbox/none", "ETag").Code() == "NoSuchKey");
}

TEST_CASE_METHOD(Keeping,
                 "the parts of an object are told in pages, one by one, with their checksums where they are kept") {
  const auto parts = [&](Fields fields) { return Attributes("/clipbox/film", "ObjectParts", std::move(fields)); };
  const auto text = [](const S3Answer& answer, const char* name) { return answer.All("ObjectParts", name).at(0); };
  const auto lines = [](const S3Answer& answer) {
    std::string numbers;
    const xml::Element root = xml::Parse(answer.body, 1 << 20).value();
    for (const xml::Element& each : root.Find("ObjectParts")->children) {
      if (each.name == "Part")
        numbers += std::string(each.TextOf("PartNumber")) + ":" + std::string(each.TextOf("ChecksumSHA1")) + " ";
    }
    return numbers;
  };
  Complete(Uploaded({}));
  CHECK(text(parts({}), "PartsCount") == "2");
  CHECK(lines(parts({})) == "1: 2: ");
  Complete(Uploaded({{"x-amz-checksum-algorithm", "SHA1"}}));
  const std::string first = "1:" + ChecksumOf(ChecksumKind::kSha1, kPart) + " ",
                    second = "2:" + ChecksumOf(ChecksumKind::kSha1, kLast) + " ";
  CHECK(lines(parts({})) == first + second);
  CHECK(text(parts({}), "IsTruncated") == "false");
  const S3Answer page = parts({{"x-amz-max-parts", "1"}});
  CHECK(lines(page) == first);
  CHECK(text(page, "IsTruncated") == "true");
  CHECK(text(page, "NextPartNumberMarker") == "1");
  const S3Answer next = parts({{"x-amz-max-parts", "1"}, {"x-amz-part-number-marker", "1"}});
  CHECK(lines(next) == second);
  CHECK(text(next, "IsTruncated") == "false");
  CHECK(text(next, "PartsCount") == "2");
  CHECK(parts({{"x-amz-max-parts", "x"}}).Code() == "InvalidArgument");
}

}  // namespace clipbox::http
