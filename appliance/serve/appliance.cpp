#include "serve/appliance.h"

#include "base/encoding.h"
#include "base/log.h"
#include "crypto/ed25519.h"
#include "http/api/accounts/account_authenticator.h"
#include "http/api/description/openapi.h"
#include "http/api/events/event_stream.h"
#include "http/api/system/operation.h"
#include "http/page/assets.h"
#include "http/server/server.h"
#include "net/http_client.h"
#include "objectstore/store_state.h"
#include "serve/restart_process.h"
#include "serve/room_settings.h"
#include "serve/storage.h"
#include "serve/system_description.h"
#include "serve/version.h"
#include "sqlite/server_lock.h"
#include "store/store.h"
#include "work/chores/chores.h"
#include "work/chores/clock_watch.h"
#include "work/chores/deleter.h"
#include "work/chores/housekeeper.h"
#include "work/chores/metadata_refresh.h"
#include "work/chores/sweeper.h"
#include "work/pool/cancel_watch.h"
#include "work/pool/crash_marker.h"
#include "work/pool/pool.h"
#include "work/pool/watchdog.h"
#include "work/tasks/planner.h"
#include "youtube/metadata.h"

namespace clipbox::serve {

using namespace std::chrono_literals;

struct Appliance::Rooms {
  explicit Rooms(const config::Settings& settings_in);

  http::Api MakeApi();
  http::Checks MakeChecks();
  std::vector<work::Chore> MakeWatch();
  std::vector<work::Chore> MakeChores();
  void AddRoutes();
  work::StoreAnswers MakeStoreAnswers();

