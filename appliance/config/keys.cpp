#include "config/keys.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace clipbox::config {
namespace {

constexpr std::int64_t kKiB = 1 << 10;
constexpr std::int64_t kMiB = 1 << 20;
constexpr std::int64_t kSecond = 1000;

// The words of a key stand in the order of its enum, so a position is the enum's value.
template <class Enum>
Field ChoiceOf(Enum& target) {
  return Choice{[&target](std::size_t position) { target = static_cast<Enum>(position); }};
}

// Hosts whose links name one video. music, gaming and kids are YouTube's own faces of the same ids.
constexpr std::string_view kLinkHosts =
    "youtube.com, www.youtube.com, m.youtube.com, music.youtube.com, gaming.youtube.com, youtu.be, www.youtu.be, "
    "youtube-nocookie.com, www.youtube-nocookie.com, youtubekids.com, www.youtubekids.com, youtube.googleapis.com, "
    "consent.youtube.com, studio.youtube.com";

// A key without a field belongs to later work: it is refused by name wherever it is given, so that nobody believes it
// has an effect. A default is written as a person would write it and takes the same way through the checks.
const std::vector<Key>& Table() {
  static const std::vector<Key> table = {
      {.name = "server.listen",
       .default_text = "127.0.0.1:8080",
       .help = "address and port; port 0 picks one and prints it",
       .field = [](Settings& s) -> Field { return &s.server.listen; }},
      {.name = "server.public_url",
       .default_text = "",
       .help = "how browsers reach it, without a path; else the request's accepted host",
       .field = [](Settings& s) -> Field { return &s.server.public_url; }},
      {.name = "server.allow_hosts",
       .default_text = "",
       .help = "more Host names to answer, beside loopback, this machine's addresses and the public URL's",
       .field = [](Settings& s) -> Field { return &s.server.allow_hosts; }},
      {.name = "server.tls_cert",
       .default_text = "",
       .help = "file with the certificate chain in PEM, for HTTPS without a proxy",
       .field = [](Settings& s) -> Field { return &s.server.tls_cert; }},
      {.name = "server.tls_key",
       .default_text = "",
       .help = "file with its private key in PEM",
       .field = [](Settings& s) -> Field { return &s.server.tls_key; }},
      {.name = "server.trusted_proxies",
       .default_text = "127.0.0.0/8, ::1",
       .help = "addresses or networks whose X-Forwarded-* counts",
       .field = [](Settings& s) -> Field { return &s.server.trusted_proxies; }},
      {.name = "server.max_connections",
       .default_text = "512",
       .help = "connections at once",
       .field = [](Settings& s) -> Field { return &s.server.max_connections; },
       .least = 8,
       .most = 10'000},
      {.name = "server.max_per_address",
       .default_text = "64",
       .help = "connections at once of one address (not of loopback and trusted proxies)",
       .field = [](Settings& s) -> Field { return &s.server.max_per_address; },
       .least = 1,
       .most = 10'000},
      {.name = "server.max_streams",
       .default_text = "64",
       .help = "event streams at once; pages beyond it poll",
       .field = [](Settings& s) -> Field { return &s.server.max_streams; },
       .least = 0,
       .most = 10'000},

      // Where things are kept.
      {.name = "data.dir",
       .default_text = "$XDG_DATA_HOME/clipbox",
       .help = "databases, embedded store, temporary files",
       .field = [](Settings& s) -> Field { return &s.data.dir; }},
      {.name = "data.keep_free",
       .default_text = "1 GiB",
       .help = "free space below which new uploads are refused (507)",
       .field = [](Settings& s) -> Field { return &s.data.keep_free; }},

      {.name = "storage.kind",
       .default_text = "local",
       .help = "where sources and artifacts are kept; r2 (R2 or any S3) where account or endpoint is given",
       .field = [](Settings& s) -> Field { return ChoiceOf(s.storage.kind); },
       .words = "local|r2"},
      {.name = "storage.endpoint",
       .default_text = "",
       .help = "S3 endpoint of any other store than R2, such as https://s3.example.org",
       .field = [](Settings& s) -> Field { return &s.storage.endpoint; }},
      {.name = "storage.account_id",
       .default_text = "",
       .help = "R2 account, from which the endpoint follows; with its jurisdiction: ACCOUNT.eu",
       .field = [](Settings& s) -> Field { return &s.storage.account_id; }},
      {.name = "storage.bucket",
       .default_text = "clipbox",
       .help = "bucket; the embedded store makes it at first start, any other has it already",
       .field = [](Settings& s) -> Field { return &s.storage.bucket; }},
      {.name = "storage.access_key_id",
       .default_text = "",
       .help = "key pair of the store; the embedded one makes its own at first start",
       .field = [](Settings& s) -> Field { return &s.storage.access_key_id; }},
      {.name = "storage.secret_access_key",
       .default_text = "",
       .help = "its secret half",
       .field = [](Settings& s) -> Field { return &s.storage.secret_access_key; },
       .secret = true},
      {.name = "storage.region",
       .default_text = "auto",
       .help = "region in signatures",
       .field = [](Settings& s) -> Field { return &s.storage.region; }},
      {.name = "storage.prefix",
       .default_text = "clipbox/",
       .help = "all our object keys lie under it",
       .field = [](Settings& s) -> Field { return &s.storage.prefix; }},
      {.name = "storage.cors_origins",
       .default_text = "",
       .help = "origins whose pages may use presigned URLs of the embedded store; else the page's own",
       .field = [](Settings& s) -> Field { return &s.storage.cors_origins; }},
      {.name = "storage.part_size",
       .default_text = "",
       .help = "bytes of an upload's part, at least 5 MiB with r2; else by file size",
       .field = [](Settings& s) -> Field { return &s.storage.part_size; },
       .least = 64 * kKiB,
       .most = 5 * 1024 * kMiB},
      {.name = "storage.url_expiry",
       .default_text = "1 h",
       .help = "how long a presigned URL is good",
       .field = [](Settings& s) -> Field { return &s.storage.url_expiry; },
       .least = kSecond,
       .most = 604'800 * kSecond},

      // Who may keep how much, and for how long.
      {.name = "limits.user_bytes",
       .default_text = "",
       .help = "stored bytes of one user; beyond them new uploads are refused",
       .field = [](Settings& s) -> Field { return &s.limits.user_bytes; },
       .least = 1},
      {.name = "limits.total_bytes",
       .default_text = "",
       .help = "stored bytes of all users",
       .field = [](Settings& s) -> Field { return &s.limits.total_bytes; },
       .least = 1},
      {.name = "limits.queued_jobs",
       .default_text = "",
       .help = "jobs of one user that wait",
       .field = [](Settings& s) -> Field { return &s.limits.queued_jobs; },
       .least = 1,
       .most = 1'000'000},
      {.name = "retention.source_days",
       .default_text = "",
       .help = "days after which a source is deleted; else kept",
       .field = [](Settings& s) -> Field { return &s.retention.source_days; },
       .least = 1,
       .most = 36'500},
      {.name = "retention.artifact_days",
       .default_text = "",
       .help = "days after which artifacts are deleted; else kept",
       .field = [](Settings& s) -> Field { return &s.retention.artifact_days; },
       .least = 1,
       .most = 36'500},

      // What is asked of YouTube, and what of its links and answers is believed.
      {.name = "youtube.hosts",
       .default_text = kLinkHosts,
       .help = "hosts whose links are taken",
       .field = [](Settings& s) -> Field { return &s.youtube.hosts; }},
      {.name = "youtube.thumbnail_hosts",
       .default_text = "i.ytimg.com, img.youtube.com",
       .help = "hosts a thumbnail may be fetched from",
       .field = [](Settings& s) -> Field { return &s.youtube.thumbnail_hosts; }},
      {.name = "youtube.oembed_url",
       .default_text = "https://www.youtube.com/oembed",
       .help = "where title and thumbnail are asked for",
       .field = [](Settings& s) -> Field { return &s.youtube.oembed_url; }},
      {.name = "youtube.api_url",
       .default_text = "https://www.googleapis.com/youtube/v3",
       .help = "the Data API, asked where there is a key",
       .field = [](Settings& s) -> Field { return &s.youtube.api_url; }},
      {.name = "youtube.api_key",
       .default_text = "",
       .help = "key of the Data API: gives duration, description and chapters",
       .field = [](Settings& s) -> Field { return &s.youtube.api_key; },
       .secret = true},
      {.name = "youtube.metadata",
       .default_text = "auto",
       .help = "off: never ask the network",
       .field = [](Settings& s) -> Field { return ChoiceOf(s.youtube.metadata); },
       .words = "auto|off"},

      // The making of artifacts, and what is refused before it.
      {.name = "media.workers",
       .default_text = "cores",
       .help = "threads for media work, all jobs together",
       .field = [](Settings& s) -> Field { return &s.media.workers; },
       .least = 1,
       .most = 1024},
      {.name = "media.max_duration",
       .default_text = "6 h",
       .help = "longest video taken",
       .field = [](Settings& s) -> Field { return &s.media.max_duration; },
       .least = kSecond},
      {.name = "media.max_pixels",
       .default_text = "8192x4320",
       .help = "largest picture taken",
       .field = [](Settings& s) -> Field { return &s.media.max_pixels; },
       .least = 1},
      {.name = "media.max_frames",
       .default_text = "2592000",
       .help = "most frames of a video taken: 6 h of 120 a second",
       .field = [](Settings& s) -> Field { return &s.media.max_frames; },
       .least = 1},
      {.name = "media.max_size",
       .default_text = "64 GiB",
       .help = "largest file taken",
       .field = [](Settings& s) -> Field { return &s.media.max_size; },
       .least = 1},
      {.name = "media.max_memory",
       .default_text = "1.5 GiB",
       .help = "memory the media work may plan with",
       .field = [](Settings& s) -> Field { return &s.media.max_memory; },
       .least = 64 * kMiB},
      {.name = "media.deadline",
       .default_text = "",
       .help = "time for one output; else 10 s + 20x its length",
       .field = [](Settings& s) -> Field { return &s.media.deadline; },
       .least = kSecond},
      {.name = "media.attempts",
       .default_text = "3",
       .help = "tries of a job whose failure may pass",
       .field = [](Settings& s) -> Field { return &s.media.attempts; },
       .least = 1,
       .most = 100},
      {.name = "media.retry_backoff",
       .default_text = "30 s",
       .help = "wait before the second try, doubling from there",
       .field = [](Settings& s) -> Field { return &s.media.retry_backoff; },
       .least = 1,
       .most = 3'600 * kSecond},
      {.name = "media.isolation",
       .default_text = "thread",
       .help = "where codecs run",
       .field = [](Settings& s) -> Field { return ChoiceOf(s.media.isolation); },
       .words = "thread",
       .later_words = "process|auto"},

      // Captions from speech.
      {.name = "captions.asr_url",
       .default_text = "",
       .help = "an OpenAI-compatible transcription endpoint: https://api.openai.com/v1",
       .field = [](Settings& s) -> Field { return &s.captions.asr_url; }},
      {.name = "captions.asr_key",
       .default_text = "",
       .help = "its key",
       .field = [](Settings& s) -> Field { return &s.captions.asr_key; },
       .secret = true},
      {.name = "captions.asr_model",
       .default_text = "",
       .help = "its model; else whisper-1",
       .field = [](Settings& s) -> Field { return &s.captions.asr_model; }},

      // Later work.
      {.name = "webhook.url", .default_text = "", .help = "told of READY and FAILED"},
      {.name = "webhook.secret", .default_text = "", .help = "signs what it is told", .secret = true},

      // What the process says of itself.
      {.name = "log.format",
       .default_text = "auto",
       .help = "auto: text on a terminal, JSON lines elsewhere",
       .field = [](Settings& s) -> Field { return ChoiceOf(s.log.format); },
       .words = "auto|text|json"},
      {.name = "log.level",
       .default_text = "info",
       .help = "least level that is written",
       .field = [](Settings& s) -> Field { return ChoiceOf(s.log.level); },
       .words = "debug|info|warning|error"},
  };
  return table;
}

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
  const bool is_number =
      !key.default_text.empty() && key.default_text.find_first_not_of("0123456789") == std::string_view::npos;
  return is_number ? std::string(key.default_text) : "\"" + std::string(key.default_text) + "\"";
}

}  // namespace

std::span<const Key> Keys() { return Table(); }

const Key* FindKey(std::string_view name) {
  const auto found = std::ranges::find(Table(), name, &Key::name);
  return found == Table().end() ? nullptr : &*found;
}

const Key& NearestKey(std::string_view name) {
  return *std::ranges::min_element(Table(), {}, [&](const Key& key) { return EditDistance(name, key.name); });
}

std::string EnvironmentName(std::string_view key_name) {
  std::string name = "CLIPBOX_";
  for (const char c : key_name) name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
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
    if (!key.words.empty()) line += " (" + std::string(key.words) + ")";
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
