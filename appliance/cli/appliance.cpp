#include "cli/appliance.h"

#include "base/log.h"
#include "cli/command.h"
#include "cli/restart_process.h"
#include "cli/room_settings.h"
#include "cli/system_description.h"
#include "http/account_authenticator.h"
#include "http/assets.h"
#include "http/event_stream.h"
#include "http/openapi.h"
#include "http/operation.h"
#include "http/s3_endpoint.h"
#include "http/server.h"
#include "net/http_client.h"
#include "sqlite/server_lock.h"
#include "store/store.h"
#include "work/chores.h"
#include "work/crash_marker.h"
#include "work/housekeeper.h"
#include "work/metadata_refresh.h"
#include "work/planner.h"
#include "work/pool.h"
#include "work/watchdog.h"
#include "youtube/metadata.h"

namespace clipbox::cli {

using namespace std::chrono_literals;

struct Appliance::Rooms {
  explicit Rooms(const config::Settings& settings_in);

  http::Api MakeApi();
  http::Checks MakeChecks();
  std::vector<work::Chore> MakeChores();
  void AddRoutes();

  // In the order in which they need each other; taken down in reverse.
  const config::Settings settings;
  const sqlite::ServerLock lock;
  base::SystemClock clock;
  const std::string boot_id = base::NewIdText(clock.Now());
  base::EventHub hub;
  sqlite::Database database;
  store::Store store;
  accounts::Accounts accounts;
  objectstore::EmbeddedStore objects;
  net::HttpClient http_client;
  youtube::MetadataClient youtube;
  work::MetadataRefresh refresh;
  work::Wake wake;
  work::Running running;
  work::TaskRunner runner;
  work::SourcePlanner planner;
  work::Pool pool;
  work::Watchdog watchdog;
  work::Housekeeper housekeeper;
  http::AccountAuthenticator authenticator;
  http::EventStreams streams;
  const http::S3Endpoint s3;
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
      accounts(database, clock),
      objects(StoreOptionsOf(settings), clock),
      youtube(http_client, EndpointsOf(settings.youtube)),
      refresh(store.metadata, youtube, http_client, clock, settings.media.max_duration),
      runner(RunnerSettingsOf(settings), store, objects, running, clock),
      planner(objects, store.queue, LimitsOf(settings.media)),
      pool(settings.media.workers, store.queue, wake, running, hub, clock,
           [this](const store::ClaimedTask& task, std::stop_token stop, int threads) { runner.Run(task, stop, threads); }),
      watchdog(running, store.queue, clock, RestartProcess),
      housekeeper(MakeChores(), clock),
      authenticator(accounts),
      streams(hub, settings.server.max_streams),
      s3(objects, settings.storage.cors_origins),
      api(MakeApi()),
      router(authenticator),
      server(ServerSettingsOf(settings), router) {
  AddRoutes();
}

http::Api Appliance::Rooms::MakeApi() {
  return {.settings = ApiSettingsOf(settings),
          .clock = clock,
          .accounts = accounts,
          .store = store,
          .objects = objects,
          .wake = wake,
          .planner = planner,
          .streams = streams,
          .refresh_metadata = [this](const jobs::Job& job, const jobs::Actor& actor, std::stop_token stop) { return refresh.Run(job, actor, stop); },
          .delete_bytes = [this](const store::PendingDelete& entry) { work::DeleteBytes(objects, store.pending_deletes, entry, clock); },
          .describe_system = [this] { return DescribeSystem(settings, objects); }};
}

http::Checks Appliance::Rooms::MakeChecks() {
  return {.database = [this] { store.stats.Queue(); },
          .store = [this] { objects.Check(); },
          .gauges = [this] { work::SetQueueGauges(store.stats); }};
}

void Appliance::Rooms::AddRoutes() {
  router.SetObjectStore([this](http::Request& request) { return s3.Answer(request); });
  http::AddApiRoutes(router, api);
  http::AddOperationRoutes(router, MakeChecks(), clock);
  http::AddDescriptionRoute(router, VersionNumber());
  http::AddAssetRoutes(router);
}

std::vector<work::Chore> Appliance::Rooms::MakeChores() {
  return {{"watchdog", 5s, [this](std::stop_token) { watchdog.Look(); }},
          {"metadata", 5s, [this](std::stop_token stop) { refresh.RunDue(stop); }},
          {"pending_deletes", 30s, [this](std::stop_token stop) { work::DeletePending(objects, store.pending_deletes, clock, stop); }},
          {"expired_uploads", 60s, [this](std::stop_token stop) { work::ExpireUploads(objects, store.uploads, store.pending_deletes, clock, stop); }}};
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
  rooms_->housekeeper.Start();
  base::LogInfo("serve.listening", {{"url", listen_url()}, {"dataDir", rooms_->settings.data.dir.string()}});
}

void Appliance::Stop() {
  rooms_->server.Stop();
  rooms_->housekeeper.Stop();
  rooms_->pool.Stop();
}

std::string Appliance::url() const {
  const std::string& public_url = rooms_->settings.server.public_url.text;
  return public_url.empty() ? listen_url() : public_url;
}

std::string Appliance::listen_url() const {
  const config::Settings::Server& server = rooms_->settings.server;
  const bool everywhere = server.listen.host.empty() || server.listen.host == "0.0.0.0" || server.listen.host == "::";
  const std::string host = everywhere ? "127.0.0.1" : server.listen.host;
  const bool is_ipv6 = host.find(':') != std::string::npos;
  const std::string scheme = server.tls_cert.empty() ? "http://" : "https://";
  return scheme + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(rooms_->port);
}

std::optional<std::string> Appliance::SetUpToken() { return rooms_->accounts.setup.Token(); }
accounts::Accounts& Appliance::accounts() { return rooms_->accounts; }
void Appliance::ReloadTls() { rooms_->server.ReloadTls(); }

}  // namespace clipbox::cli
