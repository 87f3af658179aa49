// `clipbox storage keys`: what any S3 client needs for the embedded store.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/data_directory.h"
#include "serve/storage.h"

namespace clipbox::cli {
namespace {

struct StorageKeysOptions {
  bool json = false;
};

void PrintLines(const objectstore::S3Options& store) {
  std::cout << "AWS_ENDPOINT_URL=" << store.endpoint << "\n"
            << "AWS_BUCKET=" << store.bucket << "\n"
            << "AWS_ACCESS_KEY_ID=" << store.access_key_id << "\n"
            << "AWS_SECRET_ACCESS_KEY=" << store.secret_access_key << "\n"
            << "AWS_DEFAULT_REGION=" << store.region << "\n"
            << "AWS_REGION=" << store.region << "\n";
}

int Keys(const StorageKeysOptions& options, const Invocation& invocation) {
  const config::Settings settings = LoadSettings(invocation).settings;
  if (settings.storage.kind == config::StorageKind::kR2) {
    throw base::Error(base::ErrorCode::kUnsupported,
                      "storage.kind is r2: there is no embedded store, and the keys are those that you configured "
                      "(`clipbox config`)");
  }
  EnterDataDirectory(settings);
  const objectstore::S3Options store = serve::EmbeddedAsS3(settings);
  if (options.json) {
    std::cout << base::DumpJson({{"endpoint", store.endpoint},
                                 {"bucket", store.bucket},
                                 {"accessKeyId", store.access_key_id},
                                 {"secretAccessKey", store.secret_access_key},
                                 {"region", store.region}})
              << "\n";
  } else {
    PrintLines(store);
  }
  return kExitDone;
}

}  // namespace

void RegisterStorage(CLI::App& app, Invocation& invocation) {
  CLI::App* group = app.add_subcommand("storage", "The object store: its keys, its bytes, moving them");
  group->require_subcommand(1);
  const auto options = std::make_shared<StorageKeysOptions>();
  CLI::App& keys =
      AddCommand(*group, invocation, "keys", "endpoint, bucket and key pair for any S3 client, as AWS_… lines",
                 [options, &invocation] { return Keys(*options, invocation); });
  keys.add_flag("--json", options->json, "as JSON: {endpoint, bucket, accessKeyId, secretAccessKey, region}");
  AddSettingsOptions(keys, invocation);
  AddListenOption(keys, invocation);
  RegisterStorageVerify(*group, invocation);
  RegisterStorageUsage(*group, invocation);
  RegisterStorageMending(*group, invocation);
  RegisterStorageCopies(*group, invocation);
  RegisterStorageMove(*group, invocation);
}

}  // namespace clipbox::cli
