// `clipbox storage export`, `import` and `move` as programs. The bucket is a second server's embedded store.
#include <poll.h>
#include <sys/inotify.h>

#include "base/clock.h"
#include "base/error.h"
#include "integration/cli/storage_world.h"
#include "objectstore/embedded/embedded_store.h"
#include "objectstore/s3/s3_store.h"
#include "objectstore/view/embedded_view.h"

namespace clipbox {
namespace {

namespace fs = std::filesystem;
using base::Json;
using test::Has;
using test::Outcome;

class MoveWorld : public test::StorageWorld {
 public:
  MoveWorld()
      : keys(base::ParseJson(
            test::RunProgram(CLIPBOX_PROGRAM, {"storage", "keys", "--json", "--data-dir", bucket.data_dir().string()})
                .out)) {}

  // `storage.*` of the bucket, as `key=value`.
  std::vector<std::string> BucketSettings() const {
    return {"storage.endpoint=" + bucket.url(), "storage.access_key_id=" + keys.at("accessKeyId").get<std::string>(),
            "storage.secret_access_key=" + keys.at("secretAccessKey").get<std::string>(), youtube.Setting()};
  }
  std::vector<std::string> WithBucket(std::vector<std::string> arguments) const {
    for (const std::string& setting : BucketSettings()) arguments.insert(arguments.end(), {"--set", setting});
    return arguments;
  }
  std::map<std::string, std::string> BucketEnvironment() const {
    return {{"AWS_ENDPOINT_URL", bucket.url()},
            {"AWS_ACCESS_KEY_ID", keys.at("accessKeyId")},
            {"AWS_SECRET_ACCESS_KEY", keys.at("secretAccessKey")}};
  }

  objectstore::S3Store Bucket() {
    return objectstore::S3Store({.endpoint = bucket.url(),
                                 .bucket = "clipbox",
                                 .access_key_id = keys.at("accessKeyId"),
                                 .secret_access_key = keys.at("secretAccessKey")},
                                clock);
  }

  // By key: ETag and size of all that a store has.
  template <class Store>
  static std::map<std::string, std::string> Listed(Store&& store) {
    std::map<std::string, std::string> listed;
    for (const auto& object : store.ListObjects("", "").lines)
      listed[object.key] = object.etag + " " + std::to_string(object.size_bytes);
    return listed;
  }
  // Of a data directory, also while its server runs.
  static std::map<std::string, std::string> ListedIn(const fs::path& data_dir) {
    objectstore::EmbeddedView view(data_dir);
    std::map<std::string, std::string> listed;
    for (const auto& object : view.buckets().ListObjects("", {}).lines)
      listed[object.key] = object.etag + " " + std::to_string(object.size_bytes);
    return listed;
  }

