#include "objectstore/embedded/rebuild.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "base/files.h"
#include "base/log.h"
#include "objectstore/embedded/files/file_tail.h"
#include "objectstore/embedded/object_record.h"
#include "objectstore/embedded/repair.h"
#include "objectstore/embedded/store_schema.h"

namespace clipbox::objectstore {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using Names = std::set<std::string>;

// What the files that no row names say of themselves.
struct Told {
  std::vector<ObjectRecord> objects;  // the newest first
  std::vector<PartRecord> parts;
};

// One of a damaged sector must not hide all others.
std::vector<std::string> TailsOf(const fs::path& file) {
  try {
    return ReadTails(file);
  } catch (const Error& error) {
    base::LogWarning("objects.file_not_read", {{"file", file.string()}, {"error", error.what()}});
    return {};
  }
}

// The newest record of each kind stands last in the file.
void Listen(const fs::path& path, const std::string& file, Told& told) {
  FileRecord found;
  for (const std::string& text : TailsOf(path)) {
    FileRecord record = RecordOf(text, file);
    if (!found.object) found.object = std::move(record.object);
    if (!found.part) found.part = std::move(record.part);
  }
  if (found.object) told.objects.push_back(std::move(*found.object));
  if (found.part) told.parts.push_back(std::move(*found.part));
}

class Builder {
 public:
  Builder(BucketCatalog& buckets, ObjectCatalog& catalog, PartFiles& files, base::Timestamp now)
      : buckets_(buckets), catalog_(catalog), files_(files), now_(now) {}

  Rebuilt Run() {
    Look();
    ForgetLost();
    FreeCompleted();
    FindFree();
    Told told = ListenToAll();
    for (const ObjectRecord& object : told.objects) Restore(object);
    for (const PartRecord& part : told.parts) Restore(part);
    rebuilt_.unknown_files = free_.size();
    return rebuilt_;
  }

 private:
  void Look() {
    for (std::string& name : files_.List()) in_place_.insert(std::move(name));
    for (std::string& name : files_.ListSetAside()) set_aside_.insert(std::move(name));
    if (in_place_.empty() && set_aside_.empty())
      throw Error(ErrorCode::kNotFound,
                  "there is no file of the store to make objects.db from: see that its disk is "
                  "mounted, or put the files back");
  }

  fs::path PathOf(const std::string& file) const {
    return in_place_.contains(file) ? files_.PathOf(file) : files_.AsidePathOf(file);
  }

  bool IsThere(const std::string& file) const { return in_place_.contains(file) || set_aside_.contains(file); }

  // An older copy names what was replaced or deleted since.
  void ForgetLost() {
    for (const NamedFile& row : catalog_.ListFiles()) {
      if (IsThere(row.file)) {
        Fetch(row.file);
      } else if (row.is_open) {
        catalog_.ForgetPart(row.upload_id, row.part_number);
      } else if (const auto name = catalog_.FindNameOf(row.upload_id)) {
        catalog_.Delete({*name});
        ++rebuilt_.forgotten;
      }
    }
  }

  // An older copy has as open what was completed since: its rows go, so that the object can be made.
  void FreeCompleted() {
    std::map<std::string, std::string> upload_of;  // by file; empty: an object's
    for (const NamedFile& row : catalog_.ListFiles()) upload_of[row.file] = row.is_open ? row.upload_id : "";
    const auto was_completed = [&](const ObjectRecord& object) {
      return std::ranges::all_of(object.parts, [&](const PartRow& part) {
        const auto named = upload_of.find(part.file);
        return IsThere(part.file) && (named == upload_of.end() || named->second == object.upload_id);
      });
    };
    Told told;
    for (const auto& [file, upload] : upload_of)
      if (!upload.empty()) Listen(PathOf(file), file, told);
    FindFree();
    for (const std::string& file : free_) Listen(PathOf(file), file, told);
    for (const ObjectRecord& object : told.objects)
      if (was_completed(object)) catalog_.Abort(object.upload_id, object.name);  // its rows alone: no file goes
  }

  void FindFree() {
    free_ = in_place_;
    free_.insert(set_aside_.begin(), set_aside_.end());
    for (const NamedFile& row : catalog_.ListFiles()) free_.erase(row.file);
  }

  Told ListenToAll() const {
    Told told;
    for (const std::string& file : free_) Listen(PathOf(file), file, told);
    std::stable_sort(told.objects.begin(), told.objects.end(), [](const ObjectRecord& a, const ObjectRecord& b) {
      return a.info.modified_at > b.info.modified_at;
    });
    return told;
  }

  // Moves a file back where it belongs, if it was set aside.
  void Fetch(const std::string& file) {
    if (in_place_.contains(file)) return;
    rebuilt_.given_back += files_.GiveBack({file}).size();
    in_place_.insert(file);
  }

  void Restore(const ObjectRecord& object) {
    const bool is_whole = std::all_of(object.parts.begin(), object.parts.end(),
                                      [&](const PartRow& part) { return free_.contains(part.file); });
    completed_.insert(object.upload_id);
    if (!is_whole) return;
    const auto present = catalog_.Find(object.name);
    if (present && present->info.modified_at >= object.info.modified_at) return;
    for (const PartRow& part : object.parts) Fetch(part.file);
    RequireBucket(object.name.bucket);
    // What it replaces is named by nobody any more.
    catalog_.PutObject(object.name, object.upload_id, object.parts, object.info, {});
    for (const PartRow& part : object.parts) free_.erase(part.file);
    ++rebuilt_.objects;
    rebuilt_.bytes += object.info.size_bytes;
  }

