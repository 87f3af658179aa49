// `clipbox storage move`: all that is clipbox's from the embedded store to the bucket of the settings, or back.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/data_directory.h"
#include "cli/storage/copy_run.h"
#include "cli/storage/moved_uploads.h"
#include "cli/storage/offline.h"
#include "cli/storage/places.h"
#include "serve/storage.h"

namespace clipbox::cli {
namespace {

using base::Error;
using base::ErrorCode;

struct StorageMoveOptions {
  std::string to;
  bool remove = false;
  int at_once = 4;
  bool json = false;

  bool to_bucket() const { return to == "s3"; }
};

// Both ends are named before anything is done.
void RequireBucketSettings(const config::Settings& settings) {
  if (settings.storage.kind == config::StorageKind::kR2) return;
  throw Error(ErrorCode::kConfiguration,
              "the settings name no bucket: give storage.account_id (R2) or storage.endpoint, storage.bucket, "
              "storage.access_key_id and storage.secret_access_key; the other end is the embedded store of the data "
              "directory");
}

// All that moves is that of some jobs: elsewhere a store would be made that nobody looks for.
void RequireJobs(const config::Settings& settings) {
  if (std::filesystem::exists(settings.data.dir / "clipbox.db")) return;
  throw Error(ErrorCode::kNotFound,
              "there is no clipbox in " + settings.data.dir.string() + ": name the server's directory with --data-dir");
}

// What lies in the embedded store and is not clipbox's.
void TellLeftOut(objectstore::EmbeddedView& view, const config::Settings& settings) {
  const auto outside = view.SumOutside("", settings.storage.prefix);
  if (outside.count > 0) {
    Say("left out: " + std::to_string(outside.count) + " objects of other clients outside " + settings.storage.prefix +
        "; `clipbox storage export --all` copies them");
  }
  for (const objectstore::BucketInfo& bucket : view.buckets().List()) {
    if (bucket.bucket.empty()) continue;
    Say("left out: the bucket " + bucket.bucket + "; `clipbox storage export --bucket " + bucket.bucket +
        "` copies it");
  }
}

std::string NextSteps(const StorageMoveOptions& options) {
  std::string text;
  if (options.to_bucket()) {
    text =
        "next: keep the settings of the bucket (storage.*) for the server, run `clipbox doctor --fix-cors`, and "
        "start it\n";
  } else {
    text =
        "next: take storage.account_id, storage.endpoint, storage.kind and the key pair out of the settings, and "
        "start the server\n";
  }
  if (!options.remove)
    text +=
        "the old copies stay; when all is well, the same command with --remove deletes what is proved at the other "
        "side\n";
  return text;
}

int Move(const StorageMoveOptions& options, const Invocation& invocation) {
  const config::Settings settings = LoadSettings(invocation).settings;
  RequireBucketSettings(settings);
  RequireJobs(settings);
  EnterDataDirectory(settings);
  if (options.to_bucket()) RequireStore(settings);
  const sqlite::ServerLock lock = KeepServersAway(settings, "move the store");
  base::SystemClock clock;
  objectstore::S3Place bucket(serve::S3OptionsOf(settings.storage), "", clock);
  bucket.Check();
  OpenedEmbedded embedded(settings, clock, Use::kWrite, "");
  if (options.to_bucket()) TellLeftOut(embedded.view(), settings);
  objectstore::Place& from = options.to_bucket() ? embedded.place() : bucket;
  objectstore::Place& to = options.to_bucket() ? bucket : embedded.place();
  const CopyRunResult result = RunCopy(from, to, {settings.storage.prefix, options.at_once, options.remove, "moving"});
  MovedUploads uploads;
  if (result.ok()) uploads = MoveUploads(settings, embedded, bucket, options.to_bucket());
  if (options.json) {
    base::Json json = ToJson(result, from, to);
    json["uploads"] = {{"moved", uploads.moved}, {"ended", uploads.ended}};
    std::cout << base::DumpJson(json) << "\n";
  } else {
    std::cout << ToText(result, from, to) << ToText(uploads) << (result.ok() ? NextSteps(options) : "");
  }
  return result.ok() ? kExitDone : kExitFailed;
}

}  // namespace

void RegisterStorageMove(CLI::App& group, Invocation& invocation) {
  const auto options = std::make_shared<StorageMoveOptions>();
  CLI::App& command = AddCommand(group, invocation, "move",
                                 "moves all that is clipbox's from the embedded store to a bucket, or back, while no "
                                 "server runs; links stay valid",
                                 [options, &invocation] { return Move(*options, invocation); });
  command
      .add_option("--to", options->to,
                  "s3: the bucket that the settings name; embedded: the store in the data directory")
      ->required()
      ->check(CLI::IsMember({"s3", "embedded"}))
      ->type_name("s3|embedded");
  command.add_flag("--remove", options->remove,
                   "when everything is at the other side, delete what is proved to be there from the old one");
  command.add_option("--at-once", options->at_once, "how many objects at once")
      ->type_name("N")
      ->check(CLI::Range(1, 32))
      ->capture_default_str();
  command.add_flag("--json", options->json,
                   "as JSON: {from, to, copied, there, removed, failures: [{key, message}], uploads: {moved, ended}}");
  command.footer(
      "In both directions the settings name the bucket, as for `clipbox serve` with it. Ended at any point, it goes on "
      "when it is called again. Exit code 1 where an object was not copied.");
  AddSettingsOptions(command, invocation);
}

}  // namespace clipbox::cli
