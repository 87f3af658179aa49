// The results of a job, or those that are asked for, with receipts, as one zip archive. It is streamed: read from the
// object store as the client takes it. A proxy is no result: it is there only where it is asked for by its id.
#include <algorithm>
#include <optional>
#include <set>

#include "archive/zip_stream.h"
#include "base/error.h"
#include "base/text.h"
#include "http/api/api.h"
#include "http/api/job_calls.h"
#include "http/content_disposition.h"
#include "jobs/download_name.h"

namespace clipbox::http {
namespace {

constexpr std::size_t kMaxIds = 500;

struct Entry {
  jobs::Artifact artifact;
  std::string name;  // in the archive
};

struct Content {
  objectstore::ObjectStore& objects;
  const store::Artifacts& receipts;
  jobs::UserId user;
  std::vector<Entry> entries;
  std::shared_ptr<base::ByteSource> first;
};

// In a folder of the title's name, so that it unpacks beside nothing else. Each is called as in a download of its own.
std::vector<Entry> EntriesIn(const std::string& folder, std::vector<jobs::Artifact> artifacts) {
  const std::vector<std::string> names = jobs::DownloadNames("", artifacts);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < names.size(); ++i) entries.push_back({std::move(artifacts[i]), folder + "/" + names[i]});
  return entries;
}

// Those that the request names; nullopt: all. Throws: Error kInvalidField.
std::optional<std::set<std::string>> WantedIds(const Request& request) {
  const auto text = request.Query("ids");
  if (!text) return std::nullopt;
  std::set<std::string> ids;
  for (const std::string_view id : base::Split(*text, ',')) ids.emplace(id);
  if (ids.size() <= kMaxIds && !ids.contains("")) return ids;
  throw base::Error(base::ErrorCode::kInvalidField,
                    "Give ids as up to " + std::to_string(kMaxIds) + " artifacts' ids with commas between them.",
                    {.pointer = "/ids"});
}

// Throws: Error kNotFound for an id that is none of theirs.
void KeepOnly(std::set<std::string> ids, std::vector<Entry>& entries) {
  std::erase_if(entries, [&](const Entry& entry) { return ids.erase(entry.artifact.id.value) == 0; });
  if (ids.empty()) return;
  throw base::Error(base::ErrorCode::kNotFound, "This job has no artifact " + base::PlainLine(*ids.begin(), 64) +
                                                    ": it may have been deleted. Read the list again.");
}

bool IsProxy(const Entry& entry) { return entry.artifact.type == jobs::ArtifactType::kProxy; }

// On its way out each write is copied some times: of the block that the archive holds, this much at once.
constexpr std::size_t kWriteBytes = 16 << 10;

void WriteInBlocks(BodyWriter& writer, std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kWriteBytes, bytes.size())))
    writer.Write(bytes.substr(0, kWriteBytes));
}

class TextSource final : public base::ByteSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::uint64_t size() const override { return text_.size(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    const std::string_view rest =
        std::string_view(text_).substr(std::min<std::size_t>(offset, text_.size()), into.size());
    std::ranges::copy(std::as_bytes(std::span(rest)), into.begin());
    return rest.size();
  }
  std::string name() const override { return "receipt"; }

 private:
  const std::string text_;
};

// Beside its artifact, under its name.
void AddReceipt(archive::ZipStream& zip, const Content& content, const Entry& entry) {
  const auto receipt = content.receipts.FindReceipt(content.user, entry.artifact.id);
  if (!receipt) return;
  TextSource text(*receipt);
  zip.Add(entry.name + ".receipt.json", entry.artifact.created_at, text);
}

// A failure in the middle ends the connection before the archive's directory and the last chunk: nobody takes it for
// whole.
void Write(const Content& content, BodyWriter& writer) {
  archive::ZipStream zip([&](std::string_view bytes) { WriteInBlocks(writer, bytes); });
  for (const Entry& entry : content.entries) {
    const bool is_first = &entry == &content.entries.front();
    const std::shared_ptr<base::ByteSource> bytes = is_first ? content.first : content.objects.Open(entry.artifact.key);
    zip.Add(entry.name, entry.artifact.created_at, *bytes);
    AddReceipt(zip, content, entry);
  }
  zip.Finish();
}

// What the object store throws for the first artifact is thrown here, while it can still be said.
Response ShowZip(const Api& api, Request& request) {
  const jobs::Job job = GetJob(api, request);
  const std::string title = jobs::DownloadName(job.title, "clipbox");
  Content content{.objects = api.objects,
                  .receipts = api.store.artifacts,
                  .user = job.user_id,
                  .entries = EntriesIn(title, api.store.artifacts.ListAll(job.id)),
                  .first = nullptr};
  if (auto ids = WantedIds(request))
    KeepOnly(*std::move(ids), content.entries);
  else
    std::erase_if(content.entries, IsProxy);
  if (content.entries.empty())
    throw base::Error(base::ErrorCode::kNotFound, "Nothing has been made of this job yet: wait until it is READY.");
  content.first = api.objects.Open(content.entries.front().artifact.key);
  Response response;
  response.headers.Add("Content-Type", "application/zip");
  response.headers.Add("Content-Disposition", Attachment(title + ".zip"));
  response.headers.Add("Cache-Control", "no-store");
  response.stream = StreamedBody{
      .length = std::nullopt, .write = [content = std::move(content)](BodyWriter& writer) { Write(content, writer); }};
  return response;
}

}  // namespace

void AddArtifactsZipRoute(Router& router, const Api& api) {
  ApiRoutes{router, api, "artifacts"}.Add(
      "GET", "/api/v1/jobs/{id}/artifacts.zip", "getArtifactsZip", ShowZip,
      {.summary = "The results of a job, with receipts, as a zip archive; a proxy is none. `ids`: of these artifacts "
                  "alone, up to 500, with commas between them",
       .query = {"ids"}});
}

}  // namespace clipbox::http
