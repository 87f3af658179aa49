#include <unistd.h>

#include <fstream>

#include "integration/api/api_world.h"
#include "run_program.h"
#include "unit/http/raw_client.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

class ZipWorld : public ApiWorld {
 public:
  // A READY job with these clips, each with bytes of its own.
  std::string ReadyWith(const std::vector<std::pair<std::string, std::string>>& label_and_bytes) {
    const std::string job = Uploaded();
    store.queue.FinishAnalysis(Claim(job), {{}, "{}", {"{}"}, {}});
    store::SpanOutcome outcome;
    for (const auto& [label, bytes] : label_and_bytes) {
      const std::filesystem::path file = dir / "made";
      std::ofstream(file, std::ios::binary) << bytes;
      jobs::Artifact clip;
      clip.label = label;
      const auto at = static_cast<double>(outcome.made++);
      clip.range = {{at, at + 1}};
      clip.key = "clipbox/artifacts/" + IdOf(job).value + "/" + std::to_string(outcome.made) + ".mp4";
      clip.size_bytes = objects.PutFile(clip.key, file, {.content_type = "video/mp4", .metadata = {}}).size_bytes;
      clip.sha256 = std::string(64, '0');
      clip.content_type = "video/mp4";
      outcome.artifacts.push_back(clip);
    }
    store.queue.FinishSpan(Claim(job), outcome);
    return job;
  }

  test::Outcome Python(const std::string& zip, const std::string& script) {
    const std::filesystem::path path = dir / "job.zip";
    std::ofstream(path, std::ios::binary) << zip;
    return test::RunProgram("/usr/bin/python3", {"-c", script, path.string()});
  }
};

constexpr const char* kListing = R"(
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist(): print(i.filename, i.file_size)
)";

// What of this process is in memory.
std::int64_t ResidentBytes() {
  std::int64_t all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * ::sysconf(_SC_PAGESIZE);
}

// The download under way, of which only the beginning is taken. A block of the archive's is in memory, and more than
// sockets hold is left.
std::unique_ptr<test::RawClient> BeginDownload(const ZipWorld& world, const std::string& job) {
  auto client = std::make_unique<test::RawClient>(world.port);
  client->Send("GET /api/v1" + job + "/artifacts.zip HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " +
               world.ann + "\r\n\r\n");
  client->ReadUntil("xxxxxxxx");
  return client;
}

}  // namespace

TEST_CASE_METHOD(ZipWorld,
                 "everything of a job comes as one zip in a folder of the title, with names that are told apart") {
  const std::string job = ReadyWith({{"intro", "first"}, {"Intro", "second one"}, {"日本", std::string(9 << 20, 'x')}});
  Patch(job, {{"title", "Mädchen: Teil 1/2"}});
  const Answer zip = Get(job + "/artifacts.zip");
  REQUIRE(zip.status == 200);
  CHECK(zip.http.Header("content-type") == "application/zip");
  CHECK(zip.http.Header("content-disposition") ==
        "attachment; filename=\"M_dchen- Teil 1-2.zip\"; filename*=UTF-8''M%C3%A4dchen-%20Teil%201-2.zip");
  const test::Outcome listed = Python(zip.http.body, kListing);
  INFO(listed.err);
  CHECK(listed.out ==
        "Mädchen- Teil 1-2/intro.mp4 5\nMädchen- Teil 1-2/Intro (2).mp4 10\nMädchen- Teil 1-2/日本.mp4 9437184\n");
}

TEST_CASE_METHOD(ZipWorld, "of a job's results those that are asked for come alone, called as among all") {
  const std::string job = ReadyWith({{"intro", "first"}, {"Intro", "second one"}, {"outro", "last"}});
  const Json items = Get(job + "/artifacts").json.at("items");
  const auto id = [&](std::size_t i) { return items[i].at("id").get<std::string>(); };
  const auto listing = [&](const std::string& ids) {
    const Answer zip = Get(job + "/artifacts.zip?ids=" + ids);
    REQUIRE(zip.status == 200);
    return Python(zip.http.body, kListing).out;
  };
  CHECK(listing(id(1)) == "A film/Intro (2).mp4 10\n");
  CHECK(listing(id(2) + "," + id(0) + "," + id(2)) == "A film/intro.mp4 5\nA film/outro.mp4 4\n");
}

