#include "serve/checks/machine_checks.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#include <array>

#include "av/inventory.h"
#include "base/clock.h"
#include "base/event_hub.h"
#include "objectstore/embedded/files/quarantine.h"
#include "objectstore/scrub/scrub_records.h"
#include "serve/checks/check_report.h"
#include "serve/checks/database_pair.h"
#include "sqlite/database.h"
#include "store/store.h"
#include "work/chores/clock_watch.h"

namespace clipbox::serve {
namespace {

constexpr std::array kEncoders = {"libx264", "aac", "gif", "mjpeg"};
constexpr std::array kDecoders = {"h264", "hevc", "vp8", "vp9", "aac", "mp3", "opus", "vorbis", "mpeg4"};
// Debian's security updates come several times a year.
constexpr std::chrono::days kOldestLibav{400};
// Nothing was built before this source was written: a clock that says so is wrong.
constexpr std::chrono::sys_days kEarliest = std::chrono::year(2026) / 1 / 1;

struct stat StatusOf(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) base::ThrowErrno("look at", path.string());
  return status;
}

std::string Ids() { return std::to_string(::geteuid()) + ":" + std::to_string(::getegid()); }

std::filesystem::path NearestExisting(std::filesystem::path path) {
  while (!std::filesystem::exists(path) && path.has_relative_path()) path = path.parent_path();
  return path;
}

void RequireWritable(const std::filesystem::path& path, const std::string& mend) {
  if (::access(path.c_str(), W_OK) != 0)
    throw Finding(path.string() + " cannot be written by uid " + std::to_string(::geteuid()), mend);
}

std::string Gigabytes(std::uintmax_t bytes) { return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9); }

// An empty transaction takes the write lock and gives it back.
void TryDatabase(const std::filesystem::path& file, sqlite::Schema schema) {
  sqlite::Database database(file, std::move(schema), sqlite::OnOldVersion::kRefuse);
  database.Write([](sqlite::Connection&) {});
}

template <class Has, std::size_t kCount>
std::string Missing(const std::array<const char*, kCount>& names, Has has) {
  std::string missing;
  for (const char* name : names) {
    if (!has(name)) missing += (missing.empty() ? "" : ", ") + std::string(name);
  }
  return missing;
}

