#include "cli/client/uploader.h"

#include <algorithm>
#include <random>
#include <set>
#include <thread>

#include "base/encoding.h"
#include "base/text.h"
#include "cli/client/sent_part.h"
#include "cli/client/signed_url.h"
#include "crypto/md5.h"
#include "jobs/upload_layout.h"
#include "work/wake.h"

namespace clipbox::cli {

using base::Error;
using base::ErrorCode;
using base::Json;
using std::chrono::milliseconds;

namespace {

constexpr int kSenders = 4;
constexpr int kTriesOfPart = 10;       // with the pauses between them, an outage of two minutes
constexpr int kTriesOfCompletion = 3;  // of which each sends what was missing
constexpr int kTriesOfSpoilt = 3;      // of a part that is there with another MD5
constexpr std::size_t kBlock = 1 << 20;
constexpr std::chrono::seconds kPatience{120};

// A store that encrypts may give a part any ETag: such a one says nothing about the bytes.
bool IsMd5(const std::string& etag) {
  return etag.size() == 32 && etag.find_first_not_of("0123456789abcdef") == std::string::npos;
}

double RandomFraction() {
  thread_local std::mt19937 engine{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

// Half a second doubling to half a minute, the upper half of it by lot.
milliseconds PauseAfter(int failed_tries) {
  const double full = std::min(30'000.0, 500.0 * static_cast<double>(1 << std::min(failed_tries, 8)));
  return milliseconds(static_cast<int>(full * (0.5 + RandomFraction() / 2)));
}

}  // namespace

std::string FileNameOf(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return base::PlainLine(name, 3 * name.size());  // a lost byte becomes three
}

std::string ContentTypeOf(const std::filesystem::path& file) {
  static const std::map<std::string, std::string> types = {
      {".mp4", "video/mp4"},   {".m4v", "video/mp4"},        {".mov", "video/quicktime"},
      {".webm", "video/webm"}, {".mkv", "video/x-matroska"}, {".avi", "video/x-msvideo"},
      {".ts", "video/mp2t"},   {".ogv", "video/ogg"},        {".flv", "video/x-flv"}};
  const auto found = types.find(base::ToLower(file.extension().string()));
  return found == types.end() ? "" : found->second;
}

Uploader::Uploader(ApiClient& api, net::HttpClient& http, std::string job_id, const std::filesystem::path& file,
                   Progress progress)
    : api_(api),
      http_(http),
      job_path_("/jobs/" + std::move(job_id)),
      path_(file),
      modified_at_(std::filesystem::last_write_time(file)),
      file_(file),
      progress_(std::move(progress)) {}

Json Uploader::Run() {
  const Json prepared =
      api_.Post(job_path_ + "/upload",
                {{"fileName", FileNameOf(path_)}, {"sizeBytes", file_.size()}, {"contentType", ContentTypeOf(path_)}});
  api_.KeepTrying(kPatience);
  Session session = ReadSession(prepared);
  std::erase_if(session.held, [](const auto& part) { return !part.second.empty() && !IsMd5(part.second); });
  ProveSameFile(session);
  {
    const base::MutexLock lock(mutex_);
    etags_ = session.held;
  }
  for (int attempt = 1;; ++attempt) {
    SendMissing(session);
    RequireUnchanged();
    try {
      return api_.Post(job_path_ + "/upload/complete", {{"parts", MeantParts()}});
    } catch (const Refusal& refusal) {
      const bool may_be_mended = refusal.problem_code == base::ToText(ErrorCode::kPartsMissing) ||
                                 refusal.problem_code == base::ToText(ErrorCode::kSizeMismatch);
      if (!may_be_mended || attempt == kTriesOfCompletion) throw;
      session = ReadSession(api_.Get(job_path_ + "/upload"));
      DropChangedParts(session);
    }
  }
}

// What somebody else put over our parts meanwhile is to be sent again.
void Uploader::DropChangedParts(Session& session) {
  const base::MutexLock lock(mutex_);
  const std::map<int, std::string> meant = etags_;
  std::erase_if(session.held, [&meant](const auto& part) {
    const auto found = meant.find(part.first);
    return found != meant.end() && !found->second.empty() && found->second != part.second;
  });
}

// Parts that were sent before and after a change belong to two files.
void Uploader::RequireUnchanged() const {
  if (std::filesystem::last_write_time(path_) == modified_at_ && std::filesystem::file_size(path_) == file_.size())
    return;
  throw Error(ErrorCode::kDifferentFile,
              path_.string() + " changed while it was sent. Abort that upload on the job's page and call again");
}

// As complete takes them. A part without a known ETag is not named: the store's own list stands for it.
Json Uploader::MeantParts() {
  const base::MutexLock lock(mutex_);
  Json parts = Json::array();
  for (const auto& [number, etag] : etags_) {
    if (!etag.empty()) parts.push_back({{"partNumber", number}, {"etag", etag}});
  }
  return parts;
}

// A part of another size than it should have is as good as none.
Uploader::Session Uploader::ReadSession(const Json& json) const {
  Session session{.upload_id = json.at("uploadId"),
                  .part_size = json.at("partSize"),
                  .part_count = json.at("partCount"),
                  .held = {}};
  for (const Json& part : json.at("parts")) {
    const int number = part.at("partNumber");
    if (part.at("sizeBytes") != jobs::PartBytes(file_.size(), session.part_size, number)) continue;
    session.held[number] = part.at("etag").is_null() ? "" : part.at("etag").get<std::string>();
  }
  return session;
}

// Size and name were compared by the server; the first, the last and one more of the finished parts are compared by
// their bytes.
void Uploader::ProveSameFile(const Session& session) {
  if (session.held.empty()) return;
  const auto middle = std::next(
      session.held.begin(), static_cast<std::ptrdiff_t>(RandomFraction() * static_cast<double>(session.held.size())));
  const std::set<int> chosen = {session.held.begin()->first, middle->first, session.held.rbegin()->first};
  for (const int number : chosen) {
    const std::string& etag = session.held.at(number);
    if (etag.empty() || etag == Md5OfPart(session, number)) continue;
    throw Error(ErrorCode::kDifferentFile,
                path_.string() + " is not the file whose upload was begun: part " + std::to_string(number) +
                    " differs. Give the file as it was then, or abort that upload on the job's page and call again");
  }
}

std::string Uploader::Md5OfPart(const Session& session, int number) {
  std::uint64_t at = session.part_size * static_cast<std::uint64_t>(number - 1);
  std::uint64_t left = jobs::PartBytes(file_.size(), session.part_size, number);
  std::vector<std::byte> block(kBlock);
  crypto::Md5 hash;
  while (left > 0) {
    const std::size_t got =
        file_.ReadAt(at, std::span(block).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, kBlock))));
    if (got == 0) throw Error(ErrorCode::kInputOutput, "cannot read " + path_.string() + ": it became shorter");
    hash.Update({reinterpret_cast<const char*>(block.data()), got});
    at += got;
    left -= got;
  }
  return base::ToHex(hash.Finish());
}

void Uploader::SendMissing(const Session& session) {
  {
    const base::MutexLock lock(mutex_);
    missing_.clear();
    sent_bytes_ = 0;
    for (int number = 1; number <= session.part_count; ++number) {
      if (session.held.contains(number))
        sent_bytes_ += jobs::PartBytes(file_.size(), session.part_size, number);
      else
        missing_.push_back(number);
    }
    progress_(sent_bytes_, file_.size());
  }
  std::stop_source stop;
  {
    std::vector<std::jthread> senders;
    for (int i = 0; i < kSenders; ++i) senders.emplace_back([&, stop] { SendUntilNone(session, stop); });
  }
  const base::MutexLock lock(mutex_);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Uploader::SendUntilNone(const Session& session, std::stop_source stop) {
  try {
    for (int number = TakeNumber(); number != 0 && !stop.stop_requested(); number = TakeNumber())
      SendPart(session, number, stop.get_token());
  } catch (const std::exception&) {
    const base::MutexLock lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    stop.request_stop();
  }
}

// 0: none is left.
int Uploader::TakeNumber() {
  const base::MutexLock lock(mutex_);
  if (missing_.empty()) return 0;
  const int number = missing_.front();
  missing_.pop_front();
  return number;
}

void Uploader::SendPart(const Session& session, int number, std::stop_token stop) {
  const std::uint64_t size = jobs::PartBytes(file_.size(), session.part_size, number);
  const std::string etag = PutPart(session, number, std::move(stop));
  api_.Put(job_path_ + "/upload/parts/" + std::to_string(number),
           {{"etag", etag.empty() ? Json() : Json(etag)}, {"sizeBytes", size}, {"uploadId", session.upload_id}});
  const base::MutexLock lock(mutex_);
  etags_[number] = etag;
  progress_(sent_bytes_ += size, file_.size());
}

// The ETag that the store gave, empty if it gave none.
std::string Uploader::PutPart(const Session& session, int number, std::stop_token stop) {
  net::HttpRequest request;
  request.reach = net::Reach::kAnywhere;
  request.method = "PUT";
  request.upload_from = session.part_size * static_cast<std::uint64_t>(number - 1);
  request.upload_bytes = jobs::PartBytes(file_.size(), session.part_size, number);
  request.total_timeout = std::chrono::hours(24);
  request.stall_timeout = std::chrono::seconds(60);
  SentPart bytes(file_, request.upload_from);
  request.upload = &bytes;
  std::string why;
  for (int tries = 1, spoilt = 0; tries <= kTriesOfPart; ++tries) {
    // Signed shortly before use, and anew for each try.
    request.url = api_.Get(job_path_ + "/upload/parts/" + std::to_string(number) + "/url").at("url");
    bool at_once = false;
    try {
      const net::HttpResponse response = http_.Send(request, stop);
      const std::string etag(base::BareEtag(response.Header("etag"))), sent = bytes.Md5();
      if (response.IsSuccess() && (!IsMd5(etag) || etag == sent)) return etag;
      why = response.IsSuccess() ? "it has other bytes than were sent" : "status " + std::to_string(response.status);
      if (response.IsSuccess() && ++spoilt == kTriesOfSpoilt) break;
      at_once = response.IsSuccess() || (WantsNewUrl(response.status) && tries < 3);
      if (!at_once && !WantsNewUrl(response.status) && !response.MayPass()) break;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kUnreachable) throw;
      why = error.what();
    }
    if (!at_once && tries < kTriesOfPart) work::Wake().Wait(stop, 0, PauseAfter(tries));
    if (stop.stop_requested()) throw Error(ErrorCode::kCancelled, "the upload was stopped");
  }
  throw Error(ErrorCode::kUnreachable, "the object store did not take part " + std::to_string(number) + " (" + why +
                                           "); call again to go on where it stopped");
}

}  // namespace clipbox::cli
