#include "serve/room_settings.h"

#include <unistd.h>

#include <cstdlib>

#include "base/error.h"
#include "http/page/assets.h"
#include "serve/version.h"
#include "sqlite/server_lock.h"

namespace clipbox::serve {
namespace {

base::LogLevel LevelOf(config::LogLevel level) {
  switch (level) {
    case config::LogLevel::kDebug: return base::LogLevel::kDebug;
    case config::LogLevel::kInfo: return base::LogLevel::kInfo;
    case config::LogLevel::kWarning: return base::LogLevel::kWarning;
    case config::LogLevel::kError: return base::LogLevel::kError;
  }
  return base::LogLevel::kInfo;
}

}  // namespace

std::string ListenUrl(const config::Settings::Server& server, int port) {
  const bool everywhere = server.listen.host.empty() || server.listen.host == "0.0.0.0" || server.listen.host == "::";
  const std::string host = everywhere ? "127.0.0.1" : server.listen.host;
  const bool is_ipv6 = host.find(':') != std::string::npos;
  const std::string scheme = server.tls_cert.empty() ? "http://" : "https://";
  return scheme + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string ServerUrl(const config::Settings& settings) {
  if (!settings.server.public_url.text.empty()) return settings.server.public_url.text;
  if (const auto running = sqlite::FindRunningServer(settings.data.dir)) return *running;
  if (const char* named = std::getenv("CLIPBOX_URL"); named != nullptr && *named != '\0') {
    std::string url = named;
    while (url.ends_with('/')) url.pop_back();
    return url;
  }
  if (settings.server.listen.port != 0) return ListenUrl(settings.server, settings.server.listen.port);
  throw base::Error(base::ErrorCode::kConfiguration,
                    "server.listen has port 0, which is another at each start: put the address that the server printed "
                    "into CLIPBOX_URL");
}

void ConfigureLog(const config::Settings::Log& log) {
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  const bool json = log.format == config::LogFormat::kJson || (log.format == config::LogFormat::kAuto && !terminal);
  base::ConfigureLog(json ? base::LogFormat::kJson : base::LogFormat::kText, LevelOf(log.level));
}

http::ServerSettings ServerSettingsOf(const config::Settings& settings, const std::string& store_origin) {
  const config::Settings::Server& server = settings.server;
  http::ServerSettings made;
  made.listen_host = server.listen.host;
  made.listen_port = server.listen.port;
  made.public_url = server.public_url.text;
  made.allow_hosts = server.allow_hosts;
  made.trusted_proxies = server.trusted_proxies;
  made.max_connections = server.max_connections;
  made.max_per_address = server.max_per_address;
  made.store_origin = store_origin;
  made.style_source = http::PageStyleSource();
  made.tls_cert = server.tls_cert;
  made.tls_key = server.tls_key;
  return made;
}

http::ApiSettings ApiSettingsOf(const config::Settings& settings, const std::string& installation_token) {
  http::ApiSettings made;
  made.youtube_hosts = settings.youtube.hosts;
  made.max_duration = settings.media.max_duration;
  made.max_size = settings.media.max_size.value;
  if (settings.storage.part_size) made.part_size = settings.storage.part_size->value;
  made.prefix = settings.storage.prefix;
  made.installation_token = installation_token;
  if (settings.limits.user_bytes) made.quota.user_bytes = settings.limits.user_bytes->value;
  if (settings.limits.total_bytes) made.quota.total_bytes = settings.limits.total_bytes->value;
  made.quota.queued_jobs = settings.limits.queued_jobs;
  made.url_expiry = std::chrono::duration_cast<std::chrono::seconds>(settings.storage.url_expiry);
  return made;
}

objectstore::EmbeddedStoreOptions StoreOptionsOf(const config::Settings& settings) {
  return {.directory = settings.data.dir,
          .bucket = settings.storage.bucket,
          .access_key_id = settings.storage.access_key_id,
          .secret_access_key = settings.storage.secret_access_key,
          .region = settings.storage.region,
          .keep_free_bytes = settings.data.keep_free.value};
}

youtube::Endpoints EndpointsOf(const config::Settings::Youtube& youtube) {
  return {.hosts = youtube.hosts,
          .thumbnail_hosts = youtube.thumbnail_hosts,
          .oembed_url = youtube.oembed_url.text,
          .api_url = youtube.api_url.text,
          .api_key = youtube.api_key,
          .ask_network = youtube.metadata != config::MetadataMode::kOff};
}

media::Limits LimitsOf(const config::Settings::Media& media) {
  media::Limits limits;
  limits.max_duration = std::chrono::duration_cast<std::chrono::seconds>(media.max_duration);
  limits.max_pixels = static_cast<std::int64_t>(media.max_pixels.count);
  limits.max_frames = media.max_frames;
  limits.max_size_bytes = media.max_size.value;
  limits.max_memory_bytes = media.max_memory.value;
  return limits;
}

media::Deadline DeadlineOf(const config::Settings::Media& media) {
  if (!media.deadline) return {};
  return {.base = *media.deadline, .times_length = 0};
}

work::RunnerSettings RunnerSettingsOf(const config::Settings& settings, const std::string& installation_token,
                                      const std::string& signing_seed) {
  return {.temp_dir = settings.data.dir / "work",
          .place = {settings.storage.prefix, installation_token},
          .limits = LimitsOf(settings.media),
          .deadline = DeadlineOf(settings.media),
          .retry = {.attempts = settings.media.attempts, .backoff = settings.media.retry_backoff},
          .signing_seed = signing_seed,
          .software = {ProgramVersion(), LibraryVersions()},
          .speech = {.url = settings.captions.asr_url.text,
                     .key = settings.captions.asr_key,
                     .model = settings.captions.asr_model}};
}

work::SweeperSettings SweeperSettingsOf(const config::Settings& settings, const std::string& installation_token) {
  return {.prefix = settings.storage.prefix,
          .installation_token = installation_token,
          .temp_dirs = {settings.data.dir / "work", settings.data.dir / "objects" / "incoming"}};
}

work::RetentionRules RetentionOf(const config::Settings::Retention& retention) {
  work::RetentionRules rules;
  if (retention.source_days) rules.source = std::chrono::days(*retention.source_days);
  if (retention.artifact_days) rules.artifact = std::chrono::days(*retention.artifact_days);
  return rules;
}

}  // namespace clipbox::serve
