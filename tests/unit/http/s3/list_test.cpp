// Listings: prefix, delimiter, pages, encodings, of objects and of open uploads.
#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

using Texts = std::vector<std::string>;
using Query = std::vector<crypto::NameValue>;

struct Listed : S3Client {
  Listed() { SendSigned("PUT", "/list"); }

  void Fill(const Texts& keys) {
    for (const std::string& key : keys) REQUIRE(Put("/list/" + key, key).status == 200);
  }
  S3Answer List(const Query& query = {}) { return SendSigned("GET", "/list", query); }
  S3Answer ListV2(Query query = {}) {
    query.insert(query.begin(), {"list-type", "2"});
    return List(query);
  }
  static Texts Keys(const S3Answer& answer) { return answer.All("Contents", "Key"); }
  static Texts Prefixes(const S3Answer& answer) { return answer.All("CommonPrefixes", "Prefix"); }
};

}  // namespace

TEST_CASE_METHOD(Listed, "an empty bucket lists nothing, in either version") {
  for (const S3Answer& answer : {List(), ListV2()}) {
    CHECK(answer.status == 200);
    CHECK(answer.Element("Name") == "list");
    CHECK(answer.Element("IsTruncated") == "false");
    CHECK(answer.Element("MaxKeys") == "1000");
    CHECK(Keys(answer).empty());
  }
  CHECK(ListV2().Element("KeyCount") == "0");
}

TEST_CASE_METHOD(Listed, "a line says key, size, ETag, time and owner, the owner in version 2 only when asked") {
  Fill({"key"});
  const S3Answer answer = List();
  CHECK(answer.All("Contents", "ETag") == Texts{'"' + crypto::Md5Hex("key") + '"'});
  CHECK(answer.All("Contents", "Size") == Texts{"3"});
  CHECK(answer.All("Contents", "LastModified") == Texts{base::ToIso8601(clock.Now())});
  CHECK(answer.body.find("<Owner>") != std::string::npos);
  CHECK(ListV2().body.find("<Owner>") == std::string::npos);
  CHECK(ListV2({{"fetch-owner", "true"}}).body.find("<Owner>") != std::string::npos);
}

TEST_CASE_METHOD(Listed, "a delimiter rolls up what lies behind it, with and without a prefix") {
  Fill({"asdf", "boo/bar", "boo/baz/xyzzy", "cquux/thud", "cquux/bla"});
  struct Case {
    Query query;
    Texts keys, prefixes;
  };
  const std::vector<Case> cases = {
      {{{"delimiter", "/"}}, {"asdf"}, {"boo/", "cquux/"}},
      {{{"delimiter", "/"}, {"prefix", "boo/"}}, {"boo/bar"}, {"boo/baz/"}},
      {{{"delimiter", "a"}}, {"cquux/thud"}, {"a", "boo/ba", "cquux/bla"}},
      {{{"delimiter", "/"}, {"prefix", "boo"}}, {}, {"boo/"}},
      {{{"delimiter", "\n"}}, {"asdf", "boo/bar", "boo/baz/xyzzy", "cquux/bla", "cquux/thud"}, {}},
      {{{"delimiter", "/b"}}, {"asdf", "cquux/thud"}, {"boo/b", "cquux/b"}},
      {{{"prefix", "c"}}, {"cquux/bla", "cquux/thud"}, {}},
      {{{"prefix", "x"}}, {}, {}},
      {{{"delimiter", ""}, {"prefix", ""}}, {"asdf", "boo/bar", "boo/baz/xyzzy", "cquux/bla", "cquux/thud"}, {}},
  };
  for (const Case& each : cases) {
    for (const S3Answer& answer : {List(each.query), ListV2(each.query)}) {
      INFO(answer.body);
      CHECK(Keys(answer) == each.keys);
      CHECK(Prefixes(answer) == each.prefixes);
    }
  }
}

