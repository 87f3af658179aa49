// `clipbox storage export` and `import`: the objects of the configured store, to a folder or bucket and back.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "cli/command.h"
#include "cli/data_directory.h"
#include "cli/storage/copy_run.h"
#include "cli/storage/offline.h"
#include "cli/storage/places.h"
#include "serve/storage.h"

namespace clipbox::cli {
namespace {

using base::Error;
using base::ErrorCode;

struct StorageCopyOptions {
  std::string place;
  std::string bucket;
  BucketAccess access;
  int at_once = 4;
  bool all = false;
  bool json = false;
};

// The store that the settings name, with all that it needs to be open.
class ConfiguredStore {
 public:
  ConfiguredStore(const config::Settings& settings, base::Clock& clock, Use use, const std::string& bucket) {
    if (settings.storage.kind == config::StorageKind::kR2) {
      objectstore::S3Options options = serve::S3OptionsOf(settings.storage);
      if (!bucket.empty()) options.bucket = bucket;
      remote_ = std::make_unique<objectstore::S3Place>(options, "", clock);
      remote_->Check();
      return;
    }
    if (use == Use::kWrite) lock_.emplace(KeepServersAway(settings, "import into the store"));
    embedded_ = std::make_unique<OpenedEmbedded>(settings, clock, use, bucket);
  }

  objectstore::Place& place() { return remote_ ? *remote_ : embedded_->place(); }

 private:
  std::optional<sqlite::ServerLock> lock_;
  std::unique_ptr<OpenedEmbedded> embedded_;
  std::unique_ptr<objectstore::S3Place> remote_;
};

std::unique_ptr<objectstore::Place> OpenPlace(const StorageCopyOptions& options, const config::Settings& settings,
                                              base::Clock& clock, objectstore::FolderPlace::Use use) {
  const PlaceArgument argument = ParsePlace(options.place);
  if (!argument.folder.empty()) return std::make_unique<objectstore::FolderPlace>(argument.folder, use);
  auto place = std::make_unique<objectstore::S3Place>(
      OptionsOf(argument, options.access, settings, config::ProcessEnvironment()), argument.prefix, clock);
  place->Check();
  return place;
}

// The product's own objects; everything of a bucket that was named.
std::string PrefixOf(const StorageCopyOptions& options, const config::Settings& settings) {
  return options.all || !options.bucket.empty() ? "" : settings.storage.prefix;
}

int Print(const StorageCopyOptions& options, const CopyRunResult& result, objectstore::Place& from,
          objectstore::Place& to) {
  std::cout << (options.json ? base::DumpJson(ToJson(result, from, to)) + "\n" : ToText(result, from, to));
  return result.ok() ? kExitDone : kExitFailed;
}

int Export(const StorageCopyOptions& options, const Invocation& invocation) {
  const config::Settings settings = LoadSettings(invocation).settings;
  EnterDataDirectory(settings);
  base::SystemClock clock;
  ConfiguredStore store(settings, clock, Use::kRead, options.bucket);
  const auto place = OpenPlace(options, settings, clock, objectstore::FolderPlace::Use::kKeep);
  const CopyRunResult result =
      RunCopy(store.place(), *place, {PrefixOf(options, settings), options.at_once, false, "exporting"});
  return Print(options, result, store.place(), *place);
}

int Import(const StorageCopyOptions& options, const Invocation& invocation) {
  const config::Settings settings = LoadSettings(invocation).settings;
  EnterDataDirectory(settings);
  base::SystemClock clock;
  const auto place = OpenPlace(options, settings, clock, objectstore::FolderPlace::Use::kRead);
  ConfiguredStore store(settings, clock, Use::kWrite, options.bucket);
  const CopyRunResult result =
      RunCopy(*place, store.place(), {PrefixOf(options, settings), options.at_once, false, "importing"});
  return Print(options, result, *place, store.place());
}

void AddCopyCommand(CLI::App& group, Invocation& invocation, const std::string& name, const std::string& help,
                    int (*run)(const StorageCopyOptions&, const Invocation&)) {
  const auto options = std::make_shared<StorageCopyOptions>();
  CLI::App& command = AddCommand(group, invocation, name, help, [=, &invocation] { return run(*options, invocation); });
  command.add_option("place", options->place, "a folder, or s3://bucket[/prefix]")
      ->required()
      ->type_name("DIR|s3://BUCKET[/PREFIX]");
  command
      .add_option("--endpoint", options->access.endpoint,
                  "where that bucket is; otherwise AWS_ENDPOINT_URL, or as storage.* names it")
      ->type_name("URL");
  command.add_option("--region", options->access.region, "of that bucket; otherwise AWS_REGION, or storage.region")
      ->type_name("NAME");
  command.add_option("--bucket", options->bucket, "another bucket of the store than clipbox's own, all of it")
      ->type_name("NAME");
  command.add_flag("--all", options->all, "also what other clients put outside storage.prefix");
  command.add_option("--at-once", options->at_once, "how many objects at once")
      ->type_name("N")
      ->check(CLI::Range(1, 32))
      ->capture_default_str();
  command.add_flag("--json", options->json, "as JSON: {from, to, copied, there, removed, failures: [{key, message}]}");
  command.footer(
      "The bucket's keys are those of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or of storage.* where that is a "
      "bucket. Ended at any point, it goes on when it is called again. Exit code 1 where an object was not copied.");
  AddSettingsOptions(command, invocation);
}

}  // namespace

void RegisterStorageCopies(CLI::App& group, Invocation& invocation) {
  AddCopyCommand(
      group, invocation, "export",
      "copies the store's objects to a folder or a bucket, each proved by its digest; also while a server runs",
      Export);
  AddCopyCommand(
      group, invocation, "import",
      "copies objects from a folder that `export` made, or from a bucket, into the store; not while a server "
      "runs on an embedded one",
      Import);
}

}  // namespace clipbox::cli
