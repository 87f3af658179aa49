#include "config/keys.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/text.h"

namespace clipbox::config {
namespace {

constexpr std::int64_t kKiB = 1 << 10;
constexpr std::int64_t kMiB = 1 << 20;
constexpr std::int64_t kSecond = 1000;

using S = Settings;

// Where a key's value goes. The words of a choice stand in the order of its enum, so a position is the enum's value.
template <auto group, auto member>
Field At(Settings& settings) {
  auto& target = settings.*group.*member;
  using Target = std::remove_reference_t<decltype(target)>;
  if constexpr (std::is_enum_v<Target>) {
    return Choice{[&target](std::size_t position) { target = static_cast<Target>(position); }};
  } else {
    return &target;
  }
}

constexpr Rules kSecret{.secret = true};
constexpr Rules AtLeast(std::int64_t least) { return {.least = least}; }
constexpr Rules Between(std::int64_t least, std::int64_t most) { return {.least = least, .most = most}; }
constexpr Rules OneOf(std::string_view words, std::string_view later_words = "") {
  return {.words = words, .later_words = later_words};
}

// Hosts whose links name one video. music, gaming and kids are YouTube's own faces of the same ids.
constexpr std::string_view kLinkHosts =
    "youtube.com, www.youtube.com, m.youtube.com, music.youtube.com, gaming.youtube.com, youtu.be, www.youtu.be, "
    "youtube-nocookie.com, www.youtube-nocookie.com, youtubekids.com, www.youtubekids.com, youtube.googleapis.com, "
    "consent.youtube.com, studio.youtube.com";

// A key without a field belongs to later work. It is refused by name wherever it is given, so that nobody believes it
// has an effect. A default is written as a person would write it and takes the same way through the checks.
constexpr auto kKeys = std::to_array<Key>({
    {"server.listen", "127.0.0.1:8080", "address and port; port 0 picks one and prints it",
     At<&S::server, &S::Server::listen>},
    {"server.public_url", "", "how browsers reach it, without a path; else the request's accepted host",
     At<&S::server, &S::Server::public_url>},
    {"server.allow_hosts", "",
     "more Host names to answer, beside loopback, this machine's addresses and the public URL's",
     At<&S::server, &S::Server::allow_hosts>},
    {"server.tls_cert", "", "file with the certificate chain in PEM, for HTTPS without a proxy",
     At<&S::server, &S::Server::tls_cert>},
    {"server.tls_key", "", "file with its private key in PEM", At<&S::server, &S::Server::tls_key>},
    {"server.trusted_proxies", "127.0.0.0/8, ::1", "addresses or networks whose X-Forwarded-* counts",
     At<&S::server, &S::Server::trusted_proxies>},
    {"server.max_connections", "512", "connections at once", At<&S::server, &S::Server::max_connections>,
     Between(8, 10'000)},
    {"server.max_per_address", "64", "connections at once of one address (not of loopback and trusted proxies)",
     At<&S::server, &S::Server::max_per_address>, Between(1, 10'000)},
    {"server.max_streams", "64", "event streams at once; pages beyond it poll", At<&S::server, &S::Server::max_streams>,
     Between(0, 10'000)},
    {"server.assets", "", "folder with the page's source, served in place of the built page; for work on the page",
     At<&S::server, &S::Server::assets>},
    // Where things are kept.
    {"data.dir", "$XDG_DATA_HOME/clipbox", "databases, embedded store, temporary files", At<&S::data, &S::Data::dir>},
    {"data.keep_free", "1 GiB", "free space below which new uploads are refused (507)",
     At<&S::data, &S::Data::keep_free>},

    {"storage.kind", "local",
     "where sources and artifacts are kept; r2 (R2 or any S3) where account or endpoint is given",
     At<&S::storage, &S::Storage::kind>, OneOf("local|r2")},
    {"storage.endpoint", "", "S3 endpoint of any other store than R2, such as https://s3.example.org",
     At<&S::storage, &S::Storage::endpoint>},
    {"storage.account_id", "", "R2 account, from which the endpoint follows; with its jurisdiction: ACCOUNT.eu",
     At<&S::storage, &S::Storage::account_id>},
    {"storage.bucket", "clipbox", "bucket; the embedded store makes it at first start, any other has it already",
     At<&S::storage, &S::Storage::bucket>},
    {"storage.access_key_id", "", "key pair of the store; the embedded one makes its own at first start",
     At<&S::storage, &S::Storage::access_key_id>},
    {"storage.secret_access_key", "", "its secret half", At<&S::storage, &S::Storage::secret_access_key>, kSecret},
    {"storage.region", "auto", "region in signatures", At<&S::storage, &S::Storage::region>},
    {"storage.prefix", "clipbox/", "all our object keys lie under it", At<&S::storage, &S::Storage::prefix>},
    {"storage.cors_origins", "",
     "origins whose pages may use presigned URLs of the embedded store; else the page's own",
     At<&S::storage, &S::Storage::cors_origins>},
    {"storage.part_size", "", "bytes of an upload's part, at least 5 MiB with r2; else by file size",
     At<&S::storage, &S::Storage::part_size>, Between(64 * kKiB, 5 * 1024 * kMiB)},
    {"storage.url_expiry", "1 h", "how long a presigned URL is good", At<&S::storage, &S::Storage::url_expiry>,
     Between(kSecond, 604'800 * kSecond)},
    // Who may keep how much, and for how long.
    {"limits.user_bytes", "", "stored bytes of one user; beyond them new uploads are refused",
     At<&S::limits, &S::Limits::user_bytes>, AtLeast(1)},
    {"limits.total_bytes", "", "stored bytes of all users", At<&S::limits, &S::Limits::total_bytes>, AtLeast(1)},
    {"limits.queued_jobs", "", "jobs of one user that wait", At<&S::limits, &S::Limits::queued_jobs>,
     Between(1, 1'000'000)},
    {"retention.source_days", "", "days after which a source is deleted; else kept",
     At<&S::retention, &S::Retention::source_days>, Between(1, 36'500)},
    {"retention.artifact_days", "", "days after which artifacts are deleted; else kept",
     At<&S::retention, &S::Retention::artifact_days>, Between(1, 36'500)},
    // What is asked of YouTube, and what of its links and answers is believed.
    {"youtube.hosts", kLinkHosts, "hosts whose links are taken", At<&S::youtube, &S::Youtube::hosts>},
    {"youtube.thumbnail_hosts", "i.ytimg.com, img.youtube.com", "hosts a thumbnail may be fetched from",
     At<&S::youtube, &S::Youtube::thumbnail_hosts>},
    {"youtube.oembed_url", "https://www.youtube.com/oembed", "where title and thumbnail are asked for",
     At<&S::youtube, &S::Youtube::oembed_url>},
    {"youtube.api_url", "https://www.googleapis.com/youtube/v3", "the Data API, asked where there is a key",
     At<&S::youtube, &S::Youtube::api_url>},
    {"youtube.api_key", "", "key of the Data API: gives duration, description and chapters",
     At<&S::youtube, &S::Youtube::api_key>, kSecret},
    {"youtube.metadata", "auto", "off: never ask the network", At<&S::youtube, &S::Youtube::metadata>,
     OneOf("auto|off")},
    // The making of artifacts, and what is refused before it.
    {"media.workers", "cores", "threads for media work, all jobs together", At<&S::media, &S::Media::workers>,
     Between(1, 1024)},
    {"media.max_duration", "6 h", "longest video taken", At<&S::media, &S::Media::max_duration>, AtLeast(kSecond)},
    {"media.max_pixels", "8192x4320", "largest picture taken", At<&S::media, &S::Media::max_pixels>, AtLeast(1)},
    {"media.max_frames", "2592000", "most frames of a video taken: 6 h of 120 a second",
     At<&S::media, &S::Media::max_frames>, AtLeast(1)},
    {"media.max_size", "64 GiB", "largest file taken", At<&S::media, &S::Media::max_size>, AtLeast(1)},
    {"media.max_memory", "1.5 GiB", "memory the media work may plan with", At<&S::media, &S::Media::max_memory>,
     AtLeast(64 * kMiB)},
    {"media.deadline", "", "time for one output; else 10 s + 20x its length", At<&S::media, &S::Media::deadline>,
     AtLeast(kSecond)},
    {"media.attempts", "3", "tries of a job whose failure may pass", At<&S::media, &S::Media::attempts>,
     Between(1, 100)},
    {"media.retry_backoff", "30 s", "wait before the second try, doubling from there",
     At<&S::media, &S::Media::retry_backoff>, Between(1, 3'600 * kSecond)},
    {"media.isolation", "thread", "where codecs run", At<&S::media, &S::Media::isolation>,
     OneOf("thread", "process|auto")},
    // Captions from speech.
    {"captions.asr_url", "", "an OpenAI-compatible transcription endpoint: https://api.openai.com/v1",
     At<&S::captions, &S::Captions::asr_url>},
    {"captions.asr_key", "", "its key", At<&S::captions, &S::Captions::asr_key>, kSecret},
    {"captions.asr_model", "", "its model; else whisper-1", At<&S::captions, &S::Captions::asr_model>},
    // Later work.
    {"webhook.url", "", "told of READY and FAILED", nullptr},
    {"webhook.secret", "", "signs what it is told", nullptr, kSecret},
    // What the process says of itself.
    {"log.format", "auto", "auto: text on a terminal, JSON lines elsewhere", At<&S::log, &S::Log::format>,
     OneOf("auto|text|json")},
    {"log.level", "info", "least level that is written", At<&S::log, &S::Log::level>,
     OneOf("debug|info|warning|error")},
});

// Edits (insert, delete, replace) from `a` to `b`.
std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

// Numbers stand bare in TOML; all else, sizes and durations too, is text.
std::string TomlValue(const Key& key) {
  const std::string text(key.default_text);
  return base::IsDigits(text) ? text : "\"" + text + "\"";
}

}  // namespace

std::span<const Key> Keys() { return kKeys; }

const Key* FindKey(std::string_view name) {
  const auto found = std::ranges::find(kKeys, name, &Key::name);
  return found == kKeys.end() ? nullptr : &*found;
}

const Key& NearestKey(std::string_view name) {
  return *std::ranges::min_element(kKeys, {}, [&](const Key& key) { return EditDistance(name, key.name); });
}

std::string EnvironmentName(std::string_view key_name) {
  std::string name = "CLIPBOX_" + base::ToUpper(key_name);
  std::ranges::replace(name, '.', '_');
  return name;
}

std::string KeysHelp() {
  std::string text =
      "Settings, lowest to highest: default, TOML file (--config, CLIPBOX_CONFIG, /etc/clipbox/clipbox.toml), "
      "environment\n"
      "(CLIPBOX_STORAGE_BUCKET for storage.bucket), flag (--set storage.bucket=NAME). A secret can stand in a file: "
      "<key>_file.\n\n";
  for (const Key& key : Keys()) {
    if (key.field == nullptr) continue;
    std::string line = "  " + std::string(key.name);
    line.resize(std::max<std::size_t>(line.size() + 1, 30), ' ');
    line += std::string(key.help);
    if (!key.rules.words.empty()) line += " (" + std::string(key.rules.words) + ")";
    if (!key.default_text.empty()) line += " [" + std::string(key.default_text) + "]";
    text += line + "\n";
  }
  return text;
}

std::string SampleFile() {
  std::string text =
      "# clipbox configuration. Every key with its default; take the # away to change one. An empty value is none.\n";
  std::string_view table;
  for (const Key& key : Keys()) {
    if (key.field == nullptr) continue;
    const std::size_t dot = key.name.find('.');
    if (key.name.substr(0, dot) != table) {
      table = key.name.substr(0, dot);
      text += "\n[" + std::string(table) + "]\n";
    }
    text +=
        "# " + std::string(key.help) + "\n#" + std::string(key.name.substr(dot + 1)) + " = " + TomlValue(key) + "\n";
  }
  return text;
}

}  // namespace clipbox::config
