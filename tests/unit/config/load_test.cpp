#include "config/load.h"

#include <fstream>
#include <thread>

#include "base/error.h"
#include "catch.h"
#include "config/keys.h"
#include "file_text.h"
#include "temp_dir.h"

namespace clipbox::config {
namespace {

using test::Has;
using test::TempDir;

std::filesystem::path Write(const TempDir& dir, const std::string& name, const std::string& text) {
  std::ofstream(dir / name) << text;
  return dir / name;
}

// No layer but those a test adds.
Sources Bare() {
  Sources sources;
  sources.environment = {{"HOME", "/home/person"}};
  sources.default_file = "/nonexistent/clipbox.toml";
  return sources;
}

Sources WithFile(const std::filesystem::path& path) {
  Sources sources = Bare();
  sources.file = path;
  return sources;
}

Sources WithFlag(const std::string& key, const std::string& value) {
  Sources sources = Bare();
  sources.flags = {{key, value, "--set"}};
  return sources;
}

std::string Message(const Sources& sources) {
  try {
    Load(sources);
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kConfiguration);
    return error.what();
  }
  return "loaded";
}

Setting Listed(const Loaded& loaded, const std::string& key) {
  for (const Setting& setting : loaded.listing) {
    if (setting.key == key) return setting;
  }
  return {};
}

}  // namespace

