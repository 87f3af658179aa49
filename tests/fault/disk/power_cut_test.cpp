#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "catch.h"
#include "e2e/harness/appliance.h"
#include "e2e/harness/deadline.h"
#include "fault/disk/private_mounts.h"
#include "fault/harness/embedded_under_test.h"
#include "fault/harness/remote_under_test.h"
#include "temp_dir.h"

using namespace clipbox;
using namespace clipbox::fault;
using std::chrono::milliseconds;

namespace {

constexpr std::uint64_t kDiskBytes = 768ULL << 20;
constexpr std::size_t kPartBytes = 5 << 20;  // what S3 asks of all parts but the last
constexpr std::size_t kPieceBytes = 1 << 20;
constexpr int kClients = 3;
constexpr std::chrono::seconds kStartTime(30);

// The server on the disk that loses its power. It is started again and again: from a copy of the program, so that a
// build under way cannot take it away between two cuts.
class Server {
 public:
  Server(const std::filesystem::path& folder, const LoopDisk& disk, std::string preload)
      : log_(folder / "log"), program_(folder / "clipbox"), data_(disk.path() / "data"), preload_(std::move(preload)) {
    std::filesystem::copy_file(e2e::ServeCommand(data_, {}).front(), program_);
  }

  // Nothing where it comes up, and otherwise why not.
  std::string Start() {
    std::vector<std::string> settings = KeySettings();
    settings.push_back("data.keep_free=0");
    std::vector<std::string> command = e2e::ServeCommand(data_, settings);
    command.front() = program_.string();
    const std::vector<std::string> environment =
        preload_.empty() ? std::vector<std::string>{} : std::vector<std::string>{"LD_PRELOAD=" + preload_};
    process_ = std::make_unique<e2e::ChildProcess>(command, log_, environment);
    const e2e::Deadline deadline(kStartTime);
    while (const auto line = process_->ReadLine(milliseconds(deadline.LeftMs()))) {
      if (!line->starts_with("listening ")) continue;
      origin_ = line->substr(10);
      return {};
    }
    const auto code = process_->WaitExit(milliseconds(500));
    return "the server does not start: " +
           (code ? "it ended with " + std::to_string(*code) : std::string("it says nothing")) + ": " +
           e2e::TailOf(log_);
  }

  void Kill() {
    process_->Signal(SIGKILL);
    process_->WaitExit(std::chrono::seconds(10));
  }

  const std::string& origin() const { return origin_; }
  const std::filesystem::path& data() const { return data_; }

 private:
  const std::filesystem::path log_, program_, data_;
  const std::string preload_;
  std::unique_ptr<e2e::ChildProcess> process_;
  std::string origin_;
};

// What all clients see together: how often they were told that something is done. So the power goes in the middle of
// their work and not by the clock alone. And a failure while there is power, which no cut explains.
class Progress {
 public:
  // False where the power went meanwhile: such an answer counts for nothing. After a real cut nobody could have heard
  // it. And of a flush that is under way when the file system is shut down the kernel may say that it succeeded.
  bool Done() {
    const std::lock_guard lock(mutex_);
    ++count_;
    changed_.notify_all();
    return power_;
  }
  void Failed(const std::string& why) {
    const std::lock_guard lock(mutex_);
    if (power_) failures_.push_back("with power: " + why);
    changed_.notify_all();
  }
  // Until `count` operations are done; then `more` goes by, so that the cut falls anywhere within the next. Whoever
  // fails from now on does so for want of power.
  void WaitForMoment(int count, std::chrono::microseconds more) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return count_ >= count || !failures_.empty(); });
    changed_.wait_for(lock, more, [&] { return !failures_.empty(); });
    power_ = false;
  }
  std::vector<std::string> failures() const {
    const std::lock_guard lock(mutex_);
    return failures_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
  bool power_ = true;
  std::vector<std::string> failures_;
};

// One client with keys of its own, and what it was told.
struct Client {
  std::string prefix;
  std::mt19937 random;
  StoreModel told = {};
  std::string last = {};                  // what was acknowledged last
  std::optional<Operation> pending = {};  // under way when the power went
  std::set<Verb> done = {};               // of all that was acknowledged

