// `clipbox storage verify` and `usage` as programs, beside a server and alone.
#include "integration/cli/storage_world.h"

namespace clipbox {
namespace {

using base::Json;
using test::Has;
using test::Outcome;
using test::StorageWorld;

std::string Gauge(const StorageWorld& world, const std::string& name) {
  const std::string text = world.client.Call("GET", "/metrics").raw.body;
  const std::size_t at = text.find("\n" + name + " ");
  return at == std::string::npos ? ""
                                 : text.substr(at + name.size() + 2, text.find('\n', at + 1) - at - name.size() - 2);
}

}  // namespace

TEST_CASE_METHOD(StorageWorld, "verify finds a store well beside its server, and the server tells of it") {
  CHECK(client.Get("/system").at("lastVerify").is_null());
  const Outcome outcome = Storage({"verify"});
  INFO(outcome.err);
  CHECK(outcome.exit_code == 0);
  CHECK(Has(outcome.out, "all is as it was stored: 4 objects"));
  const Json last = client.Get("/system").at("lastVerify");
  CHECK(last.at("objects") == 4);
  CHECK(last.at("bytes") == e2e::BytesOf(client, job));
  CHECK(last.at("damaged") == 0);
  CHECK(last.at("endedAt").is_string());
  CHECK(Gauge(*this, "clipbox_storage_verify_objects") == "4");
  CHECK(Gauge(*this, "clipbox_storage_damaged_objects") == "0");
}

TEST_CASE_METHOD(StorageWorld, "a flipped bit is found beside the server: which job's, which file, and what to do") {
  const Json clip = ArtifactOf("clip");
  const auto file = FileOfSize(clip.at("sizeBytes"));
  FlipBit(file);
  const Outcome outcome = Storage({"verify"});
  CHECK(outcome.exit_code == 1);
  CHECK(Has(outcome.out, clip.at("r2Key").get<std::string>() + " (part 1 of 1): the file has other bytes"));
  CHECK(Has(outcome.out, "clip \"intro\" of the job " + job));
  CHECK(Has(outcome.out, file.string()));
  CHECK(Has(outcome.out, "verify --repair"));
  const Json json = base::ParseJson(Storage({"verify", "--json"}).out);
  CHECK(json.at("ok") == false);
  REQUIRE(json.at("damaged").size() == 1);
  CHECK(json.at("damaged")[0].at("jobId") == job);
  CHECK(json.at("damaged")[0].at("problem") == "bytes_differ");
  CHECK(json.at("damaged")[0].at("kind") == "clip");
  CHECK(client.Get("/system").at("lastVerify").at("stillDamaged") == 1);
  CHECK(Gauge(*this, "clipbox_storage_damaged_objects") == "1");
  const Outcome doctor = test::RunProgram(CLIPBOX_PROGRAM, {"doctor", "--data-dir", server.data_dir().string()});
  CHECK(doctor.exit_code == 1);
  CHECK(Has(doctor.out, "damaged objects in the store: 1,"));
}

TEST_CASE_METHOD(StorageWorld, "verify --repair is refused while the server runs, in words that say what to do") {
  const Outcome outcome = Storage({"verify", "--repair"});
  CHECK(outcome.exit_code == 1);
  CHECK(Has(outcome.err,
            "cannot repair the store while a server runs on " + server.data_dir().string() + ": stop it first"));
}

TEST_CASE_METHOD(StorageWorld, "a damaged clip is set aside, the job tells of it, and processing again makes it anew") {
  const Json clip = ArtifactOf("clip");
  const auto file = FileOfSize(clip.at("sizeBytes"));
  FlipBit(file);
  const std::string damaged = test::ReadText(file);
  REQUIRE(server.Stop() == 0);
  const Outcome outcome = Storage({"verify", "--repair"});
  INFO(outcome.err);
  CHECK(outcome.exit_code == 0);
  CHECK(Has(outcome.out, "process the job again"));
  CHECK(Has(outcome.out, "1 damaged, 1 of them set aside"));
  server.Start();
  CHECK(ArtifactOf("clip").is_null());
  CHECK(ArtifactOf("poster").is_object());
  CHECK(e2e::CountEvents(client, job, "artifact_damaged") == 1);
  // The start leaves the bytes where they are.
  CHECK(test::ReadText(FileOfSize(clip.at("sizeBytes"))) == damaged);
  CHECK(Storage({"verify"}).exit_code == 0);
  client.Post("/jobs/" + job + "/process");
  e2e::WaitForStatus(client, job, "READY");
  CHECK(ArtifactOf("clip").at("sha256") == clip.at("sha256"));
  e2e::CheckArtifacts(client, job);
}

TEST_CASE_METHOD(StorageWorld, "a damaged source is set aside, and its job says that it was damaged") {
  FlipBit(FileOfSize(std::filesystem::file_size(film)));
  REQUIRE(server.Stop() == 0);
  const Outcome outcome = Storage({"verify", "--repair"});
  CHECK(outcome.exit_code == 0);
  CHECK(Has(outcome.out, "upload the file again"));
  server.Start();
  CHECK(e2e::CountEvents(client, job, "source_damaged") == 1);
  CHECK(client.Get("/jobs/" + job).at("status") == "READY");
  CHECK(e2e::CodeOfRefusal(client, "POST", "/jobs/" + job + "/process") == "source_missing");
  e2e::CheckArtifacts(client, job);
}

TEST_CASE_METHOD(StorageWorld, "usage tells the bytes by job and by kind, and they add up") {
  const Outcome text = Storage({"usage"});
  INFO(text.err);
  CHECK(text.exit_code == 0);
  CHECK(Has(text.out, job));
  const Json usage = base::ParseJson(Storage({"usage", "--json"}).out);
  const std::uint64_t bytes = e2e::BytesOf(client, job);
  REQUIRE(usage.at("jobs").size() == 1);
  CHECK(usage.at("jobs")[0].at("id") == job);
  CHECK(usage.at("jobs")[0].at("title") == e2e::FakeYouTube::kTitle);
  CHECK(usage.at("jobs")[0].at("bytes") == bytes);
  CHECK(usage.at("jobs")[0].at("kinds").at("clip").at("bytes") == ArtifactOf("clip").at("sizeBytes"));
  CHECK(usage.at("kinds").at("source").at("bytes") == std::filesystem::file_size(film));
  CHECK(usage.at("kinds").at("poster").at("objects") == 2);
  CHECK(usage.at("orphans").at("objects") == 0);
  CHECK(usage.at("total").at("bytes") == bytes);
}

TEST_CASE_METHOD(StorageWorld, "usage counts an open upload, what no row names, and what lies aside") {
  const std::string second = e2e::NewJob(client, Recipe());
  const e2e::Upload upload(client, second, film);
  upload.Prepare();
  upload.SendPart(1);
  REQUIRE(server.Stop() == 0);
  const auto objects = server.data_dir() / "objects";
  std::filesystem::create_directories(objects / "quarantine");
  e2e::WriteBytes(objects / "quarantine" / "aside", "12345");
  e2e::WriteBytes(objects / "incoming" / "left", "123");
  const Json usage = base::ParseJson(Storage({"usage", "--json", "--largest", "1"}).out);
  CHECK(usage.at("jobCount") == 2);
  CHECK(usage.at("jobs").size() == 1);
  CHECK(usage.at("kinds").at("upload").at("bytes") == std::filesystem::file_size(film));
  CHECK(usage.at("quarantine").at("bytes") == 5);
  CHECK(usage.at("incoming").at("bytes") == 3);
}

}  // namespace clipbox
