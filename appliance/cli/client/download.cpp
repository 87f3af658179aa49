#include "cli/client/download.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "base/error.h"
#include "base/files.h"
#include "cli/client/signed_url.h"
#include "crypto/sha256.h"
#include "jobs/upload_layout.h"
#include "work/wake.h"

namespace clipbox::cli {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::uint64_t kPiece = 8 << 20;
constexpr int kTriesOfPiece = 6;

// Bytes [from, from + size), or fewer where a store does as it likes; never none.
std::string FetchPiece(net::HttpClient& http, SignedUrl& url, const WantedFile& wanted, std::uint64_t from) {
  const std::uint64_t size = std::min(kPiece, wanted.size_bytes - from);
  std::string why;
  for (int tries = 1; tries <= kTriesOfPiece; ++tries) {
    net::HttpRequest request;
    request.url = url.Get();
    request.reach = net::Reach::kAnywhere;
    request.headers = {"Range: bytes=" + std::to_string(from) + "-" + std::to_string(from + size - 1)};
    request.max_bytes = kPiece;
    request.total_timeout = std::chrono::minutes(30);
    request.stall_timeout = std::chrono::seconds(30);
    try {
      net::HttpResponse response = http.Send(request, {});
      const bool whole = response.status == 200 && from == 0 && size == wanted.size_bytes;
      if ((whole || response.status == 206) && response.body.size() == size) return std::move(response.body);
      why = "status " + std::to_string(response.status);
      if (WantsNewUrl(response.status))
        url.Renew();
      else if (!response.MayPass())
        break;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUnreachable) throw;
      why = error.what();
    }
    if (tries < kTriesOfPiece) work::Wake().Wait({}, 0, std::chrono::milliseconds(250) * (1 << tries));
  }
  throw Error(ErrorCode::kUnreachable, "cannot fetch " + wanted.name + " from the object store (" + why +
                                           "); call again to go on where it stopped");
}

// All the bytes that `copy` lacks.
void Complete(net::HttpClient& http, const WantedFile& wanted, const std::filesystem::path& copy) {
  const base::UniqueFd file(::open(copy.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (file.get() < 0) base::ThrowErrno("write", copy.string());
  const off_t end = ::lseek(file.get(), 0, SEEK_END);
  auto at = end < 0 ? 0 : static_cast<std::uint64_t>(end);
  if (at > wanted.size_bytes && ::ftruncate(file.get(), 0) == 0)
    at = static_cast<std::uint64_t>(::lseek(file.get(), 0, SEEK_SET));
  SignedUrl url(wanted.sign);
  while (at < wanted.size_bytes) {
    const std::string piece = FetchPiece(http, url, wanted, at);
    base::WriteAll(file, piece, copy.string());
    at += piece.size();
  }
  if (::fsync(file.get()) != 0) base::ThrowErrno("write", copy.string());
}

struct Place {
  std::filesystem::path path;
  bool is_there = false;  // with these very bytes
};

// Another's file is never written over: artifacts of several jobs may have one name.
Place PlaceFor(const WantedFile& wanted, const std::filesystem::path& folder) {
  const std::filesystem::path name = wanted.name;
  for (int number = 1;; ++number) {
    std::filesystem::path path = folder / name;
    if (number > 1) path = folder / (name.stem().string() + "-" + std::to_string(number) + name.extension().string());
    if (!std::filesystem::exists(std::filesystem::symlink_status(path))) return {path, false};
    const bool same_size =
        std::filesystem::is_regular_file(path) && std::filesystem::file_size(path) == wanted.size_bytes;
    if (same_size && crypto::Sha256HexOfFile(path) == wanted.sha256) return {path, true};
  }
}

}  // namespace

std::filesystem::path Download(net::HttpClient& http, const WantedFile& wanted, const std::filesystem::path& folder) {
  const Place place = PlaceFor(wanted, folder);
  if (place.is_there) return place.path;
  const std::filesystem::path copy = folder / ("." + jobs::SafeFileName(wanted.id) + ".part");
  Complete(http, wanted, copy);
  if (crypto::Sha256HexOfFile(copy) != wanted.sha256) {
    std::filesystem::remove(copy);
    throw Error(ErrorCode::kDigestMismatch,
                "what was fetched of " + wanted.name + " is not what the server stored; call again to fetch it anew");
  }
  base::MoveIntoPlace(copy, place.path);
  return place.path;
}

}  // namespace clipbox::cli
