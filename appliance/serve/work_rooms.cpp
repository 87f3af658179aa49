#include "serve/work_rooms.h"

#include "base/log.h"
#include "serve/restart_process.h"
#include "serve/room_settings.h"
#include "work/chores/chores.h"
#include "work/pool/crash_marker.h"

namespace clipbox::serve {

using namespace std::chrono_literals;

WorkRooms::WorkRooms(DataRooms& data_in)
    : data(data_in),
      clock_watch(data.clock, data.store.settings),
      youtube(http_client, EndpointsOf(data.settings.youtube)),
      refresh(data.store.metadata, youtube, http_client, data.clock, data.settings.media.max_duration),
      deleter(data.objects, data.store.pending_deletes, data.clock, MakeStoreAnswers()),
      proxy_task(RunnerSettingsOf(data.settings, data.installation_token, data.signing_seed), data.store, data.objects,
                 deleter, running, data.clock),
      runner(RunnerSettingsOf(data.settings, data.installation_token, data.signing_seed), data.store, data.objects,
             deleter, running, data.clock,
             [this](const store::ClaimedTask& task, std::stop_token stop, int threads) {
               proxy_task.Run(task, stop, threads);
             }),
      planner(data.objects, data.store.queue, data.store.settings, LimitsOf(data.settings.media),
              !data.settings.captions.asr_url.text.empty()),
      preview(data.objects, data.store.queue, LimitsOf(data.settings.media)),
      pool(data.settings.media.workers, {data.store.queue, wake, running, data.clock, MakeStoreAnswers()},
           [this](const store::ClaimedTask& task, std::stop_token stop, int threads) {
             runner.Run(task, stop, threads);
           }),
      cancel_watch(data.hub, data.store.queue, running),
      watchdog(running, data.store.queue, data.clock, RestartProcess),
      sweeper(SweeperSettingsOf(data.settings, data.installation_token), data.store, data.objects, deleter.keys(),
              clock_watch),
      history(data.store),
      watch(MakeWatch(), data.clock),
      housekeeper(MakeChores(), data.clock) {}

// Only a store elsewhere can be away.
work::StoreAnswers WorkRooms::MakeStoreAnswers() {
  if (!data.storage.is_remote()) return {};
  return [this] { return data.store_state.Look().answers; };
}

std::vector<work::Chore> WorkRooms::MakeWatch() {
  return {{"watchdog", 5s, [this](std::stop_token) { watchdog.Look(); }},
          {"clock", 60s, [this](std::stop_token) { clock_watch.Look(); }},
          {"history", 60s, [this](std::stop_token) { history.Look(); }}};
}

std::vector<work::Chore> WorkRooms::MakeChores() {
  return {{"metadata", 5s, [this](std::stop_token stop) { refresh.RunDue(stop); }},
          {"pending_deletes", 30s, [this](std::stop_token stop) { deleter.DeleteDue(stop); }},
          {"expired_uploads", 60s,
           [this](std::stop_token stop) { work::ExpireUploads(data.store.uploads, deleter, clock_watch, stop); }},
          {"retention", 1h,
           [this](std::stop_token stop) {
             work::ExpireKept(data.store.retention, deleter, RetentionOf(data.settings.retention), clock_watch, stop);
           }},
          {"unused_previews", 60s, [this](std::stop_token) { preview.CloseUnused(); }},
          {"ballast", 1min, [this](std::stop_token) { data.ballast.MakeIfRoom(); }},
          {"sweep", 6h, [this](std::stop_token stop) { sweeper.Run(stop); }}};
}

void WorkRooms::TakeBackClaims() {
  const std::filesystem::path crash_file = data.settings.data.dir / "crash";
  const store::Reclaimed reclaimed = data.store.queue.Reclaim(work::TakeCrashMark(crash_file));
  if (reclaimed.handed_back + reclaimed.failed > 0) {
    base::LogWarning("queue.reclaimed", {{"handedBack", reclaimed.handed_back}, {"failed", reclaimed.failed}});
  }
  work::InstallCrashMarker(crash_file, data.boot_id);
}

void WorkRooms::Start() {
  pool.Start();
  cancel_watch.Start();
  watch.Start();
  housekeeper.Start();
}

void WorkRooms::Stop() {
  housekeeper.Stop();
  watch.Stop();
  cancel_watch.Stop();
  pool.Stop();
}

}  // namespace clipbox::serve