  std::vector<std::string> Keys() const { return {prefix + "a", prefix + "b", prefix + "c"}; }

  void Work(const std::string& origin, Progress& progress) {
    RemoteUnderTest store(origin);
    try {
      for (;;) {
        pending = RandomOperation(told, Keys(), kPartBytes, kPieceBytes, random);
        store.Do(*pending);
        if (!progress.Done()) return;
        told.Apply(*pending);
        last = ToText(*pending);
        done.insert(pending->verb);
      }
    } catch (const std::exception& error) {
      progress.Failed(pending ? ToText(*pending) + ": " + error.what() : error.what());
    }
  }

  // What the store no longer holds of it; then it goes on from what the store holds.
  std::vector<std::string> TakeStock(RemoteUnderTest& store) {
    std::vector<std::string> wrong = Differences(store, told, prefix);
    if (wrong.empty() || !pending) return wrong;
    StoreModel after = told;
    after.Apply(*pending);
    const std::vector<std::string> otherwise = Differences(store, after, prefix);
    if (otherwise.empty()) {
      told = after;
      return {};
    }
    wrong.push_back("acknowledged last: " + last + "; or, with " + ToText(*pending) + ":");
    wrong.insert(wrong.end(), otherwise.begin(), otherwise.end());
    return wrong;
  }
};

class PowerCuts {
 public:
  explicit PowerCuts(std::string preload)
      : disk_(folder_.path(), kDiskBytes), server_(folder_.path(), disk_, std::move(preload)) {
    for (int i = 0; i < kClients; ++i)
      clients_.push_back(
          {std::string(1, static_cast<char>('k' + i)) + "/", std::mt19937(static_cast<unsigned>(i + 1))});
    REQUIRE(server_.Start() == "");
  }

  // One cut in the middle of the clients' work, and what was lost by it.
  std::vector<std::string> Cut(std::mt19937& random) {
    Progress progress;
    {
      std::vector<std::jthread> threads;
      for (Client& client : clients_) threads.emplace_back([&] { client.Work(server_.origin(), progress); });
      progress.WaitForMoment(1 + static_cast<int>(random() % 30), std::chrono::microseconds(random() % 8000));
      disk_.CutPower();
      server_.Kill();
    }
    disk_.PowerOn();
    if (const std::string why = server_.Start(); !why.empty()) return {why};
    std::vector<std::string> wrong = progress.failures();
    RemoteUnderTest store(server_.origin());
    for (Client& client : clients_) {
      for (const std::string& each : client.TakeStock(store)) wrong.push_back(each);
    }
    for (const std::string& each : Disagreements(server_.data())) wrong.push_back(each);
    return wrong;
  }

  // What the clients were told is done, over all cuts.
  std::set<Verb> Done() const {
    std::set<Verb> done;
    for (const Client& client : clients_) done.insert(client.done.begin(), client.done.end());
    return done;
  }

 private:
  const test::TempDir folder_;
  LoopDisk disk_;
  Server server_;
  std::vector<Client> clients_;
};

}  // namespace

TEST_CASE("nothing that was acknowledged is lost by 25 power cuts, and rows and files agree after each") {
  RequirePrivateMounts(true);
  PowerCuts power("");
  std::mt19937 random(1);
  for (int cut = 1; cut <= 25; ++cut) {
    INFO("cut " << cut);
    REQUIRE(power.Cut(random) == std::vector<std::string>{});
  }
  CHECK(power.Done() == std::set<Verb>(std::begin(kVerbs), std::end(kVerbs)));
}

// What the test above would see of a store that does not flush.
TEST_CASE("a power cut loses what was acknowledged where flushing does nothing") {
  RequirePrivateMounts(true);
  PowerCuts power(CLIPBOX_SHIM_NO_FSYNC);
  std::mt19937 random(1);
  CHECK(power.Cut(random) != std::vector<std::string>{});
}
