// Damaged films through probe, plan and run with small recipes. Each ends with an artifact or with a refusal that has a
// name, within its time, and the process lives on. Built without ASan, no file outside its directory and no socket may
// be asked for. Children do the work, so that a crash or a hang is counted and named by its case. Built with ASan it
// finds what else goes wrong, and what leaks.
//
//   fuzz_media [count] [first]      (10,000 from 0)
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <thread>

#include "base/error.h"
#include "closed_doors.h"
#include "fuzz/media/mutate.h"
#include "fuzz/media/seeds.h"
#include "media/plan/plan.h"
#include "media/source/block_cache.h"
#include "media/source/probe.h"
#include "media/span/run.h"
#include "temp_dir.h"

// There where ASan is. Its task at a child's end, which looks for leaks in /proc, takes no signals: it cannot live
// behind the doors.
extern "C" [[gnu::weak]] void __lsan_do_leak_check();

namespace {

using namespace clipbox;
using jobs::Output;

// Of one case, whatever is in it. The deadlines below end sooner; what passes this hangs.
constexpr unsigned kMaxSeconds = 60;

class Memory final : public base::ByteSource {
 public:
  explicit Memory(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::string name() const override { return "film"; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    if (offset >= bytes_.size()) return 0;
    const std::size_t count = std::min(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
    std::memcpy(into.data(), bytes_.data() + offset, count);
    return count;
  }

 private:
  const std::string bytes_;
};

// What a child tells its parent; lives in memory that both see.
struct Shared {
  std::atomic<std::uint64_t> at = 0;  // the case under way
  std::atomic<std::uint64_t> made = 0;
  std::atomic<std::uint64_t> refused = 0;
  std::atomic<std::uint64_t> unnamed = 0;
  test::DoorsTried doors;
};

jobs::Recipe RecipeOf(std::uint64_t number) {
  jobs::Recipe recipe;
  recipe.clips = {{0.25, 0.75, "clip"}};
  recipe.storyboard.every_seconds = 0.3;
  switch (number / 16 % 4) {
    case 0: recipe.outputs = {Output::kMp4, Output::kPoster}; break;
    case 1:
      recipe.outputs = {Output::kMp4, Output::kGif, Output::kAudio};
      recipe.mp4.cut = jobs::Cut::kExact;
      break;
    case 2:
      recipe.outputs = {Output::kStoryboard, Output::kPoster, Output::kWaveform};
      recipe.clips->clear();
      break;
    default: recipe.outputs = {Output::kMp4, Output::kWebp, Output::kCaptions}; recipe.mp4.cut = jobs::Cut::kKeyframe;
  }
  return recipe;
}

// An error of a film is a word that says what is wrong with it.
bool HasName(base::ErrorCode code) { return code != base::ErrorCode::kInternal; }

void Try(const std::string& film, std::uint64_t number, const std::filesystem::path& out_dir, Shared& shared) {
  media::RunSettings settings;
  settings.limits.max_duration = std::chrono::hours(1);
  settings.limits.max_pixels = 1280 * 720;
  settings.limits.open_deadline = std::chrono::seconds(5);
  settings.deadline = {.base = std::chrono::seconds(5), .times_length = 1, .most = std::chrono::seconds(10)};
  bool any = false;
  const auto refuse = [&](base::ErrorCode code, const std::string& message) {
    if (HasName(code)) return;
    ++shared.unnamed;
    std::fprintf(stderr, "case %llu: no name for: %s\n", static_cast<unsigned long long>(number), message.c_str());
  };
  try {
    media::BlockCache source(std::make_unique<Memory>(film));
    const jobs::Recipe recipe = RecipeOf(number);
    const media::SourceInfo info = media::Probe(source, settings.limits, {});
    const media::Plan plan = media::MakePlan(recipe, info, {}, {});
    media::EstimatePlan(plan, recipe, info);
    for (const media::Span& span : plan.spans) {
      const media::SpanResult result = media::RunSpan(source, info, span, recipe, out_dir, settings, {});
      any = any || !result.made.empty();
      for (const media::Shortfall& failed : result.failed) refuse(failed.code, failed.message);
      for (const media::Made& made : result.made) std::filesystem::remove(made.path);
    }
  } catch (const base::Error& error) {
    refuse(error.code(), error.what());
  } catch (const std::exception& error) {
    refuse(base::ErrorCode::kInternal, error.what());
  }
  ++(any ? shared.made : shared.refused);
}

// Cases first, first + step, … below end.
void Work(const std::vector<std::string>& seeds, std::uint64_t first, std::uint64_t end, std::uint64_t step,
          Shared& shared) {
  const test::TempDir out;
  if (&__lsan_do_leak_check == nullptr) test::CloseDoorsBut(out.path(), shared.doors);
  for (std::uint64_t number = first; number < end; number += step) {
    shared.at = number;
    ::alarm(kMaxSeconds);
    const std::uint64_t before = shared.doors.count;
    Try(fuzz::Mutated(seeds, number), number, out.path(), shared);
    if (shared.doors.count == before) continue;
    std::fprintf(stderr, "case %llu: asked for what is not its own: %s\n", static_cast<unsigned long long>(number),
                 shared.doors.first.data());
  }
  ::alarm(0);
}

struct Child {
  pid_t pid = 0;
  Shared* shared = nullptr;
};

void Start(Child& child, const std::vector<std::string>& seeds, std::uint64_t first, std::uint64_t end,
           std::uint64_t step) {
  child.pid = ::fork();
  if (child.pid < 0) base::ThrowErrno("start", "a child");
  if (child.pid > 0) return;
  Work(seeds, first, end, step, *child.shared);
  std::exit(0);  // with the leak check of ASan
}

// The crashes and hangs; every other case is tried all the same.
int RunAll(std::uint64_t first, std::uint64_t end) {
  const std::vector<std::string> seeds = fuzz::MakeSeeds();
  const std::uint64_t step = std::max(1U, std::thread::hardware_concurrency());
  std::map<pid_t, Child> children;
  std::vector<Shared*> all;
  for (std::uint64_t i = 0; i < step; ++i) {
    void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) base::ThrowErrno("map", "shared memory");
    Child child{0, new (memory) Shared};
    all.push_back(child.shared);
    Start(child, seeds, first + i, end, step);
    children[child.pid] = child;
  }
  int bad = 0;
  while (!children.empty()) {
    int status = 0;
    const pid_t pid = ::wait(&status);
    Child child = children.at(pid);
    children.erase(pid);
    if (status == 0) continue;
    ++bad;
    const std::uint64_t at = child.shared->at;
    const bool hung = WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
    std::fprintf(stderr, "case %llu: %s (status %d)\n", static_cast<unsigned long long>(at),
                 hung ? "hangs" : "crashes, or something leaks", status);
    if (at + step >= end) continue;
    Start(child, seeds, at + step, end, step);
    children[child.pid] = child;
  }
  std::uint64_t made = 0, refused = 0, unnamed = 0, doors = 0;
  for (const Shared* shared : all) {
    made += shared->made, refused += shared->refused, unnamed += shared->unnamed, doors += shared->doors.count;
  }
  std::printf(
      "{\"fuzz\": \"media\", \"seeds\": %zu, \"cases\": %llu, \"made\": %llu, \"refused\": %llu, \"unnamed\": %llu, "
      "\"doorsTried\": %llu, \"crashedOrHung\": %d}\n",
      seeds.size(), static_cast<unsigned long long>(end - first), static_cast<unsigned long long>(made),
      static_cast<unsigned long long>(refused), static_cast<unsigned long long>(unnamed),
      static_cast<unsigned long long>(doors), bad);
  return bad > 0 || unnamed > 0 || doors > 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) try {
  const std::uint64_t count = argc > 1 ? std::stoull(argv[1]) : 10'000;
  const std::uint64_t first = argc > 2 ? std::stoull(argv[2]) : 0;
  return RunAll(first, first + count);
} catch (const std::exception& error) {
  std::fprintf(stderr, "fuzz_media: %s\n", error.what());
  return 1;
}
