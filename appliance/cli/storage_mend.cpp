// `clipbox storage rebuild` and `clipbox storage accept`: for databases that a start refuses, because one of them is
// lost or an older copy.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/data_directory.h"
#include "cli/storage/offline.h"
#include "objectstore/embedded/rebuild.h"
#include "serve/checks/database_pair.h"

namespace clipbox::cli {
namespace {

struct RebuildOptions {
  bool json = false;
};

// The data directory, with servers kept away.
class MendedDirectory {
 public:
  explicit MendedDirectory(const config::Settings& settings)
      : path_(Enter(settings)), lock_(KeepServersAway(settings, "mend the store")) {}

  const std::filesystem::path& path() const { return path_; }

 private:
  static std::filesystem::path Enter(const config::Settings& settings) {
    RequireEmbedded(settings, "clipbox storage");
    const std::filesystem::path path = EnterDataDirectory(settings);
    if (std::filesystem::is_directory(path / "objects")) return path;
    throw base::Error(base::ErrorCode::kNotFound,
                      "there is no store in " + path.string() + ": name the server's directory with --data-dir");
  }

  const std::filesystem::path path_;
  const sqlite::ServerLock lock_;
};

base::Json ToJson(const objectstore::Rebuilt& rebuilt) {
  return {{"objects", rebuilt.objects},      {"bytes", rebuilt.bytes},         {"openUploadParts", rebuilt.parts},
          {"givenBack", rebuilt.given_back}, {"forgotten", rebuilt.forgotten}, {"unknownFiles", rebuilt.unknown_files}};
}

std::string ToText(const objectstore::Rebuilt& rebuilt, const std::filesystem::path& data_dir) {
  std::string text = fmt::format("objects.db knows these again: objects {}, bytes {}, parts of open uploads {}\n",
                                 rebuilt.objects, rebuilt.bytes, rebuilt.parts);
  if (rebuilt.given_back > 0) text += fmt::format("came back from the quarantine: files {}\n", rebuilt.given_back);
  if (rebuilt.forgotten > 0)
    text += fmt::format("forgotten, for their files are gone: objects {}\n", rebuilt.forgotten);
  if (rebuilt.unknown_files > 0) {
    text += fmt::format("say nothing of themselves, and are kept in {}: files {}\n",
                        (data_dir / "objects" / "quarantine").string(), rebuilt.unknown_files);
  }
  return text + "start `clipbox serve` now; `clipbox storage keys` prints the key pair, which may be a new one\n";
}

int Rebuild(const RebuildOptions& options, const Invocation& invocation) {
  const MendedDirectory directory(LoadSettings(invocation).settings);
  base::SystemClock clock;
  const objectstore::Rebuilt rebuilt = objectstore::RebuildStore(directory.path(), clock);
  serve::PairAsTheyAre(directory.path());
  std::cout << (options.json ? base::DumpJson(ToJson(rebuilt)) + "\n" : ToText(rebuilt, directory.path()));
  return kExitDone;
}

int Accept(const Invocation& invocation) {
  const MendedDirectory directory(LoadSettings(invocation).settings);
  serve::PairAsTheyAre(directory.path());
  std::cout
      << "clipbox.db and objects.db are taken as they are; the next `clipbox serve` keeps files that no row names "
         "in "
      << (directory.path() / "objects" / "quarantine").string() << "\n";
  return kExitDone;
}

}  // namespace

void RegisterStorageMending(CLI::App& group, Invocation& invocation) {
  const auto options = std::make_shared<RebuildOptions>();
  CLI::App& rebuild = AddCommand(group, invocation, "rebuild",
                                 "make objects.db again from the files, where it is lost, damaged or an older copy",
                                 [options, &invocation] { return Rebuild(*options, invocation); });
  rebuild.add_flag("--json", options->json,
                   "as JSON: {objects, bytes, openUploadParts, givenBack, forgotten, unknownFiles}");
  AddSettingsOptions(rebuild, invocation);
  CLI::App& accept = AddCommand(group, invocation, "accept",
                                "go on with clipbox.db and objects.db as they are, though they do not belong together",
                                [&invocation] { return Accept(invocation); });
  AddSettingsOptions(accept, invocation);
}

}  // namespace clipbox::cli
