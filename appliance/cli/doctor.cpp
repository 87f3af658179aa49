// `clipbox doctor`: everything that must be right, tried out; each line says ok, or what is wrong and how to mend it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/event_hub.h"
#include "base/files.h"
#include "base/id.h"
#include "cli/command.h"
#include "cli/data_directory.h"
#include "cli/doctor/store_checks.h"
#include "objectstore/embedded/kept_credentials.h"
#include "serve/checks/check_report.h"
#include "serve/checks/machine_checks.h"
#include "serve/checks/store_contents.h"
#include "serve/room_settings.h"
#include "serve/storage.h"
#include "sqlite/server_lock.h"
#include "store/store.h"

namespace clipbox::cli {
namespace {

struct DoctorOptions {
  bool fix_cors = false;
  bool json = false;
};

bool IsRemote(const config::Settings& settings) { return settings.storage.kind == config::StorageKind::kR2; }

// Where the page comes from: what the store must let in.
std::string OriginOf(const config::Settings& settings) {
  return settings.storage.cors_origins.empty() ? serve::ServerUrl(settings) : settings.storage.cors_origins.front();
}

// Writes a file where the store takes in new bytes, and removes it: a server that starts meanwhile would do the same.
void TryFile(const std::filesystem::path& folder) {
  const std::filesystem::path probe = folder / ("doctor-" + base::RandomHex(8));
  base::MakePrivateFile(probe);
  const bool written = (std::ofstream(probe, std::ios::binary) << "clipbox").flush().good();
  if (written) base::SyncToDisk(probe);
  std::error_code ignored;
  std::filesystem::remove(probe, ignored);
  if (!written)
    throw serve::Finding("cannot write " + probe.string(),
                         "make room on that disk, and see that it is not mounted read-only");
}

// Without a server nobody answers signed requests for the embedded store: its files are tried, links are not. The store
// itself is not opened, for it would migrate and repair.
std::string CheckFilesAlone(const config::Settings& settings) {
  const std::filesystem::path& folder = settings.data.dir;
  if (!std::filesystem::exists(folder / "objects.db"))
    return "the embedded store is not there yet; `clipbox serve` makes it";
  try {
    objectstore::FindKeptCredentials(folder);  // opens and reads
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::kDatabaseOlder) throw;
    throw serve::Finding(error.what(), "start this version of `clipbox serve` once: it brings the database up to date");
  }
  TryFile(folder / "objects" / "incoming");
  return "the embedded store takes files; no server is running here, so links and uploads were not tried: start "
         "`clipbox serve` and call again";
}

bool IsServing(const config::Settings& settings) {
  if (!std::filesystem::exists(settings.data.dir / "objects.db")) return false;
  try {
    const sqlite::ServerLock lock(settings.data.dir);
    return false;
  } catch (const base::Error& error) {
    if (error.code() == base::ErrorCode::kDatabaseLocked) return true;
    throw;
  }
}

// Whether the store has what the jobs say is there.
std::string CheckContents(const config::Settings& settings, objectstore::ObjectStore& store) {
  const std::filesystem::path file = settings.data.dir / "clipbox.db";
  if (!std::filesystem::exists(file)) return "there is no job yet";
  sqlite::Database database(file, store::DatabaseSchema(), sqlite::OnOldVersion::kRefuse);
  base::SystemClock clock;
  base::EventHub hub;
  serve::RequireContents(store::Inventory({database, clock, hub}), store);
  return "the store has what the jobs name";
}

void CheckCalls(serve::CheckReport& report, const DoctorOptions& options, const config::Settings& settings) {
  const std::string mend =
      IsRemote(settings)
          ? "check storage.account_id or storage.endpoint, storage.bucket and the key pair (`clipbox config`)"
          : "check that the server answers where public_url, CLIPBOX_URL or server.listen say";
  net::HttpClient http;
  base::SystemClock clock;
  std::unique_ptr<objectstore::S3Store> store;
  const bool found = report.Run("store", mend, [&] {
    store = std::make_unique<objectstore::S3Store>(
        IsRemote(settings) ? serve::S3OptionsOf(settings.storage) : serve::EmbeddedAsS3(settings), clock);
    store->Check();
    return "bucket " + settings.storage.bucket + " at " + store->Origin() + " answers";
  });
  if (!found) return;
  report.Run("store contents", mend, [&] { return CheckContents(settings, *store); });
  StoreChecks checks(*store, http,
                     {.prefix = settings.storage.prefix, .installation_token = serve::FindInstallationToken(settings)},
                     OriginOf(settings));
  report.Run("store put", mend, [&] { return checks.CheckPut(); });
  report.Run("store clock", mend, [&] { return checks.CheckClockOffset(); });
  report.Run("signed get", mend, [&] { return checks.CheckSignedGet(); });
  report.Run("multipart", mend, [&] { return checks.CheckMultipart(); });
  report.Run("cors", mend, [&] { return checks.CheckCors(options.fix_cors); });
}

void CheckStore(serve::CheckReport& report, const DoctorOptions& options, const config::Settings& settings) {
  bool serving = IsRemote(settings);
  const std::string mend = "look at the files below " + settings.data.dir.string();
  if (!serving) {
    if (!std::filesystem::exists(settings.data.dir)) return;  // nothing to try before the first start
    try {
      serving = IsServing(settings);
    } catch (const base::Error& error) {
      report.Run("store", mend, [&]() -> std::string { throw error; });
      return;
    }
  }
  if (serving)
    CheckCalls(report, options, settings);
  else
    report.Run("store", mend, [&] { return CheckFilesAlone(settings); });
}

int Examine(const DoctorOptions& options, const Invocation& invocation) {
  serve::ConfigureLog({.format = config::LogFormat::kText, .level = config::LogLevel::kError});  // the report says it
  serve::CheckReport report;
  config::Settings settings;
  const bool configured =
      report.Run("configuration", "correct it there; `clipbox config --sample` shows every key", [&] {
        const config::Loaded loaded = LoadSettings(invocation);
        settings = loaded.settings;
        const auto given = std::ranges::count_if(
            loaded.listing, [](const config::Setting& setting) { return setting.origin != "default"; });
        return std::to_string(given) + (given == 1 ? " setting" : " settings") + " given, all understood";
      });
  if (configured) {
    EnterDataDirectory(settings);
    serve::CheckMachine(report, settings);
    CheckStore(report, options, settings);
  }
  std::cout << (options.json ? base::DumpJson(report.ToJson()) + "\n" : report.ToText());
  return report.all_ok() ? kExitDone : kExitFailed;
}

}  // namespace

void RegisterDoctor(CLI::App& app, Invocation& invocation) {
  const auto options = std::make_shared<DoctorOptions>();
  CLI::App& command =
      AddCommand(app, invocation, "doctor", "Try out everything that must be right; exit code 1 where something is not",
                 [options, &invocation] { return Examine(*options, invocation); });
  command.add_flag("--fix-cors", options->fix_cors,
                   "write the CORS rule that the page needs into the bucket, beside the rules that are there");
  command.add_flag("--json", options->json, "as JSON: {ok, checks: [{name, ok, detail, mend}]}");
  AddSettingsOptions(command, invocation);
  AddListenOption(command, invocation);
}

}  // namespace clipbox::cli
