// Uploads by an HTML form: what a signed policy allows, and what it does not.
#include "base/json.h"
#include "catch.h"
#include "crypto/checksum.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {
namespace {

struct FormClient : S3Client {
  Fields fields = {{"key", "films/a.mp4"}};
  base::Json conditions = base::Json::array({{{"bucket", "clipbox"}}, {"starts-with", "$key", "films/"}});
  std::string expiration;
  std::string file = "bytes of a film", file_name = "a.mp4";
  std::string path = "/clipbox";
  std::string signed_by;  // another secret

  FormClient() { expiration = base::ToIso8601(clock.Now() + std::chrono::hours(1)); }

  // Adds a field that the policy allows as it is.
  void Allow(const std::string& name, const std::string& value) {
    fields.push_back({name, value});
    conditions.push_back({{name, value}});
  }

  S3Answer Post(const std::function<void(Fields&)>& damage = {}, const std::string& end = "--B--\r\n") {
    Fields all = fields;
    Sign(all);
    if (damage) damage(all);
    std::string body;
    for (const auto& [name, value] : all)
      body += "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    body += "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file_name +
            "\"\r\nContent-Type: text/html\r\n\r\n" + file + "\r\n" + end;
    is_aws_signed = false;
    const S3Answer answer = Send("POST", path, {{"Content-Type", "multipart/form-data; boundary=B"}}, body);
    is_aws_signed = true;
    return answer;
  }

 private:
  void Sign(Fields& all) {
    auto credentials = bucket_store.credentials();
    if (!signed_by.empty()) credentials.secret_access_key = signed_by;
    crypto::SigningKeys keys(credentials);
    const std::string date = crypto::ToAmzDate(clock.Now());
    const crypto::SigV4Scope scope{date.substr(0, 8), "auto"};
    all.push_back({"x-amz-algorithm", "AWS4-HMAC-SHA256"});
    all.push_back({"x-amz-credential", credentials.access_key_id + "/" + crypto::ToText(scope)});
    all.push_back({"x-amz-date", date});
    base::Json signed_conditions = conditions;
    for (std::size_t i = all.size() - 3; i < all.size(); ++i)
      signed_conditions.push_back({{all[i].first, all[i].second}});
    const std::string policy =
        base::ToBase64(base::DumpJson({{"expiration", expiration}, {"conditions", signed_conditions}}));
    all.push_back({"policy", policy});
    all.push_back({"x-amz-signature", keys.For(scope)->SignHex(policy)});
  }
};

}  // namespace