TEST_CASE_METHOD(Listed, "pages of version 1 follow each other by marker, a common prefix counting as one line") {
  Fill({"asdf", "boo/bar", "boo/baz", "cquux/thud", "zz"});
  Texts keys, prefixes;
  std::string marker;
  for (bool truncated = true; truncated;) {
    const S3Answer page = List({{"delimiter", "/"}, {"marker", marker}, {"max-keys", "1"}});
    CHECK(Keys(page).size() + Prefixes(page).size() == 1);
    for (const std::string& key : Keys(page)) keys.push_back(key);
    for (const std::string& prefix : Prefixes(page)) prefixes.push_back(prefix);
    truncated = page.Element("IsTruncated") == "true";
    CHECK(page.Element("NextMarker").empty() == !truncated);
    marker = page.Element("NextMarker");
  }
  CHECK(keys == Texts{"asdf", "zz"});
  CHECK(prefixes == Texts{"boo/", "cquux/"});
  CHECK(Keys(List({{"marker", "boo/bar"}})) == Texts{"boo/baz", "cquux/thud", "zz"});
  CHECK(Keys(List({{"marker", "bzz"}})) == Texts{"cquux/thud", "zz"});
  CHECK(Keys(List({{"marker", "zzz"}})).empty());
}

TEST_CASE_METHOD(Listed, "pages of version 2 follow each other by their token, which wins over start-after") {
  Fill({"bar", "baz", "foo", "quxx"});
  const S3Answer first = ListV2({{"max-keys", "2"}, {"start-after", "a"}});
  CHECK(Keys(first) == Texts{"bar", "baz"});
  CHECK(first.Element("StartAfter") == "a");
  CHECK(first.Element("KeyCount") == "2");
  const std::string token = first.Element("NextContinuationToken");
  const S3Answer second = ListV2({{"continuation-token", token}, {"start-after", "bar"}});
  CHECK(Keys(second) == Texts{"foo", "quxx"});
  CHECK(second.Element("ContinuationToken") == token);
  CHECK(second.Element("IsTruncated") == "false");
  CHECK(Keys(ListV2({{"start-after", "baz"}})) == Texts{"foo", "quxx"});
  CHECK(Keys(ListV2({{"continuation-token", ""}})).size() == 4);
  CHECK(ListV2({{"continuation-token", "no token"}}).Code() == "InvalidArgument");
}

TEST_CASE_METHOD(Listed, "max-keys bounds a page, is at most 1,000, and must be a number") {
  Fill({"a", "b"});
  CHECK(Keys(List({{"max-keys", "1"}})) == Texts{"a"});
  CHECK(List({{"max-keys", "1"}}).Element("IsTruncated") == "true");
  const S3Answer none = List({{"max-keys", "0"}});
  CHECK(Keys(none).empty());
  CHECK(none.Element("IsTruncated") == "false");
  CHECK(List({{"max-keys", "5000"}}).Element("MaxKeys") == "1000");
  CHECK(Keys(List({{"max-keys", ""}})).size() == 2);
  for (const char* wrong : {"blah", "-1", "1x", "99999999999"})
    CHECK(List({{"max-keys", wrong}}).Code() == "InvalidArgument");
}

TEST_CASE_METHOD(Listed, "encoding-type=url percent-encodes every key and prefix") {
  Fill({"foo+1/bar", "asdf ü+b", "line\nfeed"});
  const S3Answer answer = List({{"delimiter", "/"}, {"encoding-type", "url"}});
  CHECK(Keys(answer) == Texts{"asdf%20%C3%BC%2Bb", "line%0Afeed"});
  CHECK(Prefixes(answer) == Texts{"foo%2B1/"});
  CHECK(answer.Element("EncodingType") == "url");
  CHECK(Keys(List()).at(0) == "asdf ü+b");
  CHECK(List({{"encoding-type", "base64"}}).Code() == "InvalidArgument");
}

