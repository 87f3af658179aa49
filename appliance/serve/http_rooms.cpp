#include "serve/http_rooms.h"

#include "base/encoding.h"
#include "crypto/ed25519.h"
#include "http/api/description/openapi.h"
#include "http/api/system/operation.h"
#include "http/page/assets.h"
#include "serve/checks/check_report.h"
#include "serve/checks/machine_checks.h"
#include "serve/room_settings.h"
#include "serve/system_description.h"
#include "serve/version.h"
#include "serve/work_description.h"
#include "work/chores/chores.h"

namespace clipbox::serve {
namespace {

// In a folder that is served as it is written (server.assets) no name has a digest.
http::ShareLooks LooksOf(const config::Settings::Server& server) {
  if (!server.assets.empty()) return {};
  return {http::AssetUrl("css/share.css"), http::AssetUrl("icon.svg")};
}

}  // namespace

HttpRooms::HttpRooms(DataRooms& data_in, WorkRooms& work_in, work::Planner& planner)
    : data(data_in),
      work(work_in),
      authenticator(data.accounts),
      streams(data.hub, data.settings.server.max_streams),
      api(MakeApi(planner)),
      share_room{data.clock, data.accounts, data.store, data.objects, LooksOf(data.settings.server)},
      router(authenticator),
      gate(data.storage.s3_endpoint(), router),
      server(ServerSettingsOf(data.settings, data.objects.Origin()), gate) {
  AddRoutes();
}

http::Api HttpRooms::MakeApi(work::Planner& planner) {
  return {.settings = ApiSettingsOf(data.settings, data.installation_token),
          .clock = data.clock,
          .accounts = data.accounts,
          .store = data.store,
          .objects = data.objects,
          .wake = work.wake,
          .planner = planner,
          .preview = work.preview,
          .streams = streams,
          .refresh_metadata = [this](const jobs::Job& job, const jobs::Actor& actor,
                                     std::stop_token stop) { return work.refresh.Run(job, actor, stop); },
          .delete_bytes = [this](const std::vector<store::PendingDelete>& entries) { work.deleter.Delete(entries); },
          .describe_system = [this, key = base::ToBase64(
                                        crypto::SigningKey(data.signing_seed).public_key())] { return Describe(key); },
          .find_faults = [this] { return FindFaults(); },
          .confirm_clock = [this] { return work::DescribeClock(work.clock_watch.Confirm(), data.clock.Now()); }};
}

base::Json HttpRooms::Describe(const std::string& receipt_key) {
  base::Json system = DescribeSystem(data, receipt_key);
  system["clock"] = work::DescribeClock(work.clock_watch.Look(), data.clock.Now());
  system["workersAtWork"] = DescribeWorkers(work.running, data.store, data.accounts, data.clock);
  return system;
}

base::Json HttpRooms::FindFaults() {
  CheckReport report;
  CheckMachine(report, data.settings);
  report.Run("store",
             "see that it is up, and that storage.* names it rightly; `clipbox doctor` tries each of its calls",
             [this]() -> std::string {
               const objectstore::StoreState::Answer store = data.store_state.Look();
               if (!store.answers) throw base::Error(base::ErrorCode::kStoreUnavailable, store.detail);
               RequireContents(data.store.inventory, data.objects);
               return "bucket " + data.settings.storage.bucket + " answers";
             });
  return report.ToJson();
}

void HttpRooms::AddRoutes() {
  http::AddApiRoutes(router, api);
  http::AddSharePageRoutes(router, share_room);
  http::AddOperationRoutes(router, {.database = [this] { data.store.stats.Queue(); },
                                    .store = [this] { return data.store_state.Look().answers; },
                                    .elsewhere = [this] { return data.store_contents.AreElsewhere(); },
                                    .gauges =
                                        [this] {
                                          work::SetGauges(data.store);
                                          SetStorageGauges(data.settings);
                                        }});
  http::AddDescriptionRoute(router, VersionNumber());
  const std::string& assets = data.settings.server.assets;
  if (assets.empty()) {
    http::AddAssetRoutes(router);
  } else {
    http::AddAssetRoutesOf(assets, router);
  }
}

}  // namespace clipbox::serve
