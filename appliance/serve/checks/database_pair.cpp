#include "serve/checks/database_pair.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/event_hub.h"
#include "base/id.h"
#include "base/text.h"
#include "objectstore/embedded/files/part_files.h"
#include "objectstore/embedded/rows/store_settings.h"
#include "objectstore/embedded/store_schema.h"
#include "store/store.h"

namespace clipbox::serve {
namespace {

namespace fs = std::filesystem;

// Its row in objects.db; those in clipbox.db, which knows the next one before objects.db has it.
constexpr const char* kMark = "pair";
constexpr const char* kObjectsMark = "objects_pair";
constexpr const char* kNextObjectsMark = "objects_pair_next";
constexpr std::size_t kIdBytes = 16;

// As text: `ID GENERATION`.
struct Mark {
  std::string id;
  std::uint64_t generation = 0;
  bool operator==(const Mark&) const = default;
};

std::optional<Mark> MarkOf(const std::optional<std::string>& text) {
  const std::size_t space = text ? text->find(' ') : std::string::npos;
  if (space == std::string::npos) return std::nullopt;
  const auto generation = base::ParseNumber<std::uint64_t>(text->substr(space + 1));
  return generation ? std::optional(Mark{text->substr(0, space), *generation}) : std::nullopt;
}

std::string TextOf(const Mark& mark) { return mark.id + " " + std::to_string(mark.generation); }

// What the one says of the other, and the other of itself.
struct Marks {
  std::optional<Mark> known;
  std::optional<Mark> next;
  std::optional<Mark> objects;
};

Marks ReadMarks(store::Settings& settings, objectstore::StoreSettings objects) {
  return {MarkOf(settings.Find(kObjectsMark)), MarkOf(settings.Find(kNextObjectsMark)), MarkOf(objects.Find(kMark))};
}

// Nothing where they belong together.
std::string WhatSetsApart(const Marks& marks) {
  if (marks.objects == marks.known || (marks.objects && marks.objects == marks.next)) return {};
  if (!marks.known) return "clipbox.db does not know the objects.db beside it: it is new, or an older copy";
  if (!marks.objects) return "objects.db is new, or an older copy, and not the one that clipbox.db knows";
  if (marks.objects->id != marks.known->id) return "clipbox.db and objects.db are of two installations";
  const bool objects_older = marks.objects->generation < marks.known->generation;
  return std::string(objects_older ? "objects.db" : "clipbox.db") + " is an older copy than " +
         (objects_older ? "clipbox.db" : "objects.db") + " (opened together " +
         std::to_string(marks.objects->generation) + " times, says objects.db; " +
         std::to_string(marks.known->generation) + ", says clipbox.db)";
}

[[noreturn]] void ThrowApart(const fs::path& data_dir, const std::string& what) {
  throw base::Error(
      base::ErrorCode::kDatabasesApart,
      what + ", and " + (data_dir / "objects").string() +
          " holds files that would be taken for nobody's. Nothing was changed. Put back the two databases that belong "
          "together. Where objects.db is lost, `clipbox storage rebuild` makes it again from the files. To go on with "
          "what is here, call `clipbox storage accept`");
}

sqlite::Database OpenObjects(const fs::path& data_dir, sqlite::OnOldVersion on_old_version) {
  return sqlite::Database(objectstore::StoreDatabaseFile(data_dir), objectstore::StoreSchema(), on_old_version);
}

template <class Use>
void WithSettings(const fs::path& data_dir, const Use& use) {
  sqlite::Database database(data_dir / "clipbox.db", store::DatabaseSchema());
  base::SystemClock clock;
  base::EventHub hub;
  store::Settings settings({database, clock, hub});
  use(settings);
}

bool IsMissingOrEmpty(const fs::path& file) {
  std::error_code missing;
  const std::uintmax_t bytes = fs::file_size(file, missing);
  return missing || bytes == 0;
}

}  // namespace

void RequireBothDatabases(const fs::path& data_dir) {
  if (!objectstore::HoldsPartFiles(data_dir / "objects")) return;
  for (const char* name : {"clipbox.db", "objects.db"}) {
    if (IsMissingOrEmpty(data_dir / name)) ThrowApart(data_dir, std::string(name) + " is missing or empty");
  }
}

void DatabasePair::Require() const {
  sqlite::Database objects = OpenObjects(data_dir_, sqlite::OnOldVersion::kMigrate);
  const std::string what = WhatSetsApart(ReadMarks(settings_, objectstore::StoreSettings(objects)));
  if (!what.empty() && objectstore::HoldsPartFiles(data_dir_ / "objects")) ThrowApart(data_dir_, what);
}

void DatabasePair::Advance() const {
  sqlite::Database database = OpenObjects(data_dir_, sqlite::OnOldVersion::kMigrate);
  objectstore::StoreSettings objects(database);
  const Marks marks = ReadMarks(settings_, objects);
  Mark mark = marks.objects.value_or(marks.known.value_or(Mark{base::RandomHex(kIdBytes)}));
  for (const auto& known : {marks.known, marks.next})
    mark.generation = std::max(mark.generation, known ? known->generation : 0);
  ++mark.generation;
  settings_.Set(kNextObjectsMark, TextOf(mark));
  objects.Set(kMark, TextOf(mark));
  settings_.Set(kObjectsMark, TextOf(mark));
}

void PairAsStartDoes(const fs::path& data_dir) {
  RequireBothDatabases(data_dir);
  WithSettings(data_dir, [&](store::Settings& settings) {
    const DatabasePair pair(data_dir, settings);
    pair.Require();
    pair.Advance();
  });
}

void PairAsTheyAre(const fs::path& data_dir) {
  WithSettings(data_dir, [&](store::Settings& settings) { DatabasePair(data_dir, settings).Advance(); });
}

std::optional<std::string> FindWhatSetsApart(const fs::path& data_dir, store::Settings& settings) {
  if (!fs::exists(objectstore::StoreDatabaseFile(data_dir))) return std::nullopt;
  sqlite::Database objects = OpenObjects(data_dir, sqlite::OnOldVersion::kRefuse);
  const std::string what = WhatSetsApart(ReadMarks(settings, objectstore::StoreSettings(objects)));
  return what.empty() ? std::nullopt : std::optional(what);
}

}  // namespace clipbox::serve
