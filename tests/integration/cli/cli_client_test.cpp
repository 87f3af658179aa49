// The real binary as a client of a running server: add, jobs, show, fetch.
#include <fstream>

#include "catch.h"
#include "crypto/sha256.h"
#include "e2e/harness/fake_youtube.h"
#include "e2e/harness/film.h"
#include "e2e/harness/recipes.h"
#include "e2e/harness/upload.h"
#include "file_text.h"
#include "run_program.h"

namespace clipbox {
namespace {

using base::Json;
using test::Has;
using test::Outcome;
using test::TempDir;

constexpr const char* kLink = "https://youtu.be/dQw4w9WgXcQ";

// A server with one account, and the command line that knows both.
class World {
 public:
  explicit World(int youtube_status = 200)
      : appliance_({youtube_.Setting(), "storage.part_size=64 KiB", "media.workers=2"}) {
    youtube_.AnswerWith(youtube_status);
  }

  Outcome Run(std::vector<std::string> arguments) const {
    const std::string header = client_.credentials();
    const std::map<std::string, std::string> environment = {{"CLIPBOX_URL", appliance_.url()},
                                                            {"CLIPBOX_TOKEN", header.substr(header.rfind(' ') + 1)}};
    return test::RunProgram(CLIPBOX_PROGRAM, std::move(arguments), environment);
  }
  Outcome Add(const std::filesystem::path& film, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {
        "add", kLink, film.string(), "--recipe", recipe_.string(), "--i-have-the-rights"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Run(arguments);
  }

  // A film of many parts, and the recipe that the commands ask for: a picture, so that it is quick.
  std::filesystem::path Film() const {
    const auto film = e2e::WriteFilm(folder_.path(), e2e::SmallFilm(2));
    e2e::Enlarge(film, 6 * 65'536 + 1000);
    return film;
  }
  const Json& recipe() const { return kRecipe; }
  const e2e::ApiClient& client() const { return client_; }
  e2e::Appliance& appliance() { return appliance_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  const Json kRecipe = e2e::WholeRecipe({"poster", "storyboard"});
  const TempDir folder_;
  const std::filesystem::path recipe_ = [this] {
    std::ofstream(folder_ / "recipe.json") << base::DumpJson(kRecipe);
    return folder_ / "recipe.json";
  }();
  e2e::FakeYouTube youtube_;
  e2e::Appliance appliance_;
  const e2e::ApiClient client_ = e2e::SetUp(appliance_);
};

// How often each part was put, as the timeline tells.
std::map<int, int> PartsSent(const e2e::ApiClient& client, const std::string& job) {
  std::map<int, int> sent;
  for (const Json& row : client.Timeline(job)) {
    if (row.at("event") == "part_uploaded") ++sent[row.at("detail").at("partNumber").get<int>()];
  }
  return sent;
}

}  // namespace

TEST_CASE("add brings a link and a file to READY and prints links to what was made") {
  const World world;
  const Outcome outcome = world.Add(world.Film(), {"--wait", "--json", "--title", "My own title"});
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const Json printed = base::ParseJson(outcome.out);
  CHECK(printed["job"]["status"] == "READY");
  CHECK(printed["job"]["title"] == "My own title");
  CHECK(Has(printed["pageUrl"], "/#/jobs/" + printed["job"]["id"].get<std::string>()));
  REQUIRE(printed["artifacts"].size() == 3);
  for (const Json& artifact : printed["artifacts"])
    CHECK(e2e::Fetch(artifact["url"]).body.size() == artifact["sizeBytes"]);
  CHECK(PartsSent(world.client(), printed["job"]["id"]).size() == 7);
}

TEST_CASE("add called again goes on with the upload and sends no finished part again") {
  const World world;
  const auto film = world.Film();
  const std::string job = e2e::NewJob(world.client(), world.recipe());
  const e2e::Upload upload(world.client(), job, film);
  upload.Prepare();
  upload.SendPart(1);
  upload.SendPart(4);

  const Outcome outcome = world.Add(film, {"--wait", "--json"});
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  CHECK(base::ParseJson(outcome.out)["job"]["id"] == job);
  CHECK(PartsSent(world.client(), job) == std::map<int, int>{{1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}, {6, 1}, {7, 1}});

  const Outcome again = world.Add(film, {"--wait", "--json"});
  CHECK(again.exit_code == 0);
  CHECK(base::ParseJson(again.out)["job"]["id"] == job);
  CHECK(world.client().List("/jobs").size() == 1);
}

TEST_CASE("add refuses another file of the same name and size, and sends nothing of it") {
  const World world;
  const auto film = world.Film();
  const std::string job = e2e::NewJob(world.client(), world.recipe());
  const e2e::Upload upload(world.client(), job, film);
  upload.Prepare();
  upload.SendPart(2);
  std::string bytes = e2e::ReadBytes(film);
  bytes[65'536 + 17] = static_cast<char>(bytes[65'536 + 17] ^ 1);
  e2e::WriteBytes(film, bytes);

  const Outcome outcome = world.Add(film);
  CHECK(outcome.exit_code == 1);
  CHECK(Has(outcome.err, "is not the file whose upload was begun: part 2 differs"));
  CHECK(PartsSent(world.client(), job).size() == 1);
}

TEST_CASE("add leaves the recipe of a waiting job alone") {
  const World world;
  const auto film = world.Film();
  const Json theirs = e2e::WholeRecipe({"poster"});
  const std::string job = e2e::NewJob(world.client(), theirs);
  const Outcome other = world.Add(film, {"--json"});
  INFO(other.err);
  CHECK(base::ParseJson(other.out)["job"]["id"] != job);
  CHECK(world.client().Get("/jobs/" + job)["recipe"] == theirs);
  CHECK(world.client().Get("/jobs/" + job)["status"] == "META_READY");

  const std::string waiting = e2e::NewJob(world.client(), theirs);
  e2e::WriteBytes(world.folder() / "other.mp4", e2e::ReadBytes(film));
  const Outcome none =
      world.Run({"add", kLink, (world.folder() / "other.mp4").string(), "--i-have-the-rights", "--json"});
  INFO(none.err);
  CHECK(base::ParseJson(none.out)["job"]["id"] == waiting);
  CHECK(world.client().Get("/jobs/" + waiting)["recipe"] == theirs);
}

TEST_CASE("add called again with a corrected file of the same size sends it") {
  const World world;
  const auto film = world.Film();
  const std::string bytes = e2e::ReadBytes(film);
  e2e::WriteBytes(film, std::string(bytes.size(), 'x'));
  CHECK(world.Add(film, {"--wait"}).exit_code == 1);
  e2e::WriteBytes(film, bytes);
  const Outcome outcome = world.Add(film, {"--wait", "--json"});
  INFO(outcome.err);
  CHECK(outcome.exit_code == 0);
  CHECK(world.client().List("/jobs").size() == 2);
}

TEST_CASE("without metadata the title is the file's stem") {
  const World world(503);
  const Outcome outcome = world.Add(world.Film(), {"--json"});
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  CHECK(base::ParseJson(outcome.out)["job"]["title"] == "film");
}

TEST_CASE("add --wait ends with 1 where the job fails, and says why") {
  const World world;
  const auto file = world.folder() / "not-a-film.mp4";
  e2e::WriteBytes(file, std::string(1000, 'x'));
  const Outcome outcome = world.Add(file, {"--wait"});
  CHECK(outcome.exit_code == 1);
  CHECK(Has(outcome.out, "FAILED not_a_video"));
  CHECK(Has(outcome.err, "the job failed: "));
}

TEST_CASE("a command that cannot reach or enter the server says what to do") {
  const TempDir dir;
  e2e::WriteBytes(dir / "film.mp4", "film");
  const auto run = [](std::vector<std::string> arguments, const std::map<std::string, std::string>& environment) {
    return test::RunProgram(CLIPBOX_PROGRAM, std::move(arguments), environment);
  };
  const Outcome no_rights = run({"add", kLink, (dir / "film.mp4").string()}, {{"CLIPBOX_TOKEN", "x"}});
  CHECK(no_rights.exit_code == 2);
  CHECK(Has(no_rights.err, "--i-have-the-rights"));
  const Outcome two_lines =
      run({"add", kLink, (dir / "film.mp4").string(), "--i-have-the-rights", "--title", "a\nb"}, {});
  CHECK(two_lines.exit_code == 2);
  CHECK(Has(two_lines.err, "--title must be one line of text"));
  const Outcome no_token = run({"jobs"}, {});
  CHECK(no_token.exit_code == 2);
  CHECK(Has(no_token.err, "clipbox token create --user NAME"));
  const Outcome no_address = run({"jobs"}, {{"CLIPBOX_TOKEN", "x"}, {"CLIPBOX_URL", "nowhere"}});
  CHECK(no_address.exit_code == 2);
  const Outcome away = run({"jobs"}, {{"CLIPBOX_TOKEN", "x"}, {"CLIPBOX_URL", "http://127.0.0.1:1"}});
  CHECK(away.exit_code == 1);
  CHECK(Has(away.err, "cannot reach the server at http://127.0.0.1:1"));
  CHECK(Has(away.err, "CLIPBOX_URL"));
  World world;
  const Outcome wrong_token = run({"show", "01"}, {{"CLIPBOX_TOKEN", "x"}, {"CLIPBOX_URL", world.appliance().url()}});
  CHECK(wrong_token.exit_code == 1);
  CHECK(Has(wrong_token.err, "does not know the token"));
  CHECK(Has(world.Run({"show", "01"}).err, "not_found"));
}

TEST_CASE("jobs, show and fetch tell of a job and bring its files, once") {
  const World world;
  const std::string job = base::ParseJson(world.Add(world.Film(), {"--wait", "--json"}).out)["job"]["id"];
  const Outcome jobs = world.Run({"jobs"});
  CHECK(Has(jobs.out, job + "  READY"));
  CHECK(base::ParseJson(world.Run({"jobs", "--json", "--status", "FAILED"}).out)["items"].empty());
  CHECK(base::ParseJson(world.Run({"jobs", "--json", "--find", "splicing"}).out)["items"].size() == 1);
  CHECK(Has(world.Run({"show", job}).out, "film.mp4"));
  const Json shown = base::ParseJson(world.Run({"show", job, "--json"}).out);
  REQUIRE(shown["artifacts"].size() == 3);

  // What an earlier try left of one file is gone on with; of another it is of no use.
  const std::filesystem::path folder = world.folder() / "out";
  std::filesystem::create_directory(folder);
  const Json& first = shown["artifacts"][0];
  const std::string bytes = e2e::Fetch(first["url"]).body;
  e2e::WriteBytes(folder / ("." + first["id"].get<std::string>() + ".part"), bytes.substr(0, bytes.size() / 2));
  const Json& second = shown["artifacts"][1];
  e2e::WriteBytes(folder / ("." + second["id"].get<std::string>() + ".part"), std::string(10, 'x'));
  const Outcome spoilt = world.Run({"fetch", job, "-o", folder.string()});
  CHECK(spoilt.exit_code == 1);
  CHECK(Has(spoilt.err, "call again to fetch it anew"));
  CHECK(Has(spoilt.out, folder.string()));

  const Outcome fetched = world.Run({"fetch", job, "-o", folder.string(), "--json"});
  INFO(fetched.err);
  REQUIRE(fetched.exit_code == 0);
  for (const Json& artifact : base::ParseJson(fetched.out)["items"]) {
    const std::filesystem::path path = artifact["path"].get<std::string>();
    CHECK(crypto::Sha256HexOfFile(path) == artifact["sha256"]);
    // As a browser would save it.
    const std::string link =
        world.client().Get("/artifacts/" + artifact["id"].get<std::string>() + "/url?download=1")["url"];
    CHECK(Has(e2e::Fetch(link).Header("content-disposition"), "filename=\"" + path.filename().string() + "\""));
  }
  CHECK(world.Run({"fetch", job, "-o", folder.string()}).exit_code == 0);
  CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 3);
}

TEST_CASE("fetch writes over no other file") {
  const World world;
  const std::string job = base::ParseJson(world.Add(world.Film(), {"--wait", "--json"}).out)["job"]["id"];
  const std::filesystem::path folder = world.folder() / "out";
  std::filesystem::create_directory(folder);
  const std::string title = base::ParseJson(world.Run({"show", job, "--json"}).out)["job"]["title"];
  const std::filesystem::path taken = folder / (title + " - poster.jpg");
  e2e::WriteBytes(taken, "mine");
  CHECK(world.Run({"fetch", job, "-o", folder.string()}).exit_code == 0);
  CHECK(e2e::ReadBytes(taken) == "mine");
  CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 4);
}

}  // namespace clipbox
