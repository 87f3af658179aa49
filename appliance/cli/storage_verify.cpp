// `clipbox storage verify`: reads every byte of the embedded store against the digests that were kept of it.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/data_directory.h"
#include "cli/local/progress_line.h"
#include "cli/storage/idle_priority.h"
#include "cli/storage/offline.h"
#include "cli/storage/owners.h"
#include "objectstore/embedded/files/part_files.h"
#include "objectstore/scrub/scrub.h"
#include "objectstore/scrub/set_aside.h"
#include "objectstore/view/embedded_view.h"
#include "serve/checks/database_pair.h"

namespace clipbox::cli {
namespace {

using base::Json;
using objectstore::Damage;
using objectstore::Holding;

struct VerifyStoreOptions {
  bool repair = false;
  bool from_start = false;
  bool json = false;
};

// How what was set aside comes back.
std::string AdviceFor(const Holding& holding, const std::optional<store::KeyOwner>& owner) {
  if (!holding.object) return "its client sends the part again";
  if (!owner) return "put it again from where it came";
  if (owner->kind == "source") return "upload the file again: start the job over, or make a new one";
  if (owner->kind == "proxy") return "it is made again when somebody asks for it";
  if (owner->kind == "deleted") return "nobody needs it any more";
  return "process the job again: that makes what is missing";
}

// One run: what is found goes to standard output as it is found, or is gathered for JSON.
class VerifyRun {
 public:
  VerifyRun(const VerifyStoreOptions& options, const config::Settings& settings)
      : options_(options), owners_(settings.data.dir), view_(settings.data.dir) {
    if (options.repair) set_aside_.emplace(view_);
  }

  int Run() {
    objectstore::Scrub scrub(
        view_, clock_,
        {.from_start = options_.from_start,
         .damaged = [this](const auto& holding, const auto& damages) { return Tell(holding, damages); },
         .progress = [this](double fraction) { progress_.Show("verifying", fraction); }});
    if (scrub.resumed()) {
      Say("going on with the run of " + base::ToIso8601(scrub.resumed()->started_at) +
          ", which was stopped; --from-start begins anew");
    }
    const objectstore::ScrubRun run = scrub.Run();
    progress_.Clear();
    if (options_.json)
      PrintJson(run, scrub.resumed().has_value());
    else
      PrintSummary(run);
    return run.damaged > run.set_aside ? kExitFailed : kExitDone;
  }

 private:
  bool Tell(const Holding& holding, const std::vector<Damage>& damages) {
    const bool is_ours = holding.name && holding.name->bucket.empty();
    const auto owner = is_ours ? owners_.Find(holding.name->key) : std::nullopt;
    progress_.Clear();
    for (const Damage& damage : damages) Note(holding, damage, owner);
    if (!set_aside_) return false;
    set_aside_->Take(holding, damages, [&] { LetGo(holding, owner); });
    if (!options_.json) {
      std::cout << "  set aside in " << set_aside_->FolderOf(holding).string() << "; " << AdviceFor(holding, owner)
                << "\n";
    }
    return true;
  }

  // The job's page tells of it from then on.
  void LetGo(const Holding& holding, const std::optional<store::KeyOwner>& owner) {
    if (owner && holding.object && owners_.store() != nullptr)
      owners_.store()->retention.DropDamaged(holding.name->key);
  }

  void Note(const Holding& holding, const Damage& damage, const std::optional<store::KeyOwner>& owner) {
    const std::string path = damage.file.empty() ? "" : view_.PathOf(damage.file).string();
    if (options_.json) {
      found_.push_back({{"bucket", damage.name.bucket},
                        {"key", damage.name.key},
                        {"isOpenUpload", damage.is_open},
                        {"part", damage.part_number},
                        {"parts", holding.parts.size()},
                        {"file", base::TextOrNull(path)},
                        {"problem", ToText(damage.problem)},
                        {"jobId", owner ? base::TextOrNull(owner->job.value) : Json()},
                        {"title", owner ? base::TextOrNull(owner->title) : Json()},
                        {"kind", owner ? Json(owner->kind) : Json()},
                        {"setAside", set_aside_.has_value()},
                        {"advice", AdviceFor(holding, owner)}});
      return;
    }
    const std::string bucket = damage.name.bucket.empty() ? "" : damage.name.bucket + ": ";
    const std::string part = damage.part_number == 0 ? ""
                                                     : " (part " + std::to_string(damage.part_number) + " of " +
                                                           std::to_string(holding.parts.size()) + ")";
    std::cout << "damaged: " << bucket << damage.name.key << part << ": " << WordsFor(damage.problem) << "\n";
    if (owner) std::cout << "  " << WordsFor(*owner) << "\n";
    if (!path.empty()) std::cout << "  " << path << "\n";
    std::cout << std::flush;
  }