TEST_CASE_METHOD(FormClient, "a form with a signed policy stores its file") {
  const S3Answer answer = Post();
  CHECK(answer.status == 204);
  CHECK(answer.Header("ETag") == '"' + crypto::Md5Hex(file) + '"');
  CHECK(answer.Header("Location") == std::string(kOrigin) + "/clipbox/films/a.mp4");
  CHECK(Get("/clipbox/films/a.mp4").body == file);
  path = "/clipbox/";
  file = std::string(300'000, 'x') + "\r\n--C\r\n";
  CHECK(Post().status == 204);
  CHECK(Get("/clipbox/films/a.mp4").body == file);
}

TEST_CASE_METHOD(FormClient, "fields say of the object what headers say of a PUT, and a file's own type says nothing") {
  Allow("Content-Type", "video/mp4");
  Allow("x-amz-meta-note", "mine");
  Allow("acl", "private");
  Allow("Cache-Control", "no-cache");
  fields.push_back({"x-ignore-this", "whatever"});
  CHECK(Post().status == 204);
  const S3Answer got = Get("/clipbox/films/a.mp4");
  CHECK(got.Header("Content-Type") == "video/mp4");
  CHECK(got.Header("x-amz-meta-note") == "mine");
  CHECK(got.Header("Cache-Control") == "no-cache");
  Allow("tagging", "<Tagging/>");
  CHECK(Post().Code() == "NotImplemented");
}

TEST_CASE_METHOD(FormClient,
                 "metadata in a field comes back byte for byte; a field that is no header's name is refused") {
  fields.push_back({"x-amz-meta-note", "\xDC and \xC3\x9C and =?UTF-8?Q?=C3=9C?="});
  conditions.push_back({"starts-with", "$x-amz-meta-note", ""});
  REQUIRE(Post().status == 204);
  CHECK(Get("/clipbox/films/a.mp4").Header("x-amz-meta-note") == fields.back().second);
  Allow("x-amz-meta-a b", "c");
  CHECK(Post().Code() == "InvalidArgument");
}

TEST_CASE_METHOD(FormClient, "the answer is the one that the form asks for") {
  SECTION("a status") {
    Allow("success_action_status", "201");
    const S3Answer made = Post();
    CHECK(made.status == 201);
    CHECK(made.Element("Key") == "films/a.mp4");
    CHECK(made.Element("Bucket") == "clipbox");
    CHECK(made.Element("ETag") == '"' + crypto::Md5Hex(file) + '"');
    fields.back().second = conditions.back()["success_action_status"] = "200";
    CHECK(Post().status == 200);
    fields.back().second = conditions.back()["success_action_status"] = "404";
    CHECK(Post().status == 204);
  }
  SECTION("a page of ours") {
    Allow("success_action_redirect", std::string(kOrigin) + "/done?a=b");
    const S3Answer sent_on = Post();
    CHECK(sent_on.status == 303);
    CHECK(sent_on.Header("Location") ==
          std::string(kOrigin) + "/done?a=b&bucket=clipbox&key=films%2Fa.mp4&etag=%22" + crypto::Md5Hex(file) + "%22");
  }
  SECTION("a page elsewhere") {
    for (const char* page :
         {"https://elsewhere.example/", "http://box.lan:8080.elsewhere.example/", "//elsewhere", "x"}) {
      FormClient other;
      other.Allow("success_action_redirect", page);
      CHECK(other.Post().Code() == "InvalidArgument");
      CHECK_FALSE(other.store.Head("films/a.mp4"));
    }
  }
}

TEST_CASE_METHOD(FormClient, "the file's name takes its place in the key, without its folders") {
  fields[0].second = "films/${filename}";
  file_name = "C:\\Users\\ada\\holiday ü.mp4";
  CHECK(Post().status == 204);
  CHECK(store.Head("films/holiday ü.mp4"));
  fields[0].second = "${filename}";
  CHECK(Post().Code() == "AccessDenied");
}

TEST_CASE_METHOD(FormClient, "what the policy does not allow is refused, and nothing is stored") {
  SECTION("a key outside its prefix") {
    fields[0].second = "other/a.mp4";
    CHECK(Post().Code() == "AccessDenied");
  }
  SECTION("a field that it does not name") {
    fields.push_back({"x-amz-meta-note", "mine"});
    CHECK(Post().Code() == "AccessDenied");
  }
  SECTION("another value than it says") {
    Allow("Content-Type", "video/mp4");
    CHECK(Post([](Fields& all) { all[1].second = "text/html"; }).Code() == "AccessDenied");
  }
  SECTION("another bucket") {
    bucket_store.buckets().Make("others", clock.Now());
    path = "/others";
    CHECK(Post().Code() == "AccessDenied");
  }
  SECTION("a file of another size") {
    conditions.push_back({"content-length-range", 1, 10});
    CHECK(Post().Code() == "EntityTooLarge");
    file = "";
    CHECK(Post().Code() == "EntityTooSmall");
  }
  SECTION("a later time") {
    expiration = base::ToIso8601(clock.Now());
    CHECK(Post().Code() == "AccessDenied");
  }
  CHECK(store.ListObjects("", "").lines.empty());
}

TEST_CASE_METHOD(FormClient, "a file within the range of sizes is stored") {
  conditions.push_back({"content-length-range", "1", 15});
  REQUIRE(file.size() == 15);
  CHECK(Post().status == 204);
}

TEST_CASE_METHOD(FormClient, "of a list of types each must begin as the policy says") {
  conditions.push_back({"starts-with", "$Content-Type", "video/"});
  fields.push_back({"Content-Type", "video/mp4, video/webm"});
  CHECK(Post().status == 204);
  fields.back().second = "video/mp4, text/html";
  CHECK(Post().Code() == "AccessDenied");
}

TEST_CASE_METHOD(FormClient, "a policy that nobody signed, or somebody else, opens nothing") {
  const auto field = [](Fields& all, std::string_view name) -> std::string& {
    return std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.first == name; })->second;
  };
  CHECK(Post([&](Fields& all) { field(all, "x-amz-signature")[0] ^= 1; }).Code() == "SignatureDoesNotMatch");
  CHECK(Post([&](Fields& all) { field(all, "policy")[9] ^= 1; }).Code() == "SignatureDoesNotMatch");
  CHECK(Post([&](Fields& all) { field(all, "x-amz-date")[15] ^= 1; }).Code() == "AccessDenied");
  CHECK(Post([&](Fields& all) { field(all, "x-amz-credential").insert(0, "X"); }).Code() == "InvalidAccessKeyId");
  CHECK(Post([&](Fields& all) { field(all, "x-amz-algorithm") = "none"; }).Code() == "InvalidArgument");
  CHECK(Post([](Fields& all) { all.pop_back(); }).Code() == "InvalidArgument");
  CHECK(Post([](Fields& all) { all.resize(1); }).Code() == "AccessDenied");
  signed_by = "somebody";
  CHECK(Post().Code() == "SignatureDoesNotMatch");
  CHECK(store.ListObjects("", "").lines.empty());
}

