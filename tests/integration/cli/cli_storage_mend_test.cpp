// What a start does with databases that do not belong together. What `storage rebuild` and `storage accept` make of
// them. The real binary on a real data directory.
#include "base/json.h"
#include "catch.h"
#include "e2e/harness/api_client.h"
#include "e2e/harness/film.h"
#include "file_text.h"
#include "objectstore/s3/s3_store.h"
#include "run_program.h"

namespace clipbox {
namespace {

namespace fs = std::filesystem;
using base::Json;
using test::Has;
using test::Outcome;

// A server with one object, stopped.
struct StoppedServer {
  e2e::Appliance appliance;
  test::TempDir folder;
  base::SystemClock clock;

  StoppedServer() {
    Put("first", "the first bytes");
    REQUIRE(appliance.Stop() == 0);
  }

  fs::path Data(const std::string& name) const { return appliance.data_dir() / name; }

  Outcome Run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--data-dir", appliance.data_dir().string()});
    return test::RunProgram(CLIPBOX_PROGRAM, std::move(arguments), {{"HOME", "/nonexistent"}});
  }
  Outcome Serve() const { return Run({"serve", "--set", "server.listen=127.0.0.1:0"}); }

  objectstore::S3Store Client() {
    const Json keys = base::ParseJson(Run({"storage", "keys", "--json"}).out);
    return objectstore::S3Store({.endpoint = keys["endpoint"],
                                 .bucket = keys["bucket"],
                                 .access_key_id = keys["accessKeyId"],
                                 .secret_access_key = keys["secretAccessKey"],
                                 .region = keys["region"]},
                                clock);
  }
  void Put(const std::string& key, const std::string& bytes) {
    e2e::WriteBytes(folder / "bytes", bytes);
    Client().PutFile(key, folder / "bytes", {});
  }
  std::string Get(const std::string& key) { return test::ReadAll(*Client().Open(key)); }

  // A database with what SQLite keeps beside it.
  void Move(const std::string& name, const fs::path& from, const fs::path& to) const {
    fs::create_directories(to);
    for (const char* suffix : {"", "-wal", "-shm"})
      if (fs::exists(from / (name + suffix))) fs::rename(from / (name + suffix), to / (name + suffix));
  }

  // By its path below the data directory.
  std::map<std::string, std::string> AllBytes() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(appliance.data_dir())) {
      const std::string name = entry.path().filename().string();
      if (entry.is_regular_file() && name != "server.lock" && !Has(name, ".db-"))
        all[entry.path()] = test::ReadText(entry.path());
    }
    return all;
  }

  void RequireRefused(const std::string& because) const {
    const Outcome refused = Serve();
    INFO(refused.err);
    CHECK(refused.exit_code == 1);
    CHECK(Has(refused.err, because));
    CHECK(Has(refused.err, "clipbox storage rebuild"));
  }
};

}  // namespace

TEST_CASE_METHOD(StoppedServer, "a start without objects.db is refused, and storage rebuild makes it from the files") {
  Move("objects.db", appliance.data_dir(), folder / "lost");
  const auto before = AllBytes();
  RequireRefused("objects.db is missing or empty");
  CHECK(AllBytes() == before);

  const Outcome rebuilt = Run({"storage", "rebuild", "--json"});
  INFO(rebuilt.err);
  CHECK(base::ParseJson(rebuilt.out).at("objects") == 1);
  appliance.Start();
  CHECK(Get("first") == "the first bytes");
}

TEST_CASE_METHOD(StoppedServer, "a start without clipbox.db, or with an empty one, is refused and makes none") {
  Move("clipbox.db", appliance.data_dir(), folder / "lost");
  RequireRefused("clipbox.db is missing or empty");
  CHECK_FALSE(fs::exists(Data("clipbox.db")));
  e2e::WriteBytes(Data("clipbox.db"), "");
  RequireRefused("clipbox.db is missing or empty");
  CHECK(fs::file_size(Data("clipbox.db")) == 0);

  fs::remove(Data("clipbox.db"));
  Move("clipbox.db", folder / "lost", appliance.data_dir());
  appliance.Start();
  CHECK(Get("first") == "the first bytes");
}

TEST_CASE_METHOD(StoppedServer, "an older objects.db is refused, also one that was copied while the server ran") {
  appliance.Start();
  fs::copy(Data("objects.db"), folder / "objects.db");
  Put("second", "more bytes");
  REQUIRE(appliance.Stop() == 0);
  Move("objects.db", appliance.data_dir(), folder / "newer");
  fs::copy(folder / "objects.db", Data("objects.db"));
  const auto files = appliance.StoredBytes();
  RequireRefused("objects.db is an older copy than clipbox.db");
  CHECK(appliance.StoredBytes() == files);

  REQUIRE(Run({"storage", "rebuild"}).exit_code == 0);
  appliance.Start();
  CHECK(Get("first") == "the first bytes");
  CHECK(Get("second") == "more bytes");
}

TEST_CASE_METHOD(StoppedServer, "an older clipbox.db is refused until a person accepts it") {
  fs::copy(Data("clipbox.db"), folder / "clipbox.db");
  appliance.Start();
  Put("second", "more bytes");
  REQUIRE(appliance.Stop() == 0);
  Move("clipbox.db", appliance.data_dir(), folder / "newer");
  fs::copy(folder / "clipbox.db", Data("clipbox.db"));
  RequireRefused("clipbox.db is an older copy than objects.db");
  CHECK(Run({"storage", "accept"}).exit_code == 0);
  appliance.Start();
  CHECK(Get("second") == "more bytes");
}

TEST_CASE_METHOD(StoppedServer, "the databases of two installations are refused") {
  const StoppedServer other;
  Move("objects.db", appliance.data_dir(), folder / "own");
  fs::copy(other.Data("objects.db"), Data("objects.db"));
  RequireRefused("of two installations");
}

TEST_CASE_METHOD(StoppedServer, "a server that was killed starts again, and mending waits until none runs") {
  appliance.Start();
  CHECK(Has(Run({"storage", "rebuild"}).err, "while a server runs"));
  appliance.Kill();
  appliance.Start();
  CHECK(Get("first") == "the first bytes");
}

}  // namespace clipbox