// A row of `settings`; nullopt where there is no database yet or it cannot be read, which CheckDatabase tells. Changes
// nothing.
std::optional<std::string> FindKept(const config::Settings& settings, const std::string& name) {
  const std::filesystem::path file = settings.data.dir / "clipbox.db";
  try {
    sqlite::Database database(file, store::DatabaseSchema(), sqlite::OnOldVersion::kRefuse);
    base::SystemClock clock;
    base::EventHub hub;
    return store::Settings({database, clock, hub}).Find(name);
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

// As the server would judge now; it may be that it runs and has not looked yet.
void RequireNoJump(const config::Settings& settings, const base::SystemClock& clock) {
  const auto kept = FindKept(settings, work::kClockSetting);
  if (!kept) return;
  const work::ClockMemory memory = work::JudgeClock(work::ClockMemoryOf(*kept), {clock.Now(), clock.MachineUptime()});
  if (!memory.paused_at) return;
  throw Finding(
      fmt::format("the clock jumped by {} s to {}; nothing is deleted for its age until {}",
                  std::chrono::duration_cast<std::chrono::seconds>(memory.jump).count(),
                  base::ToIso8601(*memory.paused_at), base::ToIso8601(*memory.PausedUntil())),
      "set the clock where it is wrong; where it is right, wait, or confirm it as an administrator: curl -X POST -H "
      "\"Authorization: Bearer $CLIPBOX_TOKEN\" \"$CLIPBOX_URL/api/v1/system/clock/confirm\"");
}

}  // namespace

void CheckMachine(CheckReport& report, const config::Settings& settings) {
  report.Run("permissions", "run as the user that owns the directory", [&] { return CheckPermissions(settings); });
  report.Run("database", "start this version of `clipbox serve` once: it brings the database up to date",
             [&] { return CheckDatabase(settings); });
  if (settings.storage.kind == config::StorageKind::kLocal) {
    report.Run("databases", "start this version of `clipbox serve` once: it brings the databases up to date",
               [&] { return CheckDatabasePair(settings); });
    report.Run("quarantine", "look at the files below " + settings.data.dir.string(),
               [&] { return CheckQuarantine(settings); });
    report.Run("verify", "look at objects.db in " + settings.data.dir.string(),
               [&] { return CheckLastVerify(settings); });
  }
  report.Run("disk", "look at the disk of data.dir", [&] { return CheckDisk(settings); });
  report.Run("clock", "set the clock", [&] { return CheckClock(settings); });
  report.Run("codecs", "install FFmpeg's libraries", CheckCodecs);
  report.Run("libav", "upgrade FFmpeg's libraries", CheckLibavAge);
}

std::string CheckPermissions(const config::Settings& settings) {
  const std::filesystem::path& folder = settings.data.dir;
  const std::string who = "uid " + std::to_string(::geteuid());
  if (!std::filesystem::exists(folder)) {
    const std::filesystem::path parent = NearestExisting(folder);
    RequireWritable(parent, "make " + folder.string() +
                                " and give it to the user that runs the server, or name another with --data-dir");
    return folder.string() + " is not there yet; " + who + " can make it";
  }
  const struct stat status = StatusOf(folder);
  const std::string give =
      "chown -R " + Ids() + " " + folder.string() + ", or run as uid " + std::to_string(status.st_uid);
  for (const char* name : {"", "objects", "objects.db", "clipbox.db", "work"}) {
    const std::filesystem::path path = *name == '\0' ? folder : folder / name;
    if (std::filesystem::exists(path)) RequireWritable(path, give);
  }
  const unsigned mode = status.st_mode & 0777U;
  if ((mode & 0077U) != 0)
    throw Finding(fmt::format("others may look into {} (mode {:04o})", folder.string(), mode),
                  "chmod 700 " + folder.string());
  return fmt::format("{}, mode {:04o}, owner uid {}, running as {}", folder.string(), mode, status.st_uid, who);
}

std::string CheckDatabase(const config::Settings& settings) {
  const std::filesystem::path file = settings.data.dir / "clipbox.db";
  if (!std::filesystem::exists(file)) return file.string() + " is not there yet; `clipbox serve` makes it";
  TryDatabase(file, store::DatabaseSchema());
  return file.string() + " opens and takes writes";
}

std::string FindInstallationToken(const config::Settings& settings) {
  return FindKept(settings, "installation_token").value_or("");
}

std::string CheckDatabasePair(const config::Settings& settings) {
  const std::filesystem::path& folder = settings.data.dir;
  if (!std::filesystem::exists(folder / "clipbox.db")) return "clipbox.db is not there yet; `clipbox serve` makes it";
  sqlite::Database database(folder / "clipbox.db", store::DatabaseSchema(), sqlite::OnOldVersion::kRefuse);
  base::SystemClock clock;
  base::EventHub hub;
  store::Settings kept({database, clock, hub});
  const auto apart = FindWhatSetsApart(folder, kept);
  if (!apart) return "clipbox.db and objects.db belong together";
  throw Finding(
      *apart,
      "put back the two that belong together; `clipbox storage rebuild` makes a lost objects.db again from the "
      "files, and `clipbox storage accept` takes the two as they are");
}

std::string CheckQuarantine(const config::Settings& settings) {
  const objectstore::Quarantine quarantine(settings.data.dir / "objects");
  const auto figures = quarantine.Look();
  if (figures.files == 0) return "no file of the store is set aside";
  throw Finding(
      fmt::format("objects.db does not know what lies in {}: files {}, bytes {}", quarantine.folder().string(),
                  figures.files, figures.bytes),
      "stop the server and call `clipbox storage rebuild`, which asks the files what they are; or put the objects.db "
      "that knows them back and restart `clipbox serve`, which takes them back; if nothing is missing, delete them; "
      "what lies below damaged/ was set aside by `clipbox storage verify --repair`");
}

std::string CheckLastVerify(const config::Settings& settings) {
  const auto last = objectstore::FindLastScrub(settings.data.dir);
  if (!last) return "the stored bytes were never read against their digests; `clipbox storage verify` does it";
  const objectstore::ScrubRun& run = last->run;
  if (last->still_damaged > 0) {
    throw Finding(
        fmt::format("damaged objects in the store: {}, as `clipbox storage verify` found on {}", last->still_damaged,
                    base::ToIso8601(run.started_at)),
        "look at the disk (smartctl), then stop the server and run `clipbox storage verify --repair`: it names "
        "them, keeps their bytes, and says how each comes back");
  }
  return fmt::format("{} objects, {} bytes were read against their digests on {}{}", run.objects, run.bytes,
                     base::ToIso8601(run.started_at), run.ended_at ? "" : ", and the run did not come to its end");
}

std::string CheckDisk(const config::Settings& settings) {
  const std::filesystem::path folder = NearestExisting(settings.data.dir);
  const auto space = std::filesystem::space(folder);
  const std::string figures =
      Gigabytes(space.available) + " free of " + Gigabytes(space.capacity) + " at " + folder.string();
  if (space.available >= settings.data.keep_free.value) return figures;
  throw Finding(figures + ", less than data.keep_free (" + Gigabytes(settings.data.keep_free.value) +
                    "): new uploads are refused",
                "make room, or move data.dir to a larger disk");
}

std::string CheckClock(const config::Settings& settings) {
  const base::SystemClock clock;
  const base::Timestamp now = clock.Now();
  if (now < kEarliest)
    throw Finding("it is " + base::ToIso8601(now) + " by this machine's clock, which cannot be",
                  "set the clock, and let systemd-timesyncd or chrony keep it");
  RequireNoJump(settings, clock);
  timex state{};
  const bool told = ::adjtimex(&state) >= 0;
  const bool kept = told && (state.status & STA_UNSYNC) == 0;
  return base::ToIso8601(now) +
         (kept ? ", kept by a time service" : "; the kernel knows of no time service that keeps it");
}

std::string CheckCodecs() {
  const std::string encoders = Missing(kEncoders, av::HasEncoder);
  const std::string decoders = Missing(kDecoders, av::HasDecoder);
  const std::string mend = "install the distribution's whole FFmpeg (Debian: apt install libavcodec-extra)";
  if (!encoders.empty()) throw Finding(av::VersionText() + " cannot encode " + encoders, mend);
  if (!decoders.empty()) throw Finding(av::VersionText() + " cannot decode " + decoders, mend);
  return av::VersionText() + " has all that is needed";
}

std::string CheckLibavAge() {
  const auto date = av::LibraryDate();
  if (!date) return av::VersionText() + "; its date is not known";
  const std::string day = base::ToIso8601(*date).substr(0, 10);
  if (base::SystemClock().Now() - *date <= kOldestLibav) return av::VersionText() + " of " + day;
  throw Finding(av::VersionText() + " is of " + day + ": holes that were found since are open",
                "apt update && apt upgrade, then restart the server");
}

}  // namespace clipbox::serve
