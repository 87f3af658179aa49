// What `clipbox storage verify` finds, and what it does with it.
#include "objectstore/scrub/scrub.h"

#include <fstream>

#include "base/error.h"
#include "catch.h"
#include "file_text.h"
#include "objectstore/embedded/embedded_store.h"
#include "objectstore/scrub/set_aside.h"
#include "temp_dir.h"

namespace clipbox::objectstore {
namespace {

namespace fs = std::filesystem;

class StoreToVerify {
 public:
  StoreToVerify() { Open(); }

  void Open() { store_.emplace(EmbeddedStoreOptions{.directory = directory.path(), .keep_free_bytes = 0}, clock); }
  void Close() { store_.reset(); }
  BucketStore& store() { return store_->bucket_store(); }

  IncomingFile Received(const std::string& bytes) {
    IncomingFile incoming = store().Receive({bytes.size(), std::nullopt});
    incoming.Write(bytes);
    return incoming;
  }
  void Put(const ObjectName& name, const std::string& bytes) { store().PutObject(name, {}, Received(bytes)); }
  // Of two parts; the upload's id.
  std::string Upload(const std::string& key, bool complete) {
    const std::string id = store().CreateUpload(key, {});
    const StoredPart one = store().PutPart(key, id, 1, Received("part one"));
    const StoredPart two = store().PutPart(key, id, 2, Received("part two"));
    if (complete) store().CompleteUpload(key, id, {.parts = {one, two}});
    return id;
  }

  // The file of an object's part.
  fs::path FileOf(const ObjectName& name, std::size_t part = 0) {
    return view().PathOf(store().FindWithParts(name)->parts.at(part).file);
  }
  static void FlipBit(const fs::path& file) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    const int byte = stream.get();
    stream.seekp(0);
    stream.put(static_cast<char>(byte ^ 1));
  }

  EmbeddedView& view() {
    if (!view_) view_.emplace(directory.path());
    return *view_;
  }

  // What a run finds, as `key part problem`.
  std::vector<std::string> Verify(bool from_start = true) {
    std::vector<std::string> found;
    Scrub scrub(view(), clock,
                {.from_start = from_start,
                 .damaged =
                     [&](const Holding&, const std::vector<Damage>& damages) {
                       for (const Damage& damage : damages) {
                         found.push_back(damage.name.bucket + damage.name.key + " " +
                                         std::to_string(damage.part_number) + " " +
                                         std::string(ToText(damage.problem)));
                       }
                       return false;
                     },
                 .progress = [](double) {}});
    last = scrub.Run();
    resumed = scrub.resumed().has_value();
    return found;
  }

  // As `verify --repair`; `let_go` is called for each object.
  ScrubRun Repair(const std::function<void()>& let_go = [] {}) {
    SetAside set_aside(view());
    Scrub scrub(view(), clock,
                {.from_start = true,
                 .damaged =
                     [&](const Holding& holding, const std::vector<Damage>& damages) {
                       set_aside.Take(holding, damages, let_go);
                       return true;
                     },
                 .progress = [](double) {}});
    return scrub.Run();
  }

  fs::path Aside(const std::string& upload_id) const { return directory / "objects/quarantine/damaged" / upload_id; }

  test::TempDir directory;
  base::ManualClock clock;
  ScrubRun last;
  bool resumed = false;

