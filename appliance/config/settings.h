// The settings of one process, typed, as the composition root hands them on: each room gets the values it needs, never
// this struct. Names follow the keys (`server.listen` is settings.server.listen). Made by config/load.h; plain values,
// constant once loaded.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace clipbox::config {

struct Bytes {
  std::uint64_t value = 0;
};

// Pixels of a picture; written `8192x4320` or as their number.
struct Pixels {
  std::uint64_t count = 0;
};

struct ListenAddress {
  std::string host;  // a name or an address, an IPv6 one without its brackets
  int port = 0;      // 0: any free one
};

// `http://host[:port]` or https, without a path; empty where not set.
struct Origin {
  std::string text;
};

// An http or https URL; empty where not set.
struct HttpUrl {
  std::string text;
};

using Duration = std::chrono::milliseconds;

enum class StorageKind { kLocal, kR2 };
enum class MetadataMode { kAuto, kOff };
enum class Isolation { kThread };
enum class LogFormat { kAuto, kText, kJson };
enum class LogLevel { kDebug, kInfo, kWarning, kError };

struct Settings {
  struct Server {
    ListenAddress listen;
    Origin public_url;
    std::vector<std::string> allow_hosts;      // beside loopback, this machine's addresses and the public URL's host
    std::vector<std::string> trusted_proxies;  // addresses or networks, beside loopback
    std::string tls_cert;                      // path; empty: plain HTTP
    std::string tls_key;                       // empty with it
    int max_connections = 0;
    int max_per_address = 0;
    int max_streams = 0;
    std::string assets;  // folder of the page as written; empty: the page in the executable
  } server;

  struct Data {
    std::filesystem::path dir;  // absolute
    Bytes keep_free;
  } data;

  struct Storage {
    StorageKind kind = StorageKind::kLocal;
    HttpUrl endpoint;        // with kR2, where account_id does not say it
    std::string account_id;  // of R2, with its jurisdiction: `<account>`, `<account>.eu`; empty for other stores
    std::string bucket;
    std::string access_key_id;      // empty, with kLocal only: the pair made at first start
    std::string secret_access_key;  // empty with it
    std::string region;
    std::string prefix;                     // ends with '/'
    std::vector<std::string> cors_origins;  // empty: the page's own
    std::optional<Bytes> part_size;         // nothing: by file size
    Duration url_expiry{};
  } storage;

  struct Limits {
    std::optional<Bytes> user_bytes;
    std::optional<Bytes> total_bytes;
    std::optional<int> queued_jobs;
  } limits;

  struct Retention {
    std::optional<int> source_days;    // nothing: kept
    std::optional<int> artifact_days;  // nothing: kept
  } retention;

  struct Youtube {
    std::vector<std::string> hosts;            // of links
    std::vector<std::string> thumbnail_hosts;  // `host` or `host:port`
    HttpUrl oembed_url;
    HttpUrl api_url;
    std::string api_key;  // empty: no Data API
    MetadataMode metadata = MetadataMode::kAuto;
  } youtube;

  struct Media {
    int workers = 0;
    Duration max_duration{};
    Pixels max_pixels;
    int max_frames = 0;
    Bytes max_size;
    Bytes max_memory;
    std::optional<Duration> deadline;  // nothing: 10 s + 20x the output's length
    int attempts = 0;
    Duration retry_backoff{};
    Isolation isolation = Isolation::kThread;
  } media;

  struct Captions {
    HttpUrl asr_url;  // empty: no captions from speech
    std::string asr_key;
    std::string asr_model;  // empty: the endpoint's usual one
  } captions;

  struct Log {
    LogFormat format = LogFormat::kAuto;
    LogLevel level = LogLevel::kInfo;
  } log;
};

}  // namespace clipbox::config
