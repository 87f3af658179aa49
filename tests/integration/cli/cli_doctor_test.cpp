// The real binary's `storage keys` and `doctor`, beside a running server and alone.
#include <sys/stat.h>

#include "base/clock.h"
#include "base/json.h"
#include "catch.h"
#include "e2e/harness/api_client.h"
#include "e2e/harness/film.h"
#include "file_text.h"
#include "objectstore/s3/s3_store.h"
#include "run_program.h"
#include "sqlite/connection.h"
#include "work/chores/clock_memory.h"

namespace clipbox {
namespace {

using base::Json;
using test::Has;
using test::Outcome;
using test::TempDir;

Outcome RunWithoutHome(std::vector<std::string> arguments, const std::string& server = "") {
  std::map<std::string, std::string> environment = {{"HOME", "/nonexistent"}};
  if (!server.empty()) environment["CLIPBOX_URL"] = server;
  return test::RunProgram(CLIPBOX_PROGRAM, std::move(arguments), environment);
}

Json KeysOf(const e2e::Appliance& appliance) {
  return base::ParseJson(
      RunWithoutHome({"storage", "keys", "--json", "--data-dir", appliance.data_dir().string()}).out);
}

objectstore::S3Store ClientOf(const e2e::Appliance& appliance, base::Clock& clock) {
  const Json keys = KeysOf(appliance);
  return objectstore::S3Store({.endpoint = keys["endpoint"],
                               .bucket = keys["bucket"],
                               .access_key_id = keys["accessKeyId"],
                               .secret_access_key = keys["secretAccessKey"],
                               .region = keys["region"]},
                              clock);
}

// The finding of this name; null where there is none.
Json Finding(const Outcome& outcome, const std::string& name) {
  const Json report = base::ParseJson(outcome.out);
  for (const Json& check : report.at("checks")) {
    if (check.at("name") == name) return check;
  }
  return nullptr;
}

// A doctor of a server whose bytes lie in the bucket of another server.
std::vector<std::string> DoctorOf(const e2e::Appliance& store, const std::filesystem::path& data_dir,
                                  std::vector<std::string> more = {}) {
  const Json keys = KeysOf(store);
  std::vector<std::string> arguments = {"doctor", "--json", "--data-dir", data_dir.string()};
  const auto set = [&](const std::string& key, const std::string& value) {
    arguments.insert(arguments.end(), {"--set", key + "=" + value});
  };
  set("storage.endpoint", store.url());
  set("storage.access_key_id", keys["accessKeyId"]);
  set("storage.secret_access_key", keys["secretAccessKey"]);
  set("server.public_url", "https://clips.example.org");
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

}  // namespace

TEST_CASE("storage keys prints what an S3 client needs, and a client with it is let in") {
  const e2e::Appliance appliance;
  // Nobody tells it the port; the address of another server changes nothing.
  const Outcome outcome =
      RunWithoutHome({"storage", "keys", "--data-dir", appliance.data_dir().string()}, "http://127.0.0.1:1");
  CHECK(outcome.exit_code == 0);
  const Json keys = KeysOf(appliance);
  CHECK(outcome.out == "AWS_ENDPOINT_URL=" + appliance.url() +
                           "\nAWS_BUCKET=clipbox\nAWS_ACCESS_KEY_ID=" + keys["accessKeyId"].get<std::string>() +
                           "\nAWS_SECRET_ACCESS_KEY=" + keys["secretAccessKey"].get<std::string>() +
                           "\nAWS_DEFAULT_REGION=auto\nAWS_REGION=auto\n");
  base::SystemClock clock;
  CHECK_NOTHROW(ClientOf(appliance, clock).Check());
  // An address that is configured counts before the server has it: a bucket's rules are written for it.
  CHECK(Has(RunWithoutHome({"storage", "keys", "--data-dir", appliance.data_dir().string(), "--set",
                            "server.public_url=https://clips.example.org"})
                .out,
            "AWS_ENDPOINT_URL=https://clips.example.org\n"));
}

TEST_CASE("storage keys says where the keys are when there is no embedded store, or none yet") {
  const TempDir dir;
  const Outcome remote =
      RunWithoutHome({"storage", "keys", "--data-dir", dir.path().string(), "--set", "storage.account_id=abc", "--set",
                      "storage.access_key_id=a", "--set", "storage.secret_access_key=b"});
  CHECK(remote.exit_code == 1);
  CHECK(Has(remote.err, "storage.kind is r2"));
  const Outcome none = RunWithoutHome({"storage", "keys", "--data-dir", dir.path().string()});
  CHECK(none.exit_code == 1);
  CHECK(none.out.empty());
  const Outcome given =
      RunWithoutHome({"storage", "keys", "--data-dir", dir.path().string(), "--listen", "127.0.0.1:9000", "--set",
                      "storage.access_key_id=a", "--set", "storage.secret_access_key=b"});
  CHECK(Has(given.out, "AWS_ENDPOINT_URL=http://127.0.0.1:9000\n"));
  CHECK(Has(given.out, "AWS_SECRET_ACCESS_KEY=b\n"));
}

TEST_CASE("doctor finds everything well beside a running server, and leaves nothing in its store") {
  const e2e::Appliance appliance;
  const Outcome outcome = RunWithoutHome({"doctor", "--data-dir", appliance.data_dir().string()}, appliance.url());
  INFO(outcome.out);
  CHECK(outcome.exit_code == 0);
  for (const char* name : {"configuration", "permissions", "database", "databases", "quarantine", "disk", "clock",
                           "codecs", "libav", "store put", "store clock", "signed get", "multipart", "cors"}) {
    CHECK(Has(outcome.out, std::string("ok      ") + name + " "));
  }
  CHECK(appliance.StoredBytes() == 0);
}

TEST_CASE("doctor tries the files of the embedded store where no server runs") {
  e2e::Appliance appliance;
  REQUIRE(appliance.Stop() == 0);
  const Outcome outcome = RunWithoutHome({"doctor", "--json", "--data-dir", appliance.data_dir().string()});
  INFO(outcome.out);
  CHECK(outcome.exit_code == 0);
  CHECK(Has(Finding(outcome, "store")["detail"], "no server is running"));
}

TEST_CASE("doctor changes nothing in the store of a server that does not run") {
  e2e::Appliance appliance;
  REQUIRE(appliance.Stop() == 0);
  const std::filesystem::path objects = appliance.data_dir() / "objects";
  // What a start would repair.
  std::filesystem::create_directory(objects / "ab");
  e2e::WriteBytes(objects / "ab" / "abcdef", "a file without a row");
  e2e::WriteBytes(objects / "incoming" / "left", "of a crash");
  const std::vector<std::string> doctor = {"doctor", "--json", "--data-dir", appliance.data_dir().string()};
  CHECK(RunWithoutHome(doctor).exit_code == 0);
  CHECK(std::filesystem::exists(objects / "ab" / "abcdef"));
  CHECK(std::distance(std::filesystem::directory_iterator(objects / "incoming"), {}) == 1);

  const auto database = [&] {
    return sqlite::Connection(appliance.data_dir() / "objects.db", sqlite::Access::kWrite, {});
  };
  database().Execute("PRAGMA user_version = 1");
  const Outcome older = RunWithoutHome(doctor);
  CHECK(older.exit_code == 1);
  CHECK(Has(Finding(older, "store")["mend"], "start this version of `clipbox serve` once"));
  for (const auto& entry : std::filesystem::directory_iterator(appliance.data_dir()))
    CHECK_FALSE(Has(entry.path().string(), ".backup"));
}

TEST_CASE("what no objects.db knows is told by the log, doctor and /system, and is back once its own is put back") {
  e2e::Appliance appliance;
  const e2e::ApiClient client = e2e::SetUp(appliance);
  const TempDir dir;
  base::SystemClock clock;
  e2e::WriteBytes(dir / "bytes", std::string(123'457, 'x'));
  ClientOf(appliance, clock).PutFile("key", dir / "bytes", {});
  REQUIRE(appliance.Stop() == 0);
  const std::filesystem::path database = appliance.data_dir() / "objects.db";
  const std::vector<std::string> accept = {"storage", "accept", "--data-dir", appliance.data_dir().string()};
  std::filesystem::rename(database, dir / "objects.db");
  REQUIRE(RunWithoutHome(accept).exit_code == 0);

  appliance.Start();
  CHECK(appliance.StoredBytes() == 0);
  const Json aside = client.Get("/system").at("quarantine");
  CHECK(aside.at("files") == 1);
  CHECK(aside.at("bytes") >= 123'457);  // and what the file says of itself
  CHECK(Has(test::ReadText(appliance.log_file()), "objects.quarantined"));
  const std::vector<std::string> doctor = {"doctor", "--json", "--data-dir", appliance.data_dir().string()};
  const Json finding = Finding(RunWithoutHome(doctor, appliance.url()), "quarantine");
  CHECK(finding.at("ok") == false);
  CHECK(Has(finding.at("detail"), "files 1"));

  REQUIRE(appliance.Stop() == 0);
  std::filesystem::rename(dir / "objects.db", database);
  CHECK(Has(Finding(RunWithoutHome(doctor), "databases")["detail"], "objects.db is an older copy"));
  REQUIRE(RunWithoutHome(accept).exit_code == 0);
  appliance.Start();
  CHECK(appliance.StoredBytes() == 123'457);
  CHECK(client.Get("/system").at("quarantine").at("files") == 0);
  for (const char* name : {"quarantine", "databases"})
    CHECK(Finding(RunWithoutHome(doctor, appliance.url()), name).at("ok") == true);
}

TEST_CASE("a clock behind the highest time that the server saw is told by doctor, until an administrator confirms it") {
  e2e::Appliance appliance;
  const e2e::ApiClient client = e2e::SetUp(appliance);
  CHECK(client.Get("/system").at("clock").at("paused") == false);
  REQUIRE(appliance.Stop() == 0);
  const std::vector<std::string> doctor = {"doctor", "--json", "--data-dir", appliance.data_dir().string()};
  CHECK(Finding(RunWithoutHome(doctor), "clock").at("ok") == true);

  // As if the machine had been started anew, with a clock that is two hours behind.
  work::ClockMemory memory = work::BelieveClock({base::SystemClock().Now() + std::chrono::hours(2), {"a boot", {}}});
  sqlite::Connection(appliance.data_dir() / "clipbox.db", sqlite::Access::kWrite, {})
      .Execute("UPDATE settings SET value = '" + work::ClockMemoryText(memory) + "' WHERE name = 'clock_memory'");
  const Json alone = Finding(RunWithoutHome(doctor), "clock");
  CHECK(alone.at("ok") == false);
  CHECK(Has(alone.at("detail"), "jumped by -7"));
  CHECK(Has(alone.at("mend"), "/system/clock/confirm"));

  appliance.Start();
  CHECK(client.Get("/system").at("clock").at("paused") == true);
  CHECK(Has(test::ReadText(appliance.log_file()), "clock.jumped"));
  CHECK(Finding(RunWithoutHome(doctor, appliance.url()), "clock").at("ok") == false);
  CHECK(client.Post("/system/clock/confirm").at("paused") == false);
  CHECK(Has(test::ReadText(appliance.log_file()), "clock.believed"));
  CHECK(Finding(RunWithoutHome(doctor, appliance.url()), "clock").at("ok") == true);
}

TEST_CASE("doctor ends with 1 and says how to mend what is wrong") {
  e2e::Appliance appliance;
  REQUIRE(appliance.Stop() == 0);
  const std::string dir = appliance.data_dir().string();
  const Outcome unknown = RunWithoutHome({"doctor", "--json", "--set", "storage.buckt=x"});
  CHECK(unknown.exit_code == 1);
  CHECK(Has(Finding(unknown, "configuration")["detail"], "storage.bucket"));

  const Outcome full = RunWithoutHome({"doctor", "--json", "--data-dir", dir, "--set", "data.keep_free=1000 TiB"});
  CHECK(full.exit_code == 1);
  CHECK(Has(Finding(full, "disk")["mend"], "make room"));

  ::chmod(dir.c_str(), 0755);
  const Outcome open = RunWithoutHome({"doctor", "--json", "--data-dir", dir});
  CHECK(open.exit_code == 1);
  CHECK(Finding(open, "permissions")["mend"] == "chmod 700 " + dir);
  ::chmod(dir.c_str(), 0700);

  e2e::WriteBytes(appliance.data_dir() / "clipbox.db", "no database");
  const Outcome broken = RunWithoutHome({"doctor", "--json", "--data-dir", dir});
  CHECK(broken.exit_code == 1);
  CHECK(Finding(broken, "database")["ok"] == false);
}

TEST_CASE("doctor shows the CORS rule that a store elsewhere lacks, and writes it when told") {
  const e2e::Appliance store;
  const TempDir dir;
  const Outcome lacking = RunWithoutHome(DoctorOf(store, dir.path()));
  INFO(lacking.out);
  CHECK(lacking.exit_code == 1);
  CHECK(Finding(lacking, "multipart")["ok"] == true);
  CHECK(Has(Finding(lacking, "cors")["mend"], R"("AllowedOrigins":["https://clips.example.org"])"));
  CHECK(Has(Finding(lacking, "cors")["mend"], "--fix-cors"));

  const objectstore::CorsRule theirs{{"https://other.example"}, {"GET"}, {}, {}, 0, "theirs"};
  base::SystemClock clock;
  objectstore::S3Store client = ClientOf(store, clock);
  client.PutCors({theirs});
  const Outcome fixed = RunWithoutHome(DoctorOf(store, dir.path(), {"--fix-cors"}));
  INFO(fixed.out);
  CHECK(fixed.exit_code == 0);
  CHECK(Has(Finding(fixed, "cors")["detail"], "the rule was written"));
  CHECK(client.GetCors()->back() == theirs);
  CHECK(RunWithoutHome(DoctorOf(store, dir.path())).exit_code == 0);
}

TEST_CASE("doctor tells a wrong key, a missing bucket and a store that is away apart") {
  e2e::Appliance store;
  const TempDir dir;
  const Outcome wrong_key = RunWithoutHome(DoctorOf(store, dir.path(), {"--set", "storage.secret_access_key=wrong"}));
  CHECK(wrong_key.exit_code == 1);
  CHECK(Has(Finding(wrong_key, "store")["detail"], "SignatureDoesNotMatch"));
  CHECK(Finding(wrong_key, "store put").is_null());
  const Outcome no_bucket = RunWithoutHome(DoctorOf(store, dir.path(), {"--set", "storage.bucket=another"}));
  CHECK(no_bucket.exit_code == 1);
  CHECK(Has(Finding(no_bucket, "store")["detail"], "NoSuchBucket"));
  const std::vector<std::string> arguments = DoctorOf(store, dir.path());
  store.Kill();
  const Outcome away = RunWithoutHome(arguments);
  CHECK(away.exit_code == 1);
  CHECK_FALSE(Finding(away, "store")["detail"] == Finding(no_bucket, "store")["detail"]);
}

}  // namespace clipbox