  void Restore(const PartRecord& record) {
    if (completed_.contains(record.upload_id) || !free_.contains(record.part.file)) return;
    RequireBucket(record.name.bucket);
    if (!catalog_.HasUpload(record.upload_id, record.name))
      catalog_.AddUpload(record.upload_id, record.name, record.upload.head, record.upload.started_at);
    if (HasNewer(record)) return;
    Fetch(record.part.file);
    catalog_.PutPart(record.upload_id, record.name, record.part, record.part.stored_at);
    free_.erase(record.part.file);
    ++rebuilt_.parts;
  }

  bool HasNewer(const PartRecord& record) const {
    const std::vector<PartRow> stored = catalog_.ListParts(record.upload_id, record.name).parts;
    return std::any_of(stored.begin(), stored.end(), [&](const PartRow& part) {
      return part.part_number == record.part.part_number && part.stored_at >= record.part.stored_at;
    });
  }

  void RequireBucket(const std::string& bucket) {
    if (!buckets_.Has(bucket)) buckets_.Make(bucket, now_);
  }

  BucketCatalog& buckets_;
  ObjectCatalog& catalog_;
  PartFiles& files_;
  const base::Timestamp now_;
  Names in_place_, set_aside_;
  Names free_;  // that no row names
  // Uploads that were made an object of: none of them is open. One that is not whole would be ended as one that nobody
  // goes on with, and its files with it.
  Names completed_;
  Rebuilt rebuilt_;
};

Rebuilt RebuildWith(const fs::path& data_dir, const base::Clock& clock) {
  sqlite::Database database(StoreDatabaseFile(data_dir), StoreSchema());
  ObjectCatalog catalog(database);
  BucketCatalog buckets(database);
  PartFiles files(data_dir / "objects");
  const Rebuilt rebuilt = Rebuild(buckets, catalog, files, clock.Now());
  Repair(catalog, files);
  RecordAll(catalog, files);
  return rebuilt;
}

// What SQLite says of a database that is damaged, or of a file that is none. Other failures are not of the file.
bool IsWhole(const fs::path& database) {
  std::error_code missing;
  if (fs::file_size(database, missing) == 0 || missing) return true;  // it is made anew
  const std::vector<sqlite::NamedQuery> queries = {{"QuickCheck", "PRAGMA quick_check(1)"}};
  try {
    sqlite::Connection connection(database, sqlite::Access::kWrite, queries);
    sqlite::Statement row = connection.Query("QuickCheck");
    return row.Next() && row.Get<std::string>("quick_check") == "ok";
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kInternal) throw;
    base::LogWarning("objects.database_not_read", {{"error", error.what()}});
    return false;
  }
}

// False where the file is missing: it may come back with a mended mount.
bool RecordOne(ObjectCatalog& catalog, const PartFiles& files, const ObjectName& name) {
  const auto found = catalog.FindWithParts(name);
  if (!found || found->parts.empty()) return false;
  const fs::path file = files.PathOf(found->parts.front().file);
  if (!fs::exists(file)) return false;
  AppendTail(file, ToText(ObjectRecord{name, found->object.upload_id, found->object.info, found->parts}));
  return true;
}

void MoveAside(const fs::path& data_dir, base::Timestamp now) {
  const std::string file = StoreDatabaseFile(data_dir).string();
  const std::string aside = file + ".damaged-" + std::to_string(now.time_since_epoch().count());
  for (const char* suffix : {"", "-wal", "-shm"}) {
    if (fs::exists(file + suffix)) base::MoveIntoPlace(file + suffix, aside + suffix);
  }
  base::LogWarning("objects.database_set_aside", {{"file", aside}});
}

}  // namespace

Rebuilt Rebuild(BucketCatalog& buckets, ObjectCatalog& catalog, PartFiles& files, base::Timestamp now) {
  return Builder(buckets, catalog, files, now).Run();
}

Rebuilt RebuildStore(const fs::path& data_dir, const base::Clock& clock) {
  if (!IsWhole(StoreDatabaseFile(data_dir))) MoveAside(data_dir, clock.Now());
  return RebuildWith(data_dir, clock);
}

// A file that cannot be written to holds nobody up. Its object is as readable as it was, and is tried again at the next
// start.
void RecordAll(ObjectCatalog& catalog, PartFiles& files) {
  std::uint64_t failed = 0;
  std::string because;
  for (std::optional<ObjectName> after = ObjectName(""); after;) {
    const std::vector<ObjectName> names = catalog.ListUnrecorded(*after);
    std::vector<ObjectName> recorded;
    for (const ObjectName& name : names) {
      try {
        if (RecordOne(catalog, files, name)) recorded.push_back(name);
      } catch (const Error& error) {
        ++failed;
        because = error.what();
      }
    }
    if (!recorded.empty()) files.SyncAll();
    catalog.MarkRecorded(recorded);
    after = names.empty() ? std::nullopt : std::optional(names.back());
  }
  if (failed > 0) base::LogWarning("objects.not_recorded", {{"objects", failed}, {"error", because}});
}

}  // namespace clipbox::objectstore
