// What the server does without a request: media work, metadata, deleting, sweeping, and who watches over them. The
// floor above what it keeps. Start and Stop from one thread.
#pragma once

#include <vector>

#include "net/http_client.h"
#include "serve/data_rooms.h"
#include "work/chores/clock_watch.h"
#include "work/chores/deleter.h"
#include "work/chores/history_keeper.h"
#include "work/chores/housekeeper.h"
#include "work/chores/metadata_refresh.h"
#include "work/chores/sweeper.h"
#include "work/pool/cancel_watch.h"
#include "work/pool/pool.h"
#include "work/pool/watchdog.h"
#include "work/preview/proxy_task.h"
#include "work/preview/source_preview.h"
#include "work/tasks/planner.h"
#include "work/tasks/task_runner.h"
#include "youtube/metadata.h"

namespace clipbox::serve {

struct WorkRooms {
  // Nothing runs yet. `data_in` outlives the rooms. Throws: Error kInputOutput.
  explicit WorkRooms(DataRooms& data_in);

  // Gives back the claims of earlier boots; from here on a crash leaves its mark. Before Start.
  void TakeBackClaims();
  // Starts the workers and the housekeepers.
  void Start();
  // Tells every task to end and claims no more; does not wait.
  void RequestStop() { pool.RequestStop(); }
  // Ends the chores, waits for the tasks and hands the claims back. Harmless twice.
  void Stop();

  // In the order in which they need each other; taken down in reverse.
  DataRooms& data;
  work::ClockWatch clock_watch;
  net::HttpClient http_client;
  youtube::MetadataClient youtube;
  work::MetadataRefresh refresh;
  work::Wake wake;
  work::Deleter deleter;
  work::Running running;
  work::ProxyTask proxy_task;
  work::TaskRunner runner;
  work::SourcePlanner planner;
  work::SourcePreview preview;
  work::Pool pool;
  work::CancelWatch cancel_watch;
  work::Watchdog watchdog;
  work::Sweeper sweeper;
  work::HistoryKeeper history;
  work::Housekeeper watch;  // what must not wait for a store or a site that is slow to answer
  work::Housekeeper housekeeper;

 private:
  std::vector<work::Chore> MakeWatch();
  std::vector<work::Chore> MakeChores();
  work::StoreAnswers MakeStoreAnswers();
};

}  // namespace clipbox::serve
