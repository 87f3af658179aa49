// A data directory with everything that work needs, and jobs in it whose source is stored: a real database, a real
// embedded store.
#pragma once

#include <filesystem>
#include <string>

#include "accounts/users.h"
#include "base/event_hub.h"
#include "media/sample/sample_film.h"
#include "objectstore/embedded/embedded_store.h"
#include "store/store.h"
#include "temp_dir.h"
#include "work/chores/clock_watch.h"
#include "work/pool/pool.h"
#include "work/preview/proxy_task.h"
#include "work/tasks/task_runner.h"

namespace clipbox::test {

struct WorkFixture {
  static constexpr const char* kToken = "0123456789abcdef0123456789abcdef";
  static constexpr const char* kSigningSeed = "0000000000000000000000000000000000000000000000000000000000000001";

  explicit WorkFixture(const std::string& boot_id = "boot-1")
      : database(dir / "clipbox.db", store::DatabaseSchema()),
        store({database, clock, hub}, boot_id),
        users(database, clock),
        objects({.directory = dir.path(), .keep_free_bytes = 0}, clock),
        proxy_task(Settings(), store, objects, deleter, running, clock),
        runner(Settings(), store, objects, deleter, running, clock,
               [this](const store::ClaimedTask& task, std::stop_token stop, int threads) {
                 proxy_task.Run(task, stop, threads);
               }) {}

  work::RunnerSettings Settings() const {
    return {.temp_dir = dir / "work",
            .place = {"clipbox/", kToken},
            .limits = {},
            .deadline = {},
            .retry = {.attempts = 2, .backoff = std::chrono::seconds(30)},
            .signing_seed = kSigningSeed,
            .software = {"1 (commit abc)", {"SQLite 3"}}};
  }

  // A film of three seconds with sound, made once for all tests of this process.
  static const std::filesystem::path& Film() {
    static const TempDir folder;
    static const std::filesystem::path path = [] {
      media::SampleFilm film;
      film.seconds = 3;
      film.width = 320;
      film.height = 180;
      media::MakeSampleFilm(folder / "film.mp4", film);
      return folder / "film.mp4";
    }();
    return path;
  }

  static jobs::JobRecipe RecipeOf(const std::string& json) { return jobs::AcceptRecipe(base::ParseJson(json)); }

  // A job in UPLOADED whose source is this file.
  jobs::Job Uploaded(const std::filesystem::path& file, const std::string& recipe, bool auto_process = true) {
    const jobs::UserId user = User();
    store::NewJob wanted;
    wanted.user_id = user;
    wanted.source_url = "https://www.youtube.com/watch?v=abcdefghijk";
    wanted.video_id = "abcdefghijk";
    wanted.recipe = RecipeOf(recipe);
    wanted.auto_process = auto_process;
    const jobs::Job job = store.jobs.Create(wanted).job;
    jobs::SourceMeta meta;
    meta.title = "A film";
    meta.fetched_at = clock.Now();
    store.metadata.Set(job.id, meta, jobs::Actor::System());
    store.jobs.ConfirmRights(user, job.id, "1");
    return Upload(user, job.id, file);
  }

  jobs::Job Get(const jobs::Job& job) const { return *store.jobs.FindAnyones(job.id); }
  std::vector<jobs::Artifact> ArtifactsOf(const jobs::Job& job) const { return store.artifacts.ListAll(job.id); }

  work::PoolTools PoolTools() { return {store.queue, wake, running, clock}; }
  work::RunTask RunTask() {
    return
        [this](const store::ClaimedTask& task, std::stop_token stop, int threads) { runner.Run(task, stop, threads); };
  }

  // Runs tasks on this thread until none is ready.
  void RunAll() {
    while (const auto task = store.queue.ClaimNext("w1")) runner.Run(*task, {}, 1);
  }

  TempDir dir;
  base::ManualClock clock;
  base::EventHub hub;
  sqlite::Database database;
  store::Store store;
  accounts::Users users;
  objectstore::EmbeddedStore objects;
  work::ClockWatch clock_watch{clock, store.settings};
  work::Deleter deleter{objects, store.pending_deletes, clock};
  work::Running running;
  work::Wake wake;
  work::ProxyTask proxy_task;
  work::TaskRunner runner;

 private:
  jobs::UserId User() {
    if (const auto user = users.FindByName("ada")) return user->id;
    return users.Add("ada", "correct horse", accounts::Role::kAdmin).id;
  }

  jobs::Job Upload(const jobs::UserId& user, const jobs::JobId& id, const std::filesystem::path& file) {
    store::UploadSession session;
    session.key = "clipbox/sources/" + id.value + "/film";
    session.upload_id = "upload-" + id.value;
    session.token = "token";
    session.file_name = file.filename().string();
    session.size_bytes = std::filesystem::file_size(file);
    session.part_size = 8 << 20;
    session.part_count = 1;
    session.expires_at = clock.Now() + std::chrono::hours(1);
    store.uploads.Prepare(user, id, session);
    objects.PutFile(session.key, file, {});
    return store.uploads.Complete(user, id, session.upload_id);
  }
};

}  // namespace clipbox::test