 private:
  std::optional<EmbeddedStore> store_;
  std::optional<EmbeddedView> view_;
};

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(StoreToVerify, "a store whose bytes are as they were stored is found well, and the run is kept") {
  CHECK_FALSE(FindLastScrub(directory.path()));
  Put("one", "some bytes");
  Put("empty", "");
  Upload("of parts", true);
  Upload("open", false);
  CHECK(Verify().empty());
  const auto kept = FindLastScrub(directory.path());
  REQUIRE(kept);
  CHECK(kept->run.objects == 4);
  CHECK(kept->run.bytes == 10 + 16 + 16);
  CHECK(kept->run.damaged == 0);
  CHECK(kept->run.ended_at == clock.Now());
  CHECK(kept->still_damaged == 0);
}

TEST_CASE_METHOD(StoreToVerify, "a flipped bit is found in an object, in any bucket, and in an upload that is open") {
  store().buckets().Make("others", clock.Now());
  Put("one", "some bytes");
  Put({"others", "one"}, "some bytes");
  Upload("of parts", true);
  const std::string open = Upload("open", false);
  FlipBit(FileOf("one"));
  FlipBit(FileOf({"others", "one"}));
  FlipBit(FileOf("of parts", 1));
  FlipBit(view().PathOf(store().PartsOfUpload("open", open).parts.at(0).file));
  Found found = Verify();
  std::sort(found.begin(), found.end());
  CHECK(found ==
        Found{"of parts 2 bytes_differ", "one 1 bytes_differ", "open 1 bytes_differ", "othersone 1 bytes_differ"});
  CHECK(last.damaged == 4);
  CHECK(FindLastScrub(directory.path())->still_damaged == 4);
}

TEST_CASE_METHOD(
    StoreToVerify,
    "a file that is missing is found, and one that is shorter; what stands behind the bytes is no damage") {
  Put("gone", "bytes");
  Put("longer", "bytes");
  Put("shorter", "bytes");
  fs::remove(FileOf("gone"));
  std::ofstream(FileOf("longer"), std::ios::app) << "!";
  fs::resize_file(FileOf("shorter"), 2);
  Found found = Verify();
  std::sort(found.begin(), found.end());
  CHECK(found == Found{"gone 1 missing", "shorter 1 size_differs"});
}

TEST_CASE_METHOD(StoreToVerify, "checksums that were kept beside the MD5 are held against the bytes too") {
  const ChecksumForm form{crypto::ChecksumKind::kCrc32c, false};
  ObjectHead head;
  head.checksum = form;
  const std::string id = store().CreateUpload("of parts", head);
  Completion all;
  for (int number = 1; number <= 2; ++number) {
    IncomingFile incoming = Received("part");
    crypto::Checksum checksum(form.kind);
    checksum.Update("part");
    incoming.SetChecksum(ObjectChecksum{form, checksum.Finish()});
    all.parts.push_back(store().PutPart("of parts", id, number, std::move(incoming)));
  }
  store().CompleteUpload("of parts", id, all);
  REQUIRE(store().Find("of parts")->checksum);
  CHECK(Verify().empty());
  view().database().Write([](sqlite::Connection& db) { db.Execute("UPDATE objects SET checksum = 'AAAAAA=='"); });
  CHECK(Verify() == Found{"of parts 0 rows_disagree"});
  view().database().Write([](sqlite::Connection& db) { db.Execute("UPDATE parts SET checksum = 'AAAAAA=='"); });
  CHECK(Verify() == Found{"of parts 1 checksum_differs", "of parts 2 checksum_differs"});
}

TEST_CASE_METHOD(StoreToVerify, "an object whose rows do not fit its parts is found") {
  Upload("of parts", true);
  view().database().Write([](sqlite::Connection& db) { db.Execute("DELETE FROM parts WHERE part_number = 2"); });
  CHECK(Verify() == Found{"of parts 0 rows_disagree"});
}

TEST_CASE_METHOD(StoreToVerify, "what is deleted or replaced while it is read is no damage") {
  Put("one", "bytes");
  Put("two", "bytes");
  Found found;
  Scrub scrub(view(), clock,
              {.damaged =
                   [&](const Holding& holding, const auto&) {
                     found.push_back(holding.name->key);
                     return false;
                   },
               .progress =
                   [&](double) {
                     clock.Advance(std::chrono::milliseconds(1));
                     store().Remove({"one", "two"});
                     Put("one", "other bytes");
                   }});
  CHECK(scrub.Run().damaged == 0);
  CHECK(found.empty());
}

TEST_CASE_METHOD(StoreToVerify,
                 "what is stored while a run reads is for the next, so that it ends under constant writes") {
  Put("first", "bytes");
  int stored = 0;
  Scrub scrub(view(), clock,
              {.damaged = [](const auto&, const auto&) { return false; },
               .progress =
                   [&](double) {
                     clock.Advance(std::chrono::milliseconds(1));
                     REQUIRE(stored < 10);
                     Put("more " + std::to_string(++stored), "bytes");
                   }});
  CHECK(scrub.Run().objects == 1);
  Verify();
  CHECK(last.objects == 2);
}

TEST_CASE_METHOD(StoreToVerify, "damage of what was deleted since is not told any more") {
  Put("one", "bytes");
  FlipBit(FileOf("one"));
  Verify();
  CHECK(FindLastScrub(directory.path())->still_damaged == 1);
  store().Remove({"one"});
  CHECK(FindLastScrub(directory.path())->still_damaged == 0);
}

TEST_CASE_METHOD(StoreToVerify, "a run that was ended in the middle goes on behind what it had read") {
  for (int i = 0; i < 6; ++i) Put("object " + std::to_string(i), "bytes");
  int seen = 0;
  Scrub stopped(view(), clock,
                {.damaged = [](const auto&, const auto&) { return false; },
                 .progress =
                     [&](double) {
                       clock.Advance(std::chrono::minutes(1));
                       if (++seen == 4) throw std::runtime_error("stopped");
                     }});
  CHECK_THROWS_AS(stopped.Run(), std::runtime_error);
  CHECK_FALSE(FindLastScrub(directory.path())->run.ended_at);
  CHECK(Verify(false).empty());
  CHECK(resumed);
  CHECK(last.objects == 6);
  CHECK(last.bytes == 30);
  // The next one begins anew, and so does one that is told to.
  Verify(false);
  CHECK_FALSE(resumed);
  CHECK(last.objects == 6);
}

TEST_CASE_METHOD(StoreToVerify, "a run that goes on tells again what was found before, as it is now") {
  for (int i = 0; i < 6; ++i) {
    Put("object " + std::to_string(i), "bytes");
    FlipBit(FileOf("object " + std::to_string(i)));
  }
  int seen = 0;
  Scrub stopped(view(), clock,
                {.damaged = [](const auto&, const auto&) { return false; },
                 .progress =
                     [&](double) {
                       clock.Advance(std::chrono::minutes(1));
                       if (++seen == 4) throw std::runtime_error("stopped");
                     }});
  CHECK_THROWS_AS(stopped.Run(), std::runtime_error);
  CHECK(Verify(false).size() == 6);
  CHECK(resumed);
  CHECK(last.damaged == 6);
}

TEST_CASE_METHOD(StoreToVerify,
                 "a damaged object is set aside with all of its files, and the next start leaves it there") {
  Put("well", "bytes");
  const std::string id = Upload("of parts", true);
  FlipBit(FileOf("of parts", 1));
  Close();
  const ScrubRun run = Repair();
  CHECK(run.damaged == 1);
  CHECK(run.set_aside == 1);
  Open();
  CHECK_FALSE(store().Find("of parts"));
  CHECK(test::ReadAll(*store().OpenWithInfo("well").bytes) == "bytes");
  std::vector<std::string> kept;
  const base::Json described = base::ParseJson(test::ReadText(Aside(id) / "description.json"));
  for (const base::Json& part : described.at("parts"))
    kept.push_back(test::ReadText(Aside(id) / part.at("file").get<std::string>()).substr(0, 8));
  CHECK(kept == Found{"part one", "qart two"});
  CHECK(described.at("key") == "of parts");
  CHECK(described.at("parts")[0].at("problem").is_null());
  CHECK(described.at("parts")[1].at("problem") == "bytes_differ");
  CHECK(Verify().empty());
}

TEST_CASE_METHOD(StoreToVerify, "of an upload that is open only the damaged part goes, so that it is sent again") {
  const std::string id = Upload("open", false);
  FlipBit(view().PathOf(store().PartsOfUpload("open", id).parts.at(0).file));
  Close();
  Repair();
  Open();
  const auto parts = store().PartsOfUpload("open", id).parts;
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].part_number == 2);
}

TEST_CASE_METHOD(StoreToVerify, "a repair that is ended between files and rows loses nothing, and the next ends it") {
  const std::string id = Upload("of parts", true);
  FlipBit(FileOf("of parts", 0));
  Close();
  CHECK_THROWS_AS(Repair([] { throw std::runtime_error("ended"); }), std::runtime_error);
  Open();
  CHECK(store().Find("of parts"));
  Close();
  CHECK(Repair().set_aside == 1);
  Open();
  CHECK_FALSE(store().Find("of parts"));
  const base::Json described = base::ParseJson(test::ReadText(Aside(id) / "description.json"));
  CHECK(described.at("parts")[0].at("problem") == "bytes_differ");
  CHECK(fs::exists(Aside(id) / described.at("parts")[1].at("file").get<std::string>()));
}

TEST_CASE_METHOD(StoreToVerify, "a file that lies in quarantine is brought back before anything is called damaged") {
  Put("one", "bytes");
  const fs::path file = FileOf("one");
  Close();
  Quarantine(directory / "objects").Take({file});
  CHECK(Verify() == Found{"one 1 missing"});
  CHECK(Repair().damaged == 0);
  CHECK(fs::exists(file));
}

}  // namespace clipbox::objectstore
