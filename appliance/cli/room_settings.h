// From the configuration to what each room is told: no room sees config::Settings, and none is told more than it needs. Pure.
#pragma once

#include "base/log.h"
#include "config/settings.h"
#include "http/api.h"
#include "http/server_settings.h"
#include "jobs/retry.h"
#include "media/limits.h"
#include "objectstore/embedded_store.h"
#include "work/task_runner.h"
#include "youtube/endpoints.h"

namespace clipbox::cli {

void ConfigureLog(const config::Settings::Log& log);

http::ServerSettings ServerSettingsOf(const config::Settings& settings);
http::ApiSettings ApiSettingsOf(const config::Settings& settings);
objectstore::EmbeddedStoreOptions StoreOptionsOf(const config::Settings& settings);
youtube::Endpoints EndpointsOf(const config::Settings::Youtube& youtube);
media::Limits LimitsOf(const config::Settings::Media& media);
work::RunnerSettings RunnerSettingsOf(const config::Settings& settings);

}  // namespace clipbox::cli
