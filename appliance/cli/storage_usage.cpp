// `clipbox storage usage`: what lies in the store, and whose it is.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "cli/data_directory.h"
#include "cli/storage/offline.h"
#include "cli/storage/usage_sums.h"
#include "objectstore/embedded/files/quarantine.h"
#include "serve/storage.h"

namespace clipbox::cli {
namespace {

using objectstore::Amount;

struct StorageUsageOptions {
  std::size_t largest = 0;
  bool json = false;
};

// Calls `take` with page after page of `list(from)`.
template <class List, class Take>
void EachPage(const List& list, const Take& take) {
  for (std::optional<std::string> from = ""; from;) {
    auto page = list(*from);
    take(page.lines);
    from = std::move(page.next);
  }
}

// The same of a bucket of the embedded store, whose listings go on behind the last line.
template <class List, class Take>
void EachListing(const List& list, const Take& take) {
  objectstore::ListingQuery query;
  for (bool more = true; more;) {
    const auto listing = list(query);
    take(listing.lines);
    more = listing.is_truncated;
    query.after = listing.last;
    query.after_id = listing.last_id;
  }
}

Amount FilesIn(const std::filesystem::path& folder) {
  Amount amount;
  std::error_code missing;
  for (const auto& file : std::filesystem::directory_iterator(folder, missing)) {
    std::error_code gone;
    const std::uint64_t bytes = file.file_size(gone);
    if (!gone) amount.Add(bytes);
  }
  return amount;
}

void AddOtherBuckets(UsageSums& sums, objectstore::EmbeddedView& view) {
  for (const objectstore::BucketInfo& bucket : view.buckets().List()) {
    if (bucket.bucket.empty()) continue;
    Amount amount = view.SumOutside(bucket.bucket, "\xFF");
    EachListing([&](const auto& query) { return view.buckets().ListUploads(bucket.bucket, query); },
                [&](const auto& uploads) {
                  for (const objectstore::OpenUpload& upload : uploads)
                    amount.Add(view.SumUpload(upload.upload_id).bytes);
                });
    sums.AddBucket(bucket.bucket, amount);
  }
}

void AddEmbedded(UsageSums& sums, const config::Settings& settings) {
  objectstore::EmbeddedView view(settings.data.dir);
  const std::string& prefix = settings.storage.prefix;
  Amount outside = view.SumOutside("", prefix);
  EachListing(
      [&](objectstore::ListingQuery query) {
        query.prefix = prefix;
        return view.buckets().ListObjects("", query);
      },
      [&](const auto& objects) { sums.Add(objects); });
  EachListing([&](const auto& query) { return view.buckets().ListUploads("", query); },
              [&](const auto& uploads) {
                for (const objectstore::OpenUpload& upload : uploads) {
                  const Amount parts = view.SumUpload(upload.upload_id);
                  if (upload.key.starts_with(prefix))
                    sums.AddUpload(upload.key, parts);
                  else
                    outside.Add(parts.bytes);
                }
              });
  sums.AddOther("outsidePrefix", outside);
  AddOtherBuckets(sums, view);
  const auto aside = objectstore::Quarantine(view.folder()).Look();
  sums.AddOther("quarantine", {aside.files, aside.bytes});
  sums.AddOther("incoming", FilesIn(view.folder() / "incoming"));
}

void AddRemote(UsageSums& sums, const config::Settings& settings) {
  const base::SystemClock clock;
  objectstore::S3Store store(serve::S3OptionsOf(settings.storage), clock);
  const std::string& prefix = settings.storage.prefix;
  EachPage([&](const std::string& from) { return store.ListObjects(prefix, from); },
           [&](const auto& objects) { sums.Add(objects); });
  EachPage([&](const std::string& from) { return store.ListUploads(prefix, from); },
           [&](const auto& uploads) {
             for (const objectstore::OpenUpload& upload : uploads) {
               Amount parts;
               for (const base::UploadPart& part : store.ListParts(upload.key, upload.upload_id))
                 parts.Add(part.size_bytes);
               sums.AddUpload(upload.key, parts);
             }
           });
}

int Usage(const StorageUsageOptions& options, const Invocation& invocation) {
  const config::Settings settings = LoadSettings(invocation).settings;
  EnterDataDirectory(settings);
  const Owners owners(settings.data.dir);
  UsageSums sums(owners);
  if (settings.storage.kind == config::StorageKind::kR2) {
    AddRemote(sums, settings);
  } else {
    RequireStore(settings);
    AddEmbedded(sums, settings);
  }
  std::cout << (options.json ? base::DumpJson(sums.ToJson(options.largest)) + "\n" : sums.ToText(options.largest));
  return kExitDone;
}

}  // namespace

void RegisterStorageUsage(CLI::App& group, Invocation& invocation) {
  const auto options = std::make_shared<StorageUsageOptions>();
  CLI::App& command =
      AddCommand(group, invocation, "usage", "what lies in the store: by job, by kind, and what is nobody's",
                 [options, &invocation] { return Usage(*options, invocation); });
  command.add_option("--largest", options->largest, "only so many jobs, the largest")->type_name("N");
  command.add_flag("--json", options->json,
                   "as JSON: {total, jobCount, jobs: [{id, title, objects, bytes, kinds}], kinds, orphans, buckets, "
                   "outsidePrefix, quarantine, incoming}, each amount {objects, bytes}");
  AddSettingsOptions(command, invocation);
}

}  // namespace clipbox::cli