  // In the order in which they need each other; taken down in reverse.
  const config::Settings settings;
  const sqlite::ServerLock lock;
  base::SystemClock clock;
  const std::string boot_id = base::NewIdText(clock.Now());
  base::EventHub hub;
  sqlite::Database database;
  store::Store store;
  const std::string installation_token;  // in the metadata of all that we put into the object store
  const std::string signing_seed;        // of the key for receipts
  accounts::Accounts accounts;
  Storage storage;
  objectstore::ObjectStore& objects;
  objectstore::StoreState store_state;
  work::ClockWatch clock_watch;
  net::HttpClient http_client;
  youtube::MetadataClient youtube;
  work::MetadataRefresh refresh;
  work::Wake wake;
  work::Deleter deleter;
  work::Running running;
  work::TaskRunner runner;
  work::SourcePlanner planner;
  work::Pool pool;
  work::CancelWatch cancel_watch;
  work::Watchdog watchdog;
  work::Sweeper sweeper;
  work::Housekeeper watch;  // what must not wait for a store or a site that is slow to answer
  work::Housekeeper housekeeper;
  http::AccountAuthenticator authenticator;
  http::EventStreams streams;
  const http::Api api;
  http::Router router;
  http::Server server;
  int port = 0;
};

Appliance::Rooms::Rooms(const config::Settings& settings_in)
    : settings(settings_in),
      lock(settings.data.dir),
      database(settings.data.dir / "clipbox.db", store::DatabaseSchema()),
      store({database, clock, hub}, boot_id),
      installation_token(store.settings.Keep("installation_token", base::RandomHex(16))),
      signing_seed(store.settings.Keep("receipt_signing_seed", crypto::NewSigningSeed())),
      accounts(database, clock),
      storage(settings, clock),
      objects(storage.objects()),
      store_state([this] { objects.Check(); }, clock),
      clock_watch(clock, store.settings),
      youtube(http_client, EndpointsOf(settings.youtube)),
      refresh(store.metadata, youtube, http_client, clock, settings.media.max_duration),
      deleter(objects, store.pending_deletes, clock, MakeStoreAnswers()),
      runner(RunnerSettingsOf(settings, installation_token, signing_seed), store, objects, deleter, running, clock),
      planner(objects, store.queue, store.settings, LimitsOf(settings.media)),
      pool(settings.media.workers, {store.queue, wake, running, clock, MakeStoreAnswers()},
           [this](const store::ClaimedTask& task, std::stop_token stop, int threads) {
             runner.Run(task, stop, threads);
           }),
      cancel_watch(hub, store.queue, running),
      watchdog(running, store.queue, clock, RestartProcess),
      sweeper(SweeperSettingsOf(settings, installation_token), store, objects, deleter.keys(), clock_watch),
      watch(MakeWatch(), clock),
      housekeeper(MakeChores(), clock),
      authenticator(accounts),
      streams(hub, settings.server.max_streams),
      api(MakeApi()),
      router(authenticator),
      server(ServerSettingsOf(settings, objects.Origin()), router) {
  AddRoutes();
}

http::Api Appliance::Rooms::MakeApi() {
  return {.settings = ApiSettingsOf(settings, installation_token),
          .clock = clock,
          .accounts = accounts,
          .store = store,
          .objects = objects,
          .wake = wake,
          .planner = planner,
          .streams = streams,
          .refresh_metadata = [this](const jobs::Job& job, const jobs::Actor& actor,
                                     std::stop_token stop) { return refresh.Run(job, actor, stop); },
          .delete_bytes = [this](const std::vector<store::PendingDelete>& entries) { deleter.Delete(entries); },
          .describe_system =
              [this, key = base::ToBase64(crypto::SigningKey(signing_seed).public_key())] {
                base::Json system = DescribeSystem(settings, store_state.Look(), key);
                system["clock"] = work::DescribeClock(clock_watch.Look(), clock.Now());
                return system;
              },
          .confirm_clock = [this] { return work::DescribeClock(clock_watch.Confirm(), clock.Now()); }};
}

http::Checks Appliance::Rooms::MakeChecks() {
  return {.database = [this] { store.stats.Queue(); },
          .store = [this] { return store_state.Look().answers; },
          .gauges = [this] { work::SetGauges(store); }};
}

void Appliance::Rooms::AddRoutes() {
  if (const http::S3Endpoint* s3 = storage.s3_endpoint()) {
    router.SetObjectStore([s3](http::Request& request) { return s3->Answer(request); },
                          [s3](const http::Request& request) { return s3->HasBucketOf(request); });
  }
  http::AddApiRoutes(router, api);
  http::AddOperationRoutes(router, MakeChecks());
  http::AddDescriptionRoute(router, VersionNumber());
  http::AddAssetRoutes(router);
}

// Only a store elsewhere can be away.
work::StoreAnswers Appliance::Rooms::MakeStoreAnswers() {
  if (!storage.is_remote()) return {};
  return [this] { return store_state.Look().answers; };
}

std::vector<work::Chore> Appliance::Rooms::MakeWatch() {
  return {{"watchdog", 5s, [this](std::stop_token) { watchdog.Look(); }},
          {"clock", 60s, [this](std::stop_token) { clock_watch.Look(); }}};
}

std::vector<work::Chore> Appliance::Rooms::MakeChores() {
  return {{"metadata", 5s, [this](std::stop_token stop) { refresh.RunDue(stop); }},
          {"pending_deletes", 30s, [this](std::stop_token stop) { deleter.DeleteDue(stop); }},
          {"expired_uploads", 60s,
           [this](std::stop_token stop) { work::ExpireUploads(store.uploads, deleter, clock_watch, stop); }},
          {"retention", 1h,
           [this](std::stop_token stop) {
             work::ExpireKept(store.retention, deleter, RetentionOf(settings.retention), clock_watch, stop);
           }},
          {"sweep", 6h, [this](std::stop_token stop) { sweeper.Run(stop); }}};
}

Appliance::Appliance(const config::Settings& settings) : rooms_(std::make_unique<Rooms>(settings)) {}

Appliance::~Appliance() { Stop(); }

void Appliance::Start() {
  const std::filesystem::path crash_file = rooms_->settings.data.dir / "crash";
  const store::Reclaimed reclaimed = rooms_->store.queue.Reclaim(work::TakeCrashMark(crash_file));
  if (reclaimed.handed_back + reclaimed.failed > 0) {
    base::LogWarning("queue.reclaimed", {{"handedBack", reclaimed.handed_back}, {"failed", reclaimed.failed}});
  }
  work::InstallCrashMarker(crash_file, rooms_->boot_id);
  rooms_->port = rooms_->server.Start();
  rooms_->pool.Start();
  rooms_->cancel_watch.Start();
  rooms_->watch.Start();
  rooms_->housekeeper.Start();
  base::LogInfo("serve.listening", {{"url", listen_url()}, {"dataDir", rooms_->settings.data.dir.string()}});
}

void Appliance::Stop() {
  rooms_->pool.RequestStop();  // first, so that calls to the store that end now are no failures of a task
  rooms_->storage.EndCalls();
  rooms_->server.Stop();
  rooms_->housekeeper.Stop();
  rooms_->watch.Stop();
  rooms_->cancel_watch.Stop();
  rooms_->pool.Stop();
}

std::string Appliance::url() const {
  const std::string& public_url = rooms_->settings.server.public_url.text;
  return public_url.empty() ? listen_url() : public_url;
}

std::string Appliance::listen_url() const { return ListenUrl(rooms_->settings.server, rooms_->port); }
std::optional<std::string> Appliance::SetUpToken() { return rooms_->accounts.setup.Token(); }
accounts::Accounts& Appliance::accounts() { return rooms_->accounts; }
void Appliance::ReloadTls() { rooms_->server.ReloadTls(); }

}  // namespace clipbox::serve
