// A server whose bytes lie in a bucket elsewhere: that of another server process.
#include <arpa/inet.h>
#include <sys/socket.h>

#include "catch.h"
#include "e2e/harness/child_process.h"
#include "e2e/harness/deadline.h"
#include "e2e/harness/event_stream.h"
#include "e2e/harness/expect.h"
#include "e2e/harness/fake_youtube.h"
#include "e2e/harness/film.h"
#include "e2e/harness/recipes.h"
#include "e2e/harness/upload.h"
#include "objectstore/s3/s3_store.h"

namespace clipbox::e2e {
namespace {

constexpr std::chrono::seconds kStoreInterval{30};  // how often the store is asked (/readyz)

// A port of loopback that nobody has: a store that is started again must be where it was.
int FreePort() {
  const base::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket.get(), generic, length) != 0 || ::getsockname(socket.get(), generic, &length) != 0)
    throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

Json KeysOf(const Appliance& store) {
  return base::ParseJson(RunProgram({CLIPBOX_BIN, "storage", "keys", "--json", "--data-dir", store.data_dir().string(),
                                     "--listen", store.url().substr(std::string("http://").size())}));
}

// Deletes all that its bucket holds.
void Empty(const Appliance& store) {
  const Json keys = KeysOf(store);
  base::SystemClock clock;
  objectstore::S3Store bucket({.endpoint = keys.at("endpoint"),
                               .bucket = keys.at("bucket"),
                               .access_key_id = keys.at("accessKeyId"),
                               .secret_access_key = keys.at("secretAccessKey"),
                               .region = keys.at("region")},
                              clock);
  for (const auto& object : bucket.ListObjects("", "").lines) bucket.Delete(object.key);
}

// The settings of a server that keeps its bytes in `store`.
std::vector<std::string> KeepIn(const Appliance& store, const FakeYouTube& youtube) {
  const Json keys = KeysOf(store);
  return {youtube.Setting(), "storage.endpoint=" + keys.at("endpoint").get<std::string>(),
          "storage.access_key_id=" + keys.at("accessKeyId").get<std::string>(),
          "storage.secret_access_key=" + keys.at("secretAccessKey").get<std::string>(), "storage.part_size=5 MiB"};
}

// Asks /readyz until it says so of the store. The pauses are those of a quiet event stream.
Answer WaitForReadiness(const ApiClient& client, const std::string& store_state) {
  const Deadline deadline(kStoreInterval + std::chrono::seconds(30));
  const ApiClient stranger = client.As("");
  EventStream pause(client, "/events", deadline);
  while (!deadline.IsOver()) {
    Answer answer = stranger.Call("GET", "/readyz");
    if (answer.json.at("store") == store_state) return answer;
    pause.Next(Deadline(std::chrono::milliseconds(500)));
  }
  throw std::runtime_error("/readyz never said " + store_state + " of the store");
}

}  // namespace

TEST_CASE("with the bytes in a bucket elsewhere the whole flow runs, and only presigned URLs lead there") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(5));
  Enlarge(film, 12 << 20);  // three parts
  const FakeYouTube youtube;
  const Appliance store;
  Appliance appliance(KeepIn(store, youtube));
  const ApiClient client = SetUp(appliance);

  const std::string job = NewJob(client, ClipsRecipe({Clip(0.5, 1.5, "first"), Clip(2.02, 3.3)}));
  const Upload upload(client, job, film);
  const Json session = upload.Prepare();
  CHECK(session.at("partCount") == 3);
  CHECK(session.at("key").get<std::string>().starts_with("clipbox/sources/"));
  for (const Json& part : session.at("partUrls")) {
    CHECK(part.at("url").get<std::string>().starts_with(store.url() + "/clipbox/clipbox/sources/"));
  }
  upload.Finish();
  const Json ready = WaitForStatus(client, job, "READY");
  CHECK(ready.at("attempts") == 1);
  CheckArtifacts(client, job);
  CheckClips(client, job, film);
  for (const Json& artifact : client.Artifacts(job)) {
    const std::string url = client.Get("/artifacts/" + artifact.at("id").get<std::string>() + "/url").at("url");
    CHECK(url.starts_with(store.url() + "/clipbox/clipbox/artifacts/"));
  }

  // The server itself answers no S3 request, keeps no objects, and lets its page talk to the store.
  CHECK_FALSE(std::filesystem::exists(appliance.data_dir() / "objects.db"));
  CHECK(client.As("")
            .Call("GET", "/clipbox/x?X-Amz-Signature=0&X-Amz-Algorithm=AWS4-HMAC-SHA256")
            .raw.Header("content-type")
            .find("xml") == std::string::npos);
  CHECK(client.Call("GET", "/").raw.Header("content-security-policy").find("connect-src 'self' " + store.url()) !=
        std::string::npos);
  const Json system = client.Get("/system");
  CHECK(system.at("storage").at("kind") == "r2");
  CHECK(system.at("storage").at("endpoint") == store.url());
  CHECK(system.at("storage").at("state") == "ok");
  CHECK(client.As("").Call("GET", "/readyz").status == 200);

  client.Delete("/jobs/" + job);
  CHECK(store.StoredBytes() == 0);
}

