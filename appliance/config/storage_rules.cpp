#include "config/storage_rules.h"

namespace clipbox::config {
namespace {

// R2's least for all parts but the last; S3's too.
constexpr std::uint64_t kMinRemotePart = 5ULL << 20;

bool HasOnly(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz0123456789-";

// Bucket names as S3 has them.
bool IsBucket(std::string_view text) {
  return text.size() >= 3 && text.size() <= 63 && HasOnly(text, "abcdefghijklmnopqrstuvwxyz0123456789-.");
}

// A prefix leaves room for our own names in a key's 1,024 bytes and has no segment that a path would swallow.
bool IsPrefix(std::string_view text) {
  const bool letters = HasOnly(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./");
  const bool segments =
      !text.starts_with('/') && text.find("..") == std::string_view::npos && text.find("//") == std::string_view::npos;
  return letters && segments && text.size() >= 2 && text.size() <= 200 && text.ends_with('/');
}

// One label of a host name, and where R2 keeps the bucket besides.
bool IsAccount(std::string_view text) {
  const std::string_view label = text.substr(0, text.find('.'));
  const std::string_view jurisdiction = text.substr(label.size());
  const bool known =
      jurisdiction.empty() || jurisdiction == ".eu" || jurisdiction == ".fedramp" || jurisdiction == ".us";
  return known && !label.empty() && label.size() <= 63 && HasOnly(label, kLower);
}

std::optional<Problem> FindLocalProblem(const Settings::Storage& storage) {
  for (const auto& [key, text] :
       {std::pair{"storage.account_id", storage.account_id}, std::pair{"storage.endpoint", storage.endpoint.text}}) {
    if (text.empty()) continue;
    return Problem{key, "storage.kind=local keeps everything on this machine; remove " + std::string(key) +
                            ", or set storage.kind=r2"};
  }
  return std::nullopt;
}

std::optional<Problem> FindRemoteProblem(const Settings::Storage& storage) {
  if (storage.account_id.empty() && storage.endpoint.text.empty()) {
    return Problem{"storage.kind",
                   "r2 needs storage.account_id (Cloudflare R2) or storage.endpoint (any S3); set one of them"};
  }
  if (!storage.account_id.empty() && !IsAccount(storage.account_id)) {
    return Problem{"storage.account_id",
                   "expected the account's id as R2's overview shows it, with .eu, .fedramp or .us for a bucket in a "
                   "jurisdiction"};
  }
  const bool endpoint_is_others = storage.endpoint.text.find("://" + storage.account_id + ".") == std::string::npos;
  if (!storage.account_id.empty() && !storage.endpoint.text.empty() && endpoint_is_others) {
    return Problem{"storage.endpoint", "storage.account_id names another place; keep one of the two"};
  }
  if (storage.access_key_id.empty()) {
    return Problem{"storage.access_key_id",
                   "storage.kind=r2 needs storage.access_key_id and storage.secret_access_key, a key that may read and "
                   "write the bucket"};
  }
  if (storage.part_size && storage.part_size->value < kMinRemotePart) {
    return Problem{"storage.part_size", "expected at least 5 MiB with storage.kind=r2"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Problem> FindStorageProblem(const Settings::Storage& storage) {
  if (!IsBucket(storage.bucket)) return Problem{"storage.bucket", "expected 3 to 63 of a-z, 0-9, - and ."};
  if (!IsPrefix(storage.prefix)) {
    return Problem{"storage.prefix", "expected letters, digits, -, _, . and /, ending with / such as clipbox/"};
  }
  return storage.kind == StorageKind::kLocal ? FindLocalProblem(storage) : FindRemoteProblem(storage);
}

}  // namespace clipbox::config