TEST_CASE_METHOD(Listed, "keys of any text are stored, listed, read and deleted, and never become paths") {
  const Texts keys = {" ",
                      "\"",
                      "$",
                      "%",
                      "&",
                      "'",
                      "<",
                      ">",
                      "_ _",
                      "a//b",
                      "a/../b",
                      "..",
                      "/lead",
                      "日本語",
                      "\xF0\x9F\x8E\xAC",
                      "a\tb",
                      std::string(1024, 'k')};
  Fill(keys);
  const Texts listed = Keys(List({{"encoding-type", "url"}}));
  REQUIRE(listed.size() == keys.size());
  for (const std::string& key : listed)
    CHECK(Get("/list/" + base::PercentDecode(key).value()).body == base::PercentDecode(key));
  std::string body = "<Delete>";
  for (const std::string& key : keys)
    body += xml::Write({"Object", "", {{"Key", key}}})
                .substr(std::string("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").size());
  const S3Answer deleted = SendSigned("POST", "/list", {{"delete", ""}}, body + "</Delete>");
  CHECK(deleted.All("Deleted", "Key") == keys);
  CHECK(Keys(List()).empty());
}

TEST_CASE_METHOD(Listed, "many keys go in one call: quietly, missing ones too, a thousand at most") {
  Fill({"a", "b", "c"});
  const auto remove = [&](const std::string& inside) {
    return SendSigned("POST", "/list", {{"delete", ""}}, "<Delete>" + inside + "</Delete>");
  };
  CHECK(remove("<Object><Key>a</Key></Object><Object><Key>missing</Key></Object>").All("Deleted", "Key") ==
        Texts{"a", "missing"});
  CHECK(remove("<Quiet>true</Quiet><Object><Key>b</Key></Object>").All("Deleted", "Key").empty());
  CHECK(Keys(List()) == Texts{"c"});
  const S3Answer versions = remove(
      "<Object><Key>c</Key><VersionId>3HL4</VersionId></Object><Object><Key>d</Key><VersionId>null</VersionId></"
      "Object>");
  CHECK(versions.All("Error", "Key") == Texts{"c"});
  CHECK(versions.All("Error", "Code") == Texts{"NoSuchVersion"});
  CHECK(versions.All("Deleted", "Key") == Texts{"d"});
  CHECK(
      remove("<Quiet>true</Quiet><Object><Key>c</Key><VersionId>3HL4</VersionId></Object>").All("Error", "VersionId") ==
      Texts{"3HL4"});
  CHECK(Keys(List()) == Texts{"c"});
  CHECK(remove("").Code() == "MalformedXML");
  CHECK(remove("<Object/>").Code() == "MalformedXML");
  std::string many;
  for (int i = 0; i < 1001; ++i) many += "<Object><Key>" + std::to_string(i) + "</Key></Object>";
  CHECK(remove(many).Code() == "MalformedXML");
}

TEST_CASE_METHOD(Listed, "open uploads are listed in pages by key and id") {
  const auto begin = [&](const std::string& key) {
    return SendSigned("POST", "/list/" + key, {{"uploads", ""}}).Element("UploadId");
  };
  Texts ids = {begin("a"), begin("a")};
  std::sort(ids.begin(), ids.end());
  ids.push_back(begin("b/c"));
  const auto list = [&](Query query) {
    query.insert(query.begin(), {"uploads", ""});
    return SendSigned("GET", "/list", query);
  };
  CHECK(list({}).All("Upload", "UploadId") == ids);
  const S3Answer first = list({{"max-uploads", "1"}});
  CHECK(first.All("Upload", "UploadId") == Texts{ids[0]});
  CHECK(first.Element("IsTruncated") == "true");
  const S3Answer rest =
      list({{"key-marker", first.Element("NextKeyMarker")}, {"upload-id-marker", first.Element("NextUploadIdMarker")}});
  CHECK(rest.All("Upload", "UploadId") == Texts{ids[1], ids[2]});
  CHECK(list({{"key-marker", "a"}}).All("Upload", "UploadId") == Texts{ids[2]});
  CHECK(list({{"prefix", "b"}, {"delimiter", "/"}}).All("CommonPrefixes", "Prefix") == Texts{"b/"});
}

}  // namespace clipbox::http
