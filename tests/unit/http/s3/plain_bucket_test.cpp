#include "catch.h"
#include "unit/http/s3/client.h"

namespace clipbox::http {

TEST_CASE_METHOD(S3Client, "a bucket has no versions, and each object is the only one of itself") {
  Put("/clipbox/a", "one");
  Put("/clipbox/b/1", "two");
  Put("/clipbox/b/2", "two");
  const S3Answer versioning = SendSigned("GET", "/clipbox", {{"versioning", ""}});
  CHECK(versioning.status == 200);
  CHECK(xml::Parse(versioning.body, 1 << 20).value().children.empty());
  const S3Answer versions = SendSigned("GET", "/clipbox", {{"versions", ""}, {"delimiter", "/"}});
  CHECK(versions.All("Version", "Key") == std::vector<std::string>{"a"});
  CHECK(versions.All("Version", "VersionId") == std::vector<std::string>{"null"});
  CHECK(versions.All("Version", "IsLatest") == std::vector<std::string>{"true"});
  CHECK(versions.All("CommonPrefixes", "Prefix") == std::vector<std::string>{"b/"});
  CHECK(versions.Element("IsTruncated") == "false");
}

TEST_CASE_METHOD(S3Client, "a list of versions goes on from where a page ended") {
  for (const char* key : {"a", "b", "c"}) Put(std::string("/clipbox/") + key, "x");
  std::vector<std::string> keys;
  std::string marker;
  for (int page = 0; page < 3; ++page) {
    const S3Answer answer =
        SendSigned("GET", "/clipbox",
                   {{"versions", ""}, {"max-keys", "1"}, {"key-marker", marker}, {"version-id-marker", "null"}});
    for (const std::string& key : answer.All("Version", "Key")) keys.push_back(key);
    CHECK((answer.Element("IsTruncated") == "true") == (page < 2));
    marker = answer.Element("NextKeyMarker");
  }
  CHECK(keys == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE_METHOD(S3Client, "the version that there is can be got and deleted by its name") {
  Put("/clipbox/key", "film");
  CHECK(SendSigned("GET", "/clipbox/key", {{"versionId", "null"}}).body == "film");
  CHECK(SendSigned("GET", "/clipbox/key", {{"versionId", "other"}}).status == 501);
  CHECK(SendSigned("DELETE", "/clipbox/key", {{"versionId", "null"}}).status == 204);
  CHECK_FALSE(store.Head("key"));
}

TEST_CASE_METHOD(S3Client, "the owner has full control of bucket and object, and nobody else has any") {
  Put("/clipbox/key", "x");
  for (const char* path : {"/clipbox", "/clipbox/key"}) {
    INFO(path);
    const S3Answer acl = SendSigned("GET", path, {{"acl", ""}});
    REQUIRE(acl.status == 200);
    CHECK(acl.body.find("xsi:type=\"CanonicalUser\"") != std::string::npos);
    CHECK(acl.body.find("<Permission>FULL_CONTROL</Permission>") != std::string::npos);
    CHECK(SendSigned("PUT", path, {{"acl", ""}}, acl.body).status == 200);
    CHECK(SendSigned("PUT", path, {{"acl", ""}}, "", {{"x-amz-acl", "public-read"}}).status == 200);
    CHECK(SendSigned("PUT", path, {{"acl", ""}}, "", {{"x-amz-grant-read", "id=other"}}).status == 501);
    std::string others = acl.body;
    others.replace(others.rfind("<ID>clipbox"), 11, "<ID>another");
    CHECK(SendSigned("PUT", path, {{"acl", ""}}, others).status == 501);
    CHECK(SendSigned("PUT", path, {{"acl", ""}}, "<Acl/>").Code() == "MalformedXML");
  }
  CHECK(SendSigned("GET", "/clipbox/none", {{"acl", ""}}).Code() == "NoSuchKey");
  CHECK(SendSigned("PUT", "/clipbox/none", {{"acl", ""}}, "", {{"x-amz-acl", "private"}}).Code() == "NoSuchKey");
}

TEST_CASE_METHOD(S3Client, "what a plain bucket does not have is not found by the name of each, and deleted already") {
  for (const auto& [parameter, code] : Fields{{"policy", "NoSuchBucketPolicy"},
                                              {"policyStatus", "NoSuchBucketPolicy"},
                                              {"lifecycle", "NoSuchLifecycleConfiguration"},
                                              {"tagging", "NoSuchTagSet"},
                                              {"encryption", "ServerSideEncryptionConfigurationNotFoundError"},
                                              {"website", "NoSuchWebsiteConfiguration"},
                                              {"replication", "ReplicationConfigurationNotFoundError"},
                                              {"object-lock", "ObjectLockConfigurationNotFoundError"},
                                              {"ownershipControls", "OwnershipControlsNotFoundError"},
                                              {"publicAccessBlock", "NoSuchPublicAccessBlockConfiguration"},
                                              {"cors", "NoSuchCORSConfiguration"}}) {
    INFO(parameter);
    const S3Answer answer = SendSigned("GET", "/clipbox", {{parameter, ""}});
    CHECK(answer.status == 404);
    CHECK(answer.Code() == code);
    const bool is_read_only = parameter == "policyStatus" || parameter == "object-lock";
    CHECK(SendSigned("DELETE", "/clipbox", {{parameter, ""}}).status == (is_read_only ? 501 : 204));
    if (parameter != "cors") CHECK(SendSigned("PUT", "/clipbox", {{parameter, ""}}, "<X/>").status == 501);
  }
  for (const char* parameter : {"accelerate", "logging", "notification", "requestPayment"}) {
    INFO(parameter);
    CHECK(SendSigned("GET", "/clipbox", {{parameter, ""}}).status == 200);
    CHECK(SendSigned("DELETE", "/clipbox", {{parameter, ""}}).status == 501);
  }
  CHECK(SendSigned("GET", "/nowhere", {{"policy", ""}}).Code() == "NoSuchBucket");
}

}  // namespace clipbox::http