TEST_CASE("the defaults are those of the contract") {
  const Settings settings = Load(Bare()).settings;
  CHECK(settings.server.listen.host == "127.0.0.1");
  CHECK(settings.server.listen.port == 8080);
  CHECK(settings.server.public_url.text.empty());
  CHECK(settings.server.max_connections == 512);
  CHECK(settings.server.max_per_address == 64);
  CHECK(settings.server.max_streams == 64);
  CHECK(settings.data.dir == "/home/person/.local/share/clipbox");
  CHECK(settings.data.keep_free.value == 1ULL << 30);
  CHECK(settings.storage.kind == StorageKind::kLocal);
  CHECK(settings.storage.bucket == "clipbox");
  CHECK(settings.storage.region == "auto");
  CHECK(settings.storage.prefix == "clipbox/");
  CHECK_FALSE(settings.storage.part_size);
  CHECK(settings.storage.url_expiry == std::chrono::hours(1));
  CHECK(settings.youtube.oembed_url.text == "https://www.youtube.com/oembed");
  CHECK(settings.youtube.metadata == MetadataMode::kAuto);
  CHECK(settings.media.workers == static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
  CHECK(settings.media.max_duration == std::chrono::hours(6));
  CHECK(settings.media.max_pixels.count == 8192ULL * 4320);
  CHECK(settings.media.max_frames == 2'592'000);
  CHECK(settings.media.max_size.value == 64ULL << 30);
  CHECK(settings.media.max_memory.value == 3ULL << 29);
  CHECK_FALSE(settings.media.deadline);
  CHECK(settings.media.attempts == 3);
  CHECK(settings.media.retry_backoff == std::chrono::seconds(30));
  CHECK(settings.log.level == LogLevel::kInfo);
}

TEST_CASE("a later layer wins over an earlier one and the origin tells which") {
  const TempDir dir;
  Sources sources = WithFile(
      Write(dir, "a.toml", "[storage]\nbucket = \"file-bucket\"\nregion = \"file\"\n[log]\nlevel = \"debug\"\n"));
  sources.environment["CLIPBOX_STORAGE_REGION"] = "environment";
  sources.environment["CLIPBOX_LOG_LEVEL"] = "warning";
  sources.flags = {{"log.level", "error", "--set"}, {"data.dir", "/srv/clips", "--data-dir"}};
  const Loaded loaded = Load(sources);
  CHECK(loaded.settings.storage.bucket == "file-bucket");
  CHECK(Listed(loaded, "storage.bucket").origin == (dir / "a.toml").string() + ":2");
  CHECK(loaded.settings.storage.region == "environment");
  CHECK(Listed(loaded, "storage.region").origin == "CLIPBOX_STORAGE_REGION");
  CHECK(loaded.settings.log.level == LogLevel::kError);
  CHECK(Listed(loaded, "data.dir").origin == "--data-dir");
  CHECK(Listed(loaded, "storage.prefix").origin == "default");
}

TEST_CASE("the file is the one of --config, else of CLIPBOX_CONFIG, else the system's where it exists") {
  const TempDir dir;
  Sources sources = Bare();
  sources.default_file = Write(dir, "system.toml", "log.level = 'debug'\n");
  CHECK(Load(sources).settings.log.level == LogLevel::kDebug);
  sources.environment["CLIPBOX_CONFIG"] = Write(dir, "variable.toml", "log.level = 'warning'\n").string();
  CHECK(Load(sources).settings.log.level == LogLevel::kWarning);
  sources.file = Write(dir, "flag.toml", "log.level = 'error'\n");
  CHECK(Load(sources).settings.log.level == LogLevel::kError);
}

TEST_CASE("an unknown key names its place and the nearest known key") {
  const TempDir dir;
  const auto path = Write(dir, "a.toml", "[storage]\n\nbuckt = \"x\"\n");
  CHECK(Message(WithFile(path)) ==
        path.string() +
            ":3: unknown key \"storage.buckt\"; the nearest known key is \"storage.bucket\" (CLIPBOX_STORAGE_BUCKET)");
  CHECK(Has(Message(WithFile(Write(dir, "b.toml", "[nothing]\n"))), "b.toml:1: unknown key \"nothing\""));
  CHECK(Has(Message(WithFlag("log.levels", "x")),
            "--set: unknown key \"log.levels\"; the nearest known key is \"log.level\""));
  Sources sources = Bare();
  sources.environment["CLIPBOX_MEDIA_WORKER"] = "2";
  CHECK(Has(Message(sources), "CLIPBOX_MEDIA_WORKER: unknown key"));
  CHECK(Has(Message(sources), "media.workers"));
}

TEST_CASE("CLIPBOX_CONFIG, CLIPBOX_URL and CLIPBOX_TOKEN are no settings") {
  Sources sources = Bare();
  sources.environment["CLIPBOX_URL"] = "http://127.0.0.1:1";
  sources.environment["CLIPBOX_TOKEN"] = "x";
  CHECK(Message(sources) == "loaded");
}

TEST_CASE("a key of a later version is refused by name, in every layer") {
  const TempDir dir;
  for (const char* key : {"webhook.url", "webhook.secret_file"}) {
    INFO(key);
    CHECK(Has(Message(WithFlag(key, "1")), std::string("--set: ") + key + " is not available in this version"));
  }
  CHECK(Has(Message(WithFile(Write(dir, "a.toml", "\nwebhook.url = 'https://x.example'\n"))),
            "a.toml:2: webhook.url is not available"));
  Sources sources = Bare();
  sources.environment["CLIPBOX_WEBHOOK_URL"] = "x";
  CHECK(Has(Message(sources), "CLIPBOX_WEBHOOK_URL: webhook.url is not available"));
}

TEST_CASE("a word of a later version is refused by name") {
  CHECK(Has(Message(WithFlag("media.isolation", "process")),
            "\"process\" for media.isolation: this value is not available"));
  CHECK(Has(Message(WithFlag("storage.kind", "tape")), "expected local|r2"));
}

TEST_CASE("a bad value names its place, the key and what was expected") {
  const TempDir dir;
  const auto path = Write(dir, "a.toml", "[server]\nlisten = \"nowhere\"\n");
  CHECK(Message(WithFile(path)) == path.string() +
                                       ":2: bad value \"nowhere\" for server.listen: expected an address and a port "
                                       "such as 127.0.0.1:8080 or [::1]:8080");
  const std::pair<const char*, const char*> bad[] = {{"server.listen", "127.0.0.1:65536"},
                                                     {"server.listen", "::1:80"},
                                                     {"server.public_url", "https://a.example/path"},
                                                     {"server.public_url", "a.example"},
                                                     {"server.public_url", "https://u@a.example"},
                                                     {"server.max_connections", "0"},
                                                     {"server.max_connections", "many"},
                                                     {"data.dir", ""},
                                                     {"data.keep_free", "-1"},
                                                     {"data.keep_free", "1 XiB"},
                                                     {"storage.bucket", "A"},
                                                     {"storage.prefix", "clipbox"},
                                                     {"storage.prefix", "/x/"},
                                                     {"storage.prefix", "a/../b/"},
                                                     {"storage.part_size", "32 KiB"},
                                                     {"limits.user_bytes", "0"},
                                                     {"limits.queued_jobs", "none"},
                                                     {"retention.source_days", "0"},
                                                     {"storage.url_expiry", "8 d"},
                                                     {"storage.url_expiry", "3600"},
                                                     {"storage.access_key_id", "only"},
                                                     {"server.tls_key", "/only.pem"},
                                                     {"youtube.metadata", "maybe"},
                                                     {"youtube.oembed_url", "ftp://x.example/"},
                                                     {"media.workers", "0"},
                                                     {"media.attempts", "1.5"},
                                                     {"media.max_pixels", "0x0"},
                                                     {"media.max_duration", "6"},
                                                     {"log.level", "loud"}};
  for (const auto& [key, value] : bad) {
    INFO(key << " = " << value);
    CHECK(Has(Message(WithFlag(key, value)), std::string("--set: bad value \"") + value + "\" for "));
  }
}

TEST_CASE("what is not TOML names file and line") {
  const TempDir dir;
  CHECK(Has(Message(WithFile(Write(dir, "a.toml", "[server]\nlisten = \n"))), "a.toml:2: not TOML"));
  CHECK(Has(Message(WithFile(Write(dir, "b.toml", "log.level = 2026-01-01\n"))),
            "b.toml:1: log.level has a value that no setting has"));
  CHECK(Has(Message(WithFile(dir / "none.toml")), "cannot read the configuration file"));
}

TEST_CASE("an empty file and an empty table are without settings") {
  const TempDir dir;
  CHECK(Message(WithFile(Write(dir, "b.toml", "[server]\n[data]\n"))) == "loaded");
  CHECK(Message(WithFile(Write(dir, "a.toml", ""))) == "loaded");
}

TEST_CASE("lists are TOML lists or texts with commas") {
  const TempDir dir;
  const std::vector<std::string> two = {"a.example", "b.example"};
  CHECK(Load(WithFile(Write(dir, "a.toml", "server.allow_hosts = ['a.example', 'b.example']\n")))
            .settings.server.allow_hosts == two);
  CHECK(Load(WithFlag("server.allow_hosts", "a.example , b.example")).settings.server.allow_hosts == two);
  CHECK(Load(WithFlag("server.allow_hosts", "")).settings.server.allow_hosts.empty());
}

TEST_CASE("a secret is masked in the listing and in messages") {
  Sources sources = Bare();
  sources.flags = {{"youtube.api_key", "hidden-key", "--set"}};
  const Loaded loaded = Load(sources);
  CHECK(loaded.settings.youtube.api_key == "hidden-key");
  CHECK(Listed(loaded, "youtube.api_key").value == "********");
  CHECK_FALSE(Has(Message(WithFlag("storage.secret_access_key", "hidden-key")), "hidden-key"));
}

TEST_CASE("a secret can stand in a file, whose last line break does not count") {
  const TempDir dir;
  const std::string path = Write(dir, "key", "hidden-key\n").string();
  CHECK(Load(WithFlag("youtube.api_key_file", path)).settings.youtube.api_key == "hidden-key");
  Sources sources = Bare();
  sources.environment["CLIPBOX_YOUTUBE_API_KEY_FILE"] = path;
  const Loaded loaded = Load(sources);
  CHECK(loaded.settings.youtube.api_key == "hidden-key");
  CHECK(Listed(loaded, "youtube.api_key").value == "********");
  CHECK(Has(Message(WithFlag("youtube.api_key_file", "/nonexistent")), "cannot read the secret from /nonexistent"));
  CHECK(Has(Message(WithFlag("storage.bucket_file", path)), "unknown key"));
}

TEST_CASE("a secret and its file in one layer are refused, in two the later wins") {
  const TempDir dir;
  const std::string path = Write(dir, "key", "from-file").string();
  Sources sources = Bare();
  sources.environment["CLIPBOX_YOUTUBE_API_KEY"] = "from-variable";
  sources.environment["CLIPBOX_YOUTUBE_API_KEY_FILE"] = path;
  CHECK(Has(Message(sources), "youtube.api_key and youtube.api_key_file are both given"));
  sources.environment.erase("CLIPBOX_YOUTUBE_API_KEY_FILE");
  sources.flags = {{"youtube.api_key_file", path, "--set"}};
  CHECK(Load(sources).settings.youtube.api_key == "from-file");
}

TEST_CASE("the data directory follows XDG_DATA_HOME, then HOME, and must be named without both") {
  Sources sources = Bare();
  sources.environment["XDG_DATA_HOME"] = "/data";
  CHECK(Load(sources).settings.data.dir == "/data/clipbox");
  sources.environment.clear();
  CHECK(Has(Message(sources), "--data-dir"));
  sources.flags = {{"data.dir", "relative", "--data-dir"}};
  CHECK(Load(sources).settings.data.dir == std::filesystem::current_path() / "relative");
}

TEST_CASE("the sample file, with every line in force, is the defaults") {
  const TempDir dir;
  std::string text = SampleFile();
  for (std::size_t at = 0; (at = text.find("\n#", at)) != std::string::npos; ++at) {
    if (text[at + 2] != ' ') text.erase(at + 1, 1);
  }
  const Loaded sample = Load(WithFile(Write(dir, "sample.toml", text)));
  const Loaded defaults = Load(Bare());
  REQUIRE(sample.listing.size() == defaults.listing.size());
  for (std::size_t i = 0; i < defaults.listing.size(); ++i) {
    CHECK(sample.listing[i].value == defaults.listing[i].value);
    CHECK(Has(sample.listing[i].origin, "sample.toml"));
  }
}

}  // namespace clipbox::config
