#include "config/storage_rules.h"

#include "base/error.h"
#include "catch.h"
#include "config/load.h"
#include "file_text.h"

namespace clipbox::config {
namespace {

using test::Has;

using Given = std::map<std::string, std::string>;

// As typed with --set, besides a data directory.
Loaded LoadWith(const Given& given) {
  Sources sources;
  sources.default_file = "/nonexistent/clipbox.toml";
  sources.flags = {{"data.dir", "/srv/clips", "--data-dir"}};
  for (const auto& [key, value] : given) sources.flags.push_back({key, value, "--set"});
  return Load(sources);
}

std::string Message(const Given& given) {
  try {
    LoadWith(given);
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kConfiguration);
    return error.what();
  }
  return "loaded";
}

Given WithKeys(Given given) {
  given.insert({{"storage.access_key_id", "key"}, {"storage.secret_access_key", "secret"}});
  return given;
}

}  // namespace

TEST_CASE("an account or an endpoint alone makes the kind r2, and the listing tells why") {
  for (const auto& [key, value] :
       Given{{"storage.account_id", "0123abcd"}, {"storage.endpoint", "https://s3.example.org"}}) {
    INFO(key);
    const Loaded loaded = LoadWith(WithKeys({{key, value}}));
    CHECK(loaded.settings.storage.kind == StorageKind::kR2);
    for (const Setting& setting : loaded.listing) {
      if (setting.key != "storage.kind") continue;
      CHECK(setting.value == "r2");
      CHECK(setting.origin == "because of " + key);
    }
  }
  CHECK(LoadWith({{"storage.endpoint", ""}}).settings.storage.kind == StorageKind::kLocal);
}

TEST_CASE("a jurisdiction of R2 is part of the account") {
  for (const char* account : {"0123abcd", "0123abcd.eu", "0123abcd.fedramp", "0123abcd.us"}) {
    CHECK(Message(WithKeys({{"storage.account_id", account}})) == "loaded");
  }
  for (const char* account : {"0123abcd.mars", "https://x", ".eu", "a/b", "a_b"}) {
    INFO(account);
    CHECK(
        Has(Message(WithKeys({{"storage.account_id", account}})), "for storage.account_id: expected the account's id"));
  }
}

TEST_CASE("storage keys that contradict each other are refused with what to do") {
  CHECK(Has(Message({{"storage.kind", "local"}, {"storage.endpoint", "https://s3.example.org"}}),
            "remove storage.endpoint, or set storage.kind=r2"));
  CHECK(Has(Message({{"storage.kind", "local"}, {"storage.account_id", "0123abcd"}}),
            "remove storage.account_id, or set storage.kind=r2"));
  CHECK(Has(Message(WithKeys({{"storage.kind", "r2"}})),
            "r2 needs storage.account_id (Cloudflare R2) or storage.endpoint (any S3)"));
  CHECK(Has(Message(WithKeys({{"storage.account_id", "0123abcd"}, {"storage.endpoint", "https://s3.example.org"}})),
            "keep one of the two"));
  CHECK(Message(WithKeys({{"storage.account_id", "0123abcd"},
                          {"storage.endpoint", "https://0123abcd.r2.cloudflarestorage.com"}})) == "loaded");
}

TEST_CASE("a store elsewhere needs its keys") {
  CHECK(Has(
      Message({{"storage.account_id", "0123abcd"}}),
      "storage.access_key_id is not set: storage.kind=r2 needs storage.access_key_id and storage.secret_access_key"));
  CHECK(Has(Message({{"storage.account_id", "0123abcd"}, {"storage.access_key_id", "key"}}),
            "come together or not at all"));
}

TEST_CASE("parts of the embedded store may be small, of a store elsewhere at least 5 MiB") {
  CHECK(LoadWith({{"storage.part_size", "64 KiB"}}).settings.storage.part_size->value == 65'536);
  CHECK(Has(Message(WithKeys({{"storage.account_id", "0123abcd"}, {"storage.part_size", "1 MiB"}})),
            "expected at least 5 MiB with storage.kind=r2"));
  CHECK(Message(WithKeys({{"storage.account_id", "0123abcd"}, {"storage.part_size", "5 MiB"}})) == "loaded");
}

TEST_CASE("limits and retention are none unless they are given") {
  const Settings none = LoadWith({}).settings;
  CHECK_FALSE((none.limits.user_bytes || none.limits.total_bytes || none.limits.queued_jobs));
  CHECK_FALSE((none.retention.source_days || none.retention.artifact_days));
  const Settings given =
      LoadWith({{"limits.user_bytes", "2 GiB"}, {"limits.queued_jobs", "5"}, {"retention.source_days", "30"}}).settings;
  CHECK(given.limits.user_bytes->value == 2ULL << 30);
  CHECK(*given.limits.queued_jobs == 5);
  CHECK(*given.retention.source_days == 30);
}

}  // namespace clipbox::config
