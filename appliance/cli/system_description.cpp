#include "cli/system_description.h"


#include "av/version.h"
#include "base/error.h"
#include "cli/command.h"
#include "crypto/version.h"
#include "net/version.h"
#include "sqlite/version.h"

namespace clipbox::cli {
namespace {

using base::Json;

Json Libraries() { return {sqlite::VersionText(), av::VersionText(), crypto::VersionText(), net::VersionText()}; }

Json Storage(const config::Settings& settings, objectstore::ObjectStore& objects) {
  Json storage = {{"kind", "local"}, {"bucket", settings.storage.bucket}, {"prefix", settings.storage.prefix}, {"state", "ok"}, {"detail", nullptr}};
  try {
    objects.Check();
  } catch (const base::Error& error) {
    storage["state"] = "unavailable";
    storage["detail"] = error.what();
  }
  return storage;
}

Json Disk(const config::Settings& settings) {
  std::error_code failure;
  const auto space = std::filesystem::space(settings.data.dir, failure);
  if (failure) return nullptr;
  return {{"totalBytes", space.capacity}, {"freeBytes", space.available}, {"keepFreeBytes", settings.data.keep_free.value}};
}

}  // namespace

Json DescribeSystem(const config::Settings& settings, objectstore::ObjectStore& objects) {
  return {{"version", VersionNumber()},
          {"libraries", Libraries()},
          {"storage", Storage(settings, objects)},
          {"workers", settings.media.workers},
          {"disk", Disk(settings)}};
}

}  // namespace clipbox::cli