TEST_CASE_METHOD(ZipWorld, "a zip of what is not the job's is refused with the id that is not") {
  const std::string job = ReadyWith({{"intro", "first"}});
  const std::string id = Get(job + "/artifacts").json.at("items")[0].at("id");
  const std::string other = Get(ReadyWith({{"other", "x"}}) + "/artifacts").json.at("items")[0].at("id");
  for (const std::string& wrong : {other, std::string("none")}) {
    const Answer refused = Get(job + "/artifacts.zip?ids=" + id + "," + wrong);
    CHECK(refused.status == 404);
    CHECK(refused.at("detail").find(wrong) != std::string::npos);
  }
  for (const std::string& wrong : {std::string(), id + ",", "," + id}) {
    CAPTURE(wrong);
    CHECK(Get(job + "/artifacts.zip?ids=" + wrong).pointer() == "/ids");
  }
}

TEST_CASE_METHOD(ZipWorld, "five hundred ids fit into an address, and one more is refused") {
  std::vector<std::pair<std::string, std::string>> clips;
  for (int i = 0; i < 501; ++i) clips.emplace_back("clip " + std::to_string(i), "x");
  const std::string job = ReadyWith(clips);
  std::string ids;
  int count = 0;
  for (const jobs::Artifact& artifact : store.artifacts.ListAll(IdOf(job))) {
    ids += (ids.empty() ? "" : ",") + artifact.id.value;
    if (++count < 500) continue;
    const Answer zip = Get(job + "/artifacts.zip?ids=" + ids);
    CHECK(zip.status == (count == 500 ? 200 : 422));
  }
}

TEST_CASE_METHOD(ZipWorld,
                 "fifty zips that their clients take slowly hold less than half a MiB each, and others are answered") {
  constexpr int kDownloads = 50;
  const std::string job = ReadyWith({{"long", std::string(32 << 20, 'x')}});
  std::vector<std::unique_ptr<test::RawClient>> clients;
  clients.push_back(BeginDownload(*this, job));
  const std::int64_t before = ResidentBytes();
  while (clients.size() <= kDownloads) clients.push_back(BeginDownload(*this, job));
  const std::int64_t each = (ResidentBytes() - before) / kDownloads;
  CAPTURE(each);
  CHECK(each < (512 << 10));
  CHECK(StatusOf(job) == "READY");
}

TEST_CASE_METHOD(ZipWorld, "a job of which nothing was made has no zip, and another's job none for anybody else") {
  CHECK(Call(bob, "GET", Ready() + "/artifacts.zip").status == 404);
  CHECK(Get(Uploaded() + "/artifacts.zip").code() == "not_found");
}

TEST_CASE_METHOD(
    ZipWorld, "a file that is missing at once is an answer; one that is missing in the middle breaks the connection") {
  const std::string job = ReadyWith({{"one", "first"}, {"two", "second"}});
  objects.Delete("clipbox/artifacts/" + IdOf(job).value + "/2.mp4");
  CHECK_THROWS_AS(Get(job + "/artifacts.zip"), base::Error);
  objects.Delete("clipbox/artifacts/" + IdOf(job).value + "/1.mp4");
  CHECK(Get(job + "/artifacts.zip").status == 404);
}

TEST_CASE_METHOD(ZipWorld, "a job whose file is no longer kept says so, and stays READY with what was made of it") {
  const std::string job = Ready();
  clock.Advance(std::chrono::days(30));
  deleter.Delete(store.retention.DropSource(IdOf(job), clock.Now()));
  CHECK(StatusOf(job) == "READY");
  CHECK(Get(job).json.at("r2SourceKey").is_null());
  CHECK(Post(job + "/process").code() == "source_missing");
  CHECK(Post(job + "/plan").code() == "source_missing");
  CHECK(Get(job + "/source/url").code() == "source_missing");
  CHECK(Get(job + "/artifacts.zip").status == 200);
  CHECK(Told(job).back() == "source_expired");
}

TEST_CASE_METHOD(ZipWorld, "beside each file lies its receipt, as it was signed") {
  const std::string job = Uploaded();
  store.queue.FinishAnalysis(Claim(job), {{}, "{}", {"{}"}, {}});
  jobs::Artifact clip = StoredClip(job);
  clip.receipt = R"({"receipt": {}, "signature": "AAAA"})";
  store.queue.FinishSpan(Claim(job), {{clip}, {}, 1});
  const Answer zip = Get(job + "/artifacts.zip");
  const test::Outcome read = Python(zip.http.body, R"(
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
print([i.filename.rpartition("/")[2] for i in z.infolist()])
print(z.read(z.infolist()[1]).decode())
)");
  INFO(read.err);
  CHECK(read.out == "['intro.mp4', 'intro.mp4.receipt.json']\n" + clip.receipt + "\n");
}