TEST_CASE_METHOD(FormClient, "a checksum in a form needs no condition, and is held against the file") {
  const auto post = [&](std::string_view summed) {
    crypto::Checksum checksum(*crypto::FindChecksumKind("SHA256"));
    checksum.Update(summed);
    return Post([value = checksum.Finish()](Fields& all) { all.push_back({"x-amz-checksum-sha256", value}); });
  };
  CHECK(post("another file").Code() == "BadDigest");
  CHECK_FALSE(store.Head("films/a.mp4"));
  CHECK(post(file).status == 204);
}

TEST_CASE_METHOD(FormClient, "a form of Signature Version 2 is told to use the fourth") {
  const S3Answer answer = Post([](Fields& all) {
    std::erase_if(all, [](const auto& field) { return field.first.starts_with("x-amz-"); });
    all.insert(all.end(), {{"AWSAccessKeyId", "KEY"}, {"signature", "c2lnbmF0dXJl"}});
  });
  CHECK(answer.Code() == "InvalidRequest");
  CHECK(answer.Element("Message").find("AWS4-HMAC-SHA256") != std::string::npos);
}

TEST_CASE_METHOD(FormClient, "a form that cannot be read, or is too much, is refused") {
  CHECK(Post({}, "").Code() == "MalformedPOSTRequest");
  CHECK(Post([](Fields& all) { all.push_back(all[0]); }).Code() == "InvalidArgument");
  CHECK(Post([](Fields& all) {
          all.push_back({"x-ignore", std::string(21 << 10, 'x')});
        }).Code() == "MaxPostPreDataLengthExceededError");
  CHECK(Post([](Fields& all) {
          for (int i = 0; i < 100; ++i) all.push_back({"x-ignore-" + std::to_string(i), ""});
        }).Code() == "InvalidArgument");
  fields[0].first = "name";
  CHECK(Post().Code() == "AccessDenied");
  CHECK(store.ListObjects("", "").lines.empty());
}

TEST_CASE_METHOD(FormClient, "a policy that is none is refused by its own name") {
  conditions = base::Json::array({{{"bucket", 1}}});
  CHECK(Post().Code() == "InvalidPolicyDocument");
  for (const base::Json& wrong :
       {base::Json({"eq", "$key"}), base::Json({"like", "$key", "x"}), base::Json({"eq", "key", "x"}),
        base::Json({"content-length-range", -1, 2}), base::Json("text"), base::Json::object()}) {
    conditions = base::Json::array({wrong});
    CHECK(Post().Code() == "InvalidPolicyDocument");
  }
  conditions = base::Json::array();
  expiration = "tomorrow";
  CHECK(Post().Code() == "InvalidPolicyDocument");
}

}  // namespace clipbox::http