TEST_CASE("a store that has none of the jobs' bytes is named, and a job that needs them says what is missing") {
  const test::TempDir folder;
  const FakeYouTube youtube;
  const Appliance store;
  Appliance appliance(KeepIn(store, youtube));
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, WriteFilm(folder.path(), SmallFilm(3)), ClipsRecipe({Clip(0.5, 1.5)}));
  WaitForStatus(client, job, "READY");
  CHECK(client.As("").Call("GET", "/readyz").json.at("store") == "ok");

  // As if another bucket had been configured, which is empty.
  REQUIRE(appliance.Stop() == 0);
  Empty(store);
  appliance.Start();
  const Answer ready = client.As("").Call("GET", "/readyz");
  CHECK(ready.status == 503);
  CHECK(ready.json.at("store") == "elsewhere");
  CHECK(client.Get("/system").at("storage").at("state") == "elsewhere");
  client.Post("/jobs/" + job + "/process", {{"recipe", ClipsRecipe({Clip(1, 2)})}});
  CHECK(WaitForStatus(client, job, "FAILED").at("failure").at("code") == "source_missing");
}

TEST_CASE("an aborted upload leaves nothing in a bucket elsewhere") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(2));
  Enlarge(film, 6 << 20);
  const FakeYouTube youtube;
  const Appliance store;
  Appliance appliance(KeepIn(store, youtube));
  const ApiClient client = SetUp(appliance);
  const std::string job = NewJob(client, WholeRecipe({"poster"}));
  const Upload upload(client, job, film);
  upload.Prepare();
  upload.SendPart(1);
  CHECK(store.StoredBytes() == 5 << 20);
  CHECK(client.Delete("/jobs/" + job + "/upload").at("status") == "FAILED");
  CHECK(store.StoredBytes() == 0);
}

TEST_CASE("a store that goes away in the middle of the work holds the job up, costs it no attempt, and is named") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SlowFilm());
  const FakeYouTube youtube;
  Appliance store({"server.listen=127.0.0.1:" + std::to_string(FreePort())});
  Appliance appliance(KeepIn(store, youtube));
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, SlowRecipe());
  const auto started = [](const Json& now) {
    return now.at("status") == "PROCESSING" && !now.at("progress").is_null() && now.at("progress").at("fraction") > 0;
  };
  WaitForJob(client, job, started);

  store.Kill();
  WaitForJob(
      client, job, [](const Json& now) { return now.at("status") == "UPLOADED"; }, std::chrono::seconds(120));
  const Answer unready = WaitForReadiness(client, "unavailable");
  CHECK(unready.status == 503);
  CHECK(unready.json.at("database") == "ok");
  CHECK(client.Get("/system").at("storage").at("state") == "unavailable");
  CHECK(CountEvents(client, job, "retry_scheduled") <= 3);  // it is left alone while the store is away
  CHECK(CodeOfRefusal(client, "POST", "/jobs/" + NewJob(client, WholeRecipe({"poster"})) + "/upload",
                      {{"fileName", "a.mp4"}, {"sizeBytes", 10}, {"contentType", ""}}) == "store_unavailable");

  store.Start();
  CHECK(WaitForReadiness(client, "ok").status == 200);
  const Json ready = WaitForStatus(client, job, "READY", std::chrono::seconds(120));
  CHECK(ready.at("attempts") == 1);
  CheckArtifacts(client, job);
}

}  // namespace clipbox::e2e