  // Runs it until something is made in `folder`, then kills it. False where it had ended by then.
  bool KillAtFirstFile(const std::vector<std::string>& arguments, const fs::path& folder,
                       const fs::path& data_dir) const {
    const base::UniqueFd watch(::inotify_init1(IN_CLOEXEC));
    REQUIRE(::inotify_add_watch(watch.get(), folder.c_str(), IN_CREATE | IN_MOVED_TO) >= 0);
    std::vector<std::string> command = {CLIPBOX_PROGRAM, "storage"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    command.insert(command.end(), {"--data-dir", data_dir.string()});
    e2e::ChildProcess child(command, dir / "killed");
    pollfd event{watch.get(), POLLIN, 0};
    REQUIRE(::poll(&event, 1, 30'000) == 1);
    child.Signal(SIGKILL);
    return child.WaitExit(std::chrono::seconds(10)) == 128 + SIGKILL;
  }

  e2e::Appliance bucket;
  const Json keys;
  base::SystemClock clock;
};

}  // namespace

TEST_CASE_METHOD(MoveWorld, "a store is exported to a folder beside its server, and imported into a new one") {
  const Outcome out = Storage({"export", (dir / "export").string()});
  INFO(out.err);
  CHECK(out.exit_code == 0);
  CHECK(Has(out.out, "copied to " + (dir / "export").string() + ": 4 objects"));
  CHECK(test::ReadText(dir / "export" / "objects" / ArtifactOf("clip").at("r2Key").get<std::string>()).size() ==
        ArtifactOf("clip").at("sizeBytes"));
  const Json again = base::ParseJson(Storage({"export", (dir / "export").string(), "--json"}).out);
  CHECK(again.at("copied").at("objects") == 0);
  CHECK(again.at("there").at("objects") == 4);
  const fs::path fresh = dir / "fresh";
  const Outcome in =
      test::RunProgram(CLIPBOX_PROGRAM, {"storage", "import", (dir / "export").string(), "--data-dir", fresh.string()});
  INFO(in.err);
  CHECK(in.exit_code == 0);
  CHECK(ListedIn(fresh) == ListedIn(server.data_dir()));
}

TEST_CASE_METHOD(MoveWorld, "a store is exported below a prefix of a bucket, by the environment's keys, and back") {
  const Outcome out = Storage({"export", "s3://clipbox/copies/today"}, BucketEnvironment());
  INFO(out.err);
  CHECK(out.exit_code == 0);
  std::map<std::string, std::string> expected;
  for (const auto& [key, what] : ListedIn(server.data_dir())) expected["copies/today/" + key] = what;
  CHECK(Listed(Bucket()) == expected);
  const fs::path fresh = dir / "fresh";
  const Outcome in = test::RunProgram(CLIPBOX_PROGRAM,
                                      {"storage", "import", "s3://clipbox/copies/today/", "--data-dir", fresh.string()},
                                      BucketEnvironment());
  INFO(in.err);
  CHECK(in.exit_code == 0);
  CHECK(ListedIn(fresh) == ListedIn(server.data_dir()));
}

TEST_CASE_METHOD(MoveWorld, "what is missing of a bucket's address or keys is said, with exit code 2") {
  const Outcome no_endpoint = Storage({"export", "s3://copies"});
  CHECK(no_endpoint.exit_code == 2);
  CHECK(Has(no_endpoint.err, "AWS_ENDPOINT_URL"));
  const Outcome no_keys = Storage({"export", "s3://copies", "--endpoint", bucket.url()});
  CHECK(no_keys.exit_code == 2);
  CHECK(Has(no_keys.err, "AWS_SECRET_ACCESS_KEY"));
  CHECK(Storage({"export", "ftp://copies"}).exit_code == 2);
  CHECK(Storage({"move", "--to", "s3"}).exit_code == 2);
  CHECK(Storage({"move", "--to", "moon"}).exit_code == 2);
  CHECK(Storage({"export", dir.path().string()}).exit_code == 2);
}

TEST_CASE_METHOD(MoveWorld, "import and move are refused while the server runs, in words that say what to do") {
  CHECK(Storage({"export", (dir / "export").string()}).exit_code == 0);
  const Outcome in = Storage({"import", (dir / "export").string()});
  CHECK(in.exit_code == 1);
  CHECK(Has(in.err, "stop it first"));
  const Outcome move = Storage(WithBucket({"move", "--to", "s3"}));
  CHECK(move.exit_code == 1);
  CHECK(Has(move.err, "cannot move the store while a server runs"));
}

TEST_CASE_METHOD(MoveWorld, "a store moves to a bucket and back, and jobs, links and shares go on as before") {
  const auto before = ListedIn(server.data_dir());
  const std::string share = client.Post("/jobs/" + job + "/shares").at("url");
  REQUIRE(server.Stop() == 0);
  const Outcome there = Storage(WithBucket({"move", "--to", "s3"}));
  INFO(there.err);
  CHECK(there.exit_code == 0);
  CHECK(Has(there.out, "next: "));
  CHECK(Listed(Bucket()) == before);
  fs::rename(server.data_dir() / "objects", dir / "away");  // nothing is read from here any more
  server.StartWith(BucketSettings());
  e2e::CheckArtifacts(client, job);
  CHECK(client.Call("GET", share.substr(share.find("/s/"))).status == 200);
  // What is made there comes back too.
  Json recipe = Recipe();
  recipe["clips"].push_back(e2e::Clip(2, 3, "second"));
  client.Post("/jobs/" + job + "/process", {{"recipe", recipe}});
  e2e::WaitForStatus(client, job, "READY");
  const auto grown = Listed(Bucket());
  CHECK(grown.size() > before.size());
  REQUIRE(server.Stop() == 0);
  fs::rename(dir / "away", server.data_dir() / "objects");
  const Outcome back = Storage(WithBucket({"move", "--to", "embedded", "--remove"}));
  INFO(back.err);
  CHECK(back.exit_code == 0);
  CHECK(ListedIn(server.data_dir()) == grown);
  CHECK(Listed(Bucket()).empty());
  server.StartWith({youtube.Setting()});
  e2e::CheckArtifacts(client, job);
  CHECK(client.Call("GET", share.substr(share.find("/s/"))).status == 200);
  CHECK(Storage({"verify"}).exit_code == 0);
}

TEST_CASE_METHOD(MoveWorld, "objects whose parts no bucket takes move all the same, with all that is told of them") {
  REQUIRE(server.Stop() == 0);
  const objectstore::ObjectHead head{
      .content_type = "video/mp4",
      .metadata = {{"clipbox-token", "abc"}},
      .expected_bytes = 0,
      .headers = {{"Cache-Control", "max-age=60"}, {"Content-Disposition", "attachment; filename=\"a.mp4\""}}};
  const std::string key = "clipbox/small parts";
  {
    objectstore::EmbeddedStore store({.directory = server.data_dir()}, clock);
    objectstore::BucketStore& buckets = store.bucket_store();
    const std::string id = buckets.CreateUpload(key, head);
    objectstore::Completion all;
    for (int number = 1; number <= 3; ++number) {
      auto incoming = buckets.Receive({});
      incoming.Write(std::string(100 + 10 * number, 'a'));
      all.parts.push_back(buckets.PutPart(key, id, number, std::move(incoming)));
    }
    buckets.CompleteUpload(key, id, all);
  }
  const auto before = ListedIn(server.data_dir());
  CHECK(Storage(WithBucket({"move", "--to", "s3"})).exit_code == 0);
  const Json again = base::ParseJson(Storage(WithBucket({"move", "--to", "s3", "--json", "--remove"})).out);
  CHECK(again.at("copied").at("objects") == 0);
  CHECK(again.at("removed").at("objects") == before.size());
  CHECK(Storage(WithBucket({"move", "--to", "embedded"})).exit_code == 0);
  objectstore::EmbeddedStore store({.directory = server.data_dir()}, clock);
  CHECK(test::ReadAll(*store.Open(key)) == std::string(360, 'a'));
  CHECK(store.Head(key)->content_type == head.content_type);
  CHECK(store.Head(key)->metadata == head.metadata);
  for (const auto& [name, value] : head.headers) CHECK(store.Head(key)->headers[name] == value);
}

TEST_CASE_METHOD(MoveWorld, "what is not clipbox's is named and left, unless it is asked for") {
  REQUIRE(server.Stop() == 0);
  const auto put = [](objectstore::BucketStore& buckets, const objectstore::ObjectName& name) {
    auto incoming = buckets.Receive({});
    incoming.Write("theirs");
    buckets.PutObject(name, {}, std::move(incoming));
  };
  {
    objectstore::EmbeddedStore store({.directory = server.data_dir()}, clock);
    store.bucket_store().buckets().Make("others", clock.Now());
    put(store.bucket_store(), {"others", "thing"});
    put(store.bucket_store(), "outside");
  }
  const Outcome moved = Storage(WithBucket({"move", "--to", "s3"}));
  CHECK(moved.exit_code == 0);
  CHECK(Has(moved.err, "left out: 1 objects of other clients outside clipbox/"));
  CHECK(Has(moved.err, "left out: the bucket others"));
  CHECK(Listed(Bucket()).size() == 4);
  CHECK(Storage({"export", (dir / "others").string(), "--bucket", "others"}).exit_code == 0);
  CHECK(test::ReadText(dir / "others" / "objects" / "thing") == "theirs");
  CHECK(Storage({"export", (dir / "all").string(), "--all"}).exit_code == 0);
  CHECK(test::ReadText(dir / "all" / "objects" / "outside") == "theirs");
  CHECK(Storage({"export", (dir / "none").string(), "--bucket", "none"}).exit_code == 1);
  const Json here = base::ParseJson(Storage({"usage", "--json"}).out);
  CHECK(here.at("buckets").at("others").at("bytes") == 6);
  CHECK(here.at("outsidePrefix").at("objects") == 1);
  // The same jobs lie in the bucket.
  const Json there = base::ParseJson(Storage(WithBucket({"usage", "--json"})).out);
  CHECK(there.at("jobs") == here.at("jobs"));
}

TEST_CASE_METHOD(MoveWorld, "an upload that is under way moves along, and goes on at the bucket") {
  e2e::Enlarge(film, 20 << 20);
  const std::string second = e2e::NewJob(client, Recipe());
  const e2e::Upload upload(client, second, film);
  upload.Prepare();
  upload.SendPart(2);
  const std::vector<int> missing = upload.Missing();
  REQUIRE(server.Stop() == 0);
  const Json moved = base::ParseJson(Storage(WithBucket({"move", "--to", "s3", "--json"})).out);
  CHECK(moved.at("uploads").at("moved") == 1);
  CHECK(base::ParseJson(Storage(WithBucket({"move", "--to", "s3", "--json"})).out).at("uploads").at("moved") == 0);
  server.StartWith(BucketSettings());
  CHECK(upload.Missing() == missing);
  upload.Finish();
  e2e::WaitForStatus(client, second, "READY");
  e2e::CheckArtifacts(client, second);
}

TEST_CASE_METHOD(MoveWorld, "an export or import that is killed in the middle goes on, and ends the same") {
  fs::create_directories(dir / "export");
  // The mark of the export is made first, then the folder of the objects.
  CHECK(KillAtFirstFile({"export", (dir / "export").string()}, dir / "export", server.data_dir()));
  CHECK(KillAtFirstFile({"export", (dir / "export").string()}, dir / "export", server.data_dir()));
  CHECK(Storage({"export", (dir / "export").string()}).exit_code == 0);
  // So does the import of it, into the store of another server.
  REQUIRE(bucket.Stop() == 0);
  const std::string from = (dir / "export").string();
  CHECK(KillAtFirstFile({"import", from}, bucket.data_dir() / "objects" / "incoming", bucket.data_dir()));
  CHECK(test::RunProgram(CLIPBOX_PROGRAM, {"storage", "import", from, "--data-dir", bucket.data_dir().string()})
            .exit_code == 0);
  CHECK(ListedIn(bucket.data_dir()) == ListedIn(server.data_dir()));
}

TEST_CASE_METHOD(MoveWorld,
                 "a move that is killed in the middle, in either direction, loses nothing and ends the same") {
  e2e::Enlarge(film, 60 << 20);
  const std::string second = e2e::NewUploadedJob(client, film, Recipe());
  e2e::WaitForStatus(client, second, "READY");
  const auto before = ListedIn(server.data_dir());
  REQUIRE(server.Stop() == 0);
  const auto incoming = bucket.data_dir() / "objects" / "incoming";
  CHECK(KillAtFirstFile(WithBucket({"move", "--to", "s3"}), incoming, server.data_dir()));
  CHECK(KillAtFirstFile(WithBucket({"move", "--to", "s3", "--remove"}), incoming, server.data_dir()));
  CHECK(ListedIn(server.data_dir()) == before);
  CHECK(Storage(WithBucket({"move", "--to", "s3", "--remove"})).exit_code == 0);
  CHECK(Listed(Bucket()) == before);
  CHECK(Bucket().ListUploads("", "").lines.empty());
  CHECK(ListedIn(server.data_dir()).empty());
  CHECK(KillAtFirstFile(WithBucket({"move", "--to", "embedded"}), server.data_dir() / "objects" / "incoming",
                        server.data_dir()));
  CHECK(Listed(Bucket()) == before);
  CHECK(Storage(WithBucket({"move", "--to", "embedded"})).exit_code == 0);
  CHECK(ListedIn(server.data_dir()) == before);
  server.StartWith({youtube.Setting()});
  e2e::CheckArtifacts(client, job);
  e2e::CheckArtifacts(client, second);
  CHECK(Storage({"verify"}).exit_code == 0);
}

TEST_CASE_METHOD(MoveWorld, "an object that is damaged takes the place of none that is there") {
  const std::string clip = ArtifactOf("clip").at("r2Key");
  std::string master;  // the one that was sent in parts
  for (const auto& [key, what] : ListedIn(server.data_dir())) master = Has(what, "-") ? key : master;
  const fs::path older = dir / "older";
  std::ofstream(older) << "what was there";
  for (const std::string& key : {clip, master}) Bucket().PutFile(key, older, {});
  FlipBit(FileOfSize(ArtifactOf("clip").at("sizeBytes")));
  FlipBit(FileOfSize(fs::file_size(film)));
  const Outcome outcome = Storage({"export", "s3://clipbox"}, BucketEnvironment());
  INFO(outcome.out);
  CHECK(outcome.exit_code == 1);
  for (const std::string& key : {clip, master}) {
    CHECK(Has(outcome.out, "not copied: " + key));
    CHECK(test::ReadAll(*Bucket().Open(key)) == "what was there");
  }
}

TEST_CASE_METHOD(MoveWorld, "an object that is damaged is not moved, and is named") {
  const Json clip = ArtifactOf("clip");
  FlipBit(FileOfSize(clip.at("sizeBytes")));
  REQUIRE(server.Stop() == 0);
  const Outcome outcome = Storage(WithBucket({"move", "--to", "s3", "--remove"}));
  CHECK(outcome.exit_code == 1);
  CHECK(Has(outcome.out, "not copied: " + clip.at("r2Key").get<std::string>()));
  CHECK_FALSE(Has(outcome.out, "next: "));
  CHECK(ListedIn(server.data_dir()).size() == 4);
  CHECK(Listed(Bucket()).size() == 3);
}

}  // namespace clipbox