  void PrintJson(const objectstore::ScrubRun& run, bool resumed) const {
    std::cout << base::DumpJson({{"ok", run.damaged == run.set_aside},
                                 {"startedAt", base::ToIso8601(run.started_at)},
                                 {"endedAt", base::ToIso8601(run.ended_at.value_or(run.started_at))},
                                 {"resumed", resumed},
                                 {"objects", run.objects},
                                 {"bytes", run.bytes},
                                 {"damagedObjects", run.damaged},
                                 {"setAsideObjects", run.set_aside},
                                 {"damaged", found_}})
              << "\n";
  }

  void PrintSummary(const objectstore::ScrubRun& run) const {
    const std::string read = std::to_string(run.objects) + " objects, " + base::SizeText(run.bytes) + " read";
    if (run.damaged == 0) {
      std::cout << "all is as it was stored: " << read << "\n";
      return;
    }
    std::cout << run.damaged << " damaged, " << run.set_aside << " of them set aside: " << read << "\n";
    if (!options_.repair)
      std::cout << "`clipbox storage verify --repair` takes them out of the store and keeps their bytes\n";
  }

  const VerifyStoreOptions& options_;
  base::SystemClock clock_;
  Owners owners_;
  objectstore::EmbeddedView view_;
  std::optional<objectstore::SetAside> set_aside_;
  ProgressLine progress_;
  Json found_ = Json::array();
};

// A disk that is not mounted is no damage.
void RequireFiles(const std::filesystem::path& data_dir) {
  if (objectstore::HoldsPartFiles(data_dir / "objects") || objectstore::EmbeddedView(data_dir).SumParts().count == 0)
    return;
  throw base::Error(base::ErrorCode::kNotFound, "no file of the store lies in " + (data_dir / "objects").string() +
                                                    ": see that its disk is mounted; nothing was changed");
}

int VerifyStore(const VerifyStoreOptions& options, const Invocation& invocation) {
  const config::Settings settings = LoadSettings(invocation).settings;
  RequireEmbedded(settings, "clipbox storage verify");
  EnterDataDirectory(settings);
  WorkInTheBackground();
  std::optional<sqlite::ServerLock> lock;
  if (options.repair) {
    RequireStore(settings);
    lock.emplace(KeepServersAway(settings, "repair the store"));
    RequireFiles(settings.data.dir);
    serve::PairAsStartDoes(settings.data.dir);
  }
  return VerifyRun(options, settings).Run();
}

}  // namespace

void RegisterStorageVerify(CLI::App& group, Invocation& invocation) {
  const auto options = std::make_shared<VerifyStoreOptions>();
  CLI::App& command = AddCommand(group, invocation, "verify",
                                 "reads every object against the digests that were kept of it, also while a server "
                                 "runs, and names what is damaged",
                                 [options, &invocation] { return VerifyStore(*options, invocation); });
  command.add_flag(
      "--repair", options->repair,
      "take what is damaged out of the store: its files go to objects/quarantine, its job tells of it; not "
      "while a server runs");
  command.add_flag("--from-start", options->from_start, "do not go on where a run was stopped");
  command.add_flag(
      "--json", options->json,
      "as JSON: {ok, startedAt, endedAt, resumed, objects, bytes, damagedObjects, setAsideObjects, damaged: "
      "[{bucket, key, isOpenUpload, part, parts, file, problem, jobId, title, kind, setAside, advice}]}");
  command.footer("Exit code 1 where something damaged is left in the store.");
  AddSettingsOptions(command, invocation);
}

}  // namespace clipbox::cli
