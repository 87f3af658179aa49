// From the configuration to what each room is told: no room sees config::Settings, and none is told more than it needs.
// Pure.
#pragma once

#include "base/log.h"
#include "config/settings.h"
#include "http/api/api.h"
#include "http/server/settings.h"
#include "jobs/retry.h"
#include "media/source/limits.h"
#include "objectstore/embedded/embedded_store.h"
#include "work/chores/chores.h"
#include "work/chores/sweeper.h"
#include "work/tasks/task_runner.h"
#include "youtube/endpoints.h"

namespace clipbox::serve {

// `http://host:port` of a server that listens on `port`, as this machine reaches it.
std::string ListenUrl(const config::Settings::Server& server, int port);
// How a command beside the server reaches it: the public URL, which a bucket's rules are written for before it is in
// use. Else as the server that runs on the data directory says itself, else CLIPBOX_URL, else where it would listen.
// Throws: Error kConfiguration where that is any free port.
std::string ServerUrl(const config::Settings& settings);

void ConfigureLog(const config::Settings::Log& log);

// `store_origin`: ObjectStore::Origin().
http::ServerSettings ServerSettingsOf(const config::Settings& settings, const std::string& store_origin);
http::ApiSettings ApiSettingsOf(const config::Settings& settings, const std::string& installation_token);
objectstore::EmbeddedStoreOptions StoreOptionsOf(const config::Settings& settings);
youtube::Endpoints EndpointsOf(const config::Settings::Youtube& youtube);
media::Limits LimitsOf(const config::Settings::Media& media);
media::Deadline DeadlineOf(const config::Settings::Media& media);
// `signing_seed`: of the installation's key for receipts.
work::RunnerSettings RunnerSettingsOf(const config::Settings& settings, const std::string& installation_token,
                                      const std::string& signing_seed);
work::SweeperSettings SweeperSettingsOf(const config::Settings& settings, const std::string& installation_token);
work::RetentionRules RetentionOf(const config::Settings::Retention& retention);

}  // namespace clipbox::serve
