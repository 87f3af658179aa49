#include "objectstore/transfer/folder_place.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "crypto/sha256.h"
#include "objectstore/embedded/rows/object_rows.h"
#include "objectstore/transfer/read_blocks.h"
#include "objectstore/view/cold_file.h"

namespace clipbox::objectstore {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Json;

constexpr const char* kMarkOfExport = "clipbox-export.json";
constexpr const char* kFormat = R"({"format":"clipbox-export","version":1})";
// '%' stands in no path of ours, so that no description meets a folder.
constexpr std::string_view kDescription = "%.json";
constexpr std::string_view kUnderWay = "%.part";
constexpr std::string_view kArriving = "%.bytes";
constexpr const char* kByDigest = "by-digest";
constexpr std::size_t kMaxSegment = 200;
constexpr std::size_t kPage = 1000;

bool IsPlain(std::string_view segment) {
  const bool letters = std::ranges::all_of(segment, [](char c) {
    return base::IsLetterOrDigit(c) || std::string_view(" ._-+=,@()~").find(c) != std::string_view::npos ||
           static_cast<unsigned char>(c) >= 0x80;
  });
  return letters && !segment.empty() && segment.size() <= kMaxSegment && segment != "." && segment != "..";
}

// A key that is no path on every file system lies under its digest.
std::string ByDigest(const std::string& key) { return std::string(kByDigest) + "/" + crypto::Sha256Hex(key); }
bool IsPath(const std::string& key) {
  const auto segments = base::Split(key, '/');
  return std::ranges::all_of(segments, IsPlain) && segments.front() != kByDigest && key.size() <= 1024;
}

// As the store's own rows have them: what is not UTF-8 stands there in base64.
Json ToJson(const std::map<std::string, std::string>& texts) { return base::ParseJson(TextsColumn(texts)); }

std::map<std::string, std::string> TextsOf(const Json& json) { return TextsOfColumn(base::DumpJson(json)); }

// Which copy the arriving bytes are of.
std::string MarkText(const CarriedObject& object) { return object.etag + " " + object.key; }

Json Describe(const CarriedObject& object, const PartLayout& layout) {
  Json described = {{"key", object.key},
                    {"sizeBytes", object.size_bytes},
                    {"etag", object.etag},
                    {"contentType", TextJson(object.head.content_type)},
                    {"metadata", ToJson(object.head.metadata)},
                    {"headers", ToJson(object.head.headers)}};
  if (layout.in_parts) described["partSizes"] = layout.sizes;
  return described;
}

CarriedObject ObjectOf(const Json& described) {
  const auto size_bytes = described.at("sizeBytes").get<std::uint64_t>();
  return {described.at("key").get<std::string>(),
          size_bytes,
          described.at("etag").get<std::string>(),
          {TextOfJson(described.at("contentType")), TextsOf(described.at("metadata")), size_bytes,
           TextsOf(described.at("headers"))}};
}

// Goes on behind the first `from` bytes of the file. Durable on return.
void Write(const fs::path& file, base::ByteSource& bytes, std::uint64_t from) {
  const base::UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  if (!fd || ::ftruncate(fd.get(), static_cast<off_t>(from)) != 0 ||
      ::lseek(fd.get(), 0, SEEK_END) != static_cast<off_t>(from))
    base::ThrowErrno("write", file.string());
  ReadBlocks(bytes, from, bytes.size() - from,
             [&](std::string_view piece) { base::WriteAll(fd, piece, file.string()); });
  base::SyncToDisk(file);
  base::SyncToDisk(file.parent_path());
}

std::string EtagOnDisk(const fs::path& file, const PartLayout& layout) {
  const auto cold = ColdFile::Open(file);
  if (!cold || cold->size() != layout.size_bytes()) return "";
  EtagReckoner reckoner(layout);
  std::vector<char> buffer(1 << 20);
  for (;;) {
    const auto got = cold->Read(buffer);
    if (!got) return "";
    if (got->empty()) return reckoner.Finish();
    reckoner.Update({got->data(), got->size()});
  }
}

// What was killed before it had written its mark has left no more than a part of that.
bool HoldsOthers(const fs::path& folder) {
  std::error_code missing;
  return std::ranges::any_of(fs::directory_iterator(folder, missing), [](const fs::directory_entry& entry) {
    return entry.path().filename() != std::string(kMarkOfExport) + ".new";
  });
}

}  // namespace

FolderPlace::FolderPlace(fs::path folder, Use use) : folder_(std::move(folder)) {
  const fs::path mark = folder_ / kMarkOfExport;
  if (fs::exists(mark)) return;
  if (use == Use::kRead) {
    throw Error(ErrorCode::kConfiguration, folder_.string() + " is no export: it has no " + kMarkOfExport +
                                               ", which `clipbox storage export` makes");
  }
  if (HoldsOthers(folder_)) {
    throw Error(ErrorCode::kConfiguration,
                folder_.string() + " holds other files: name a folder that is empty, new, or of an export before");
  }
  base::MakePrivateDirectory(folder_);
  base::KeepFile(mark, kFormat);
}

fs::path FolderPlace::DescriptionOf(const std::string& path) const {
  return folder_ / "described" / (path + std::string(kDescription));
}
fs::path FolderPlace::MarkOf(const std::string& path) const {
  return folder_ / "described" / (path + std::string(kUnderWay));
}

fs::path FolderPlace::ArrivingOf(const std::string& path) const {
  return folder_ / "described" / (path + std::string(kArriving));
}

bool FolderPlace::IsTaken(const std::string& path, const std::string& key) const {
  if (fs::is_directory(BytesOf(path))) return true;
  if (const Json described = Description(path); !described.is_null()) return described.at("key") != key;
  const auto mark = base::ReadFile(MarkOf(path));
  return mark && !mark->ends_with(" " + key);
}

Json FolderPlace::Description(const std::string& path) const {
  const auto text = base::ReadFile(DescriptionOf(path));
  return text ? base::ParseJson(*text, "The description of an object in " + folder_.string()) : Json();
}

std::optional<std::string> FolderPlace::PathOf(const std::string& key) const {
  for (const std::string& path : {IsPath(key) ? key : ByDigest(key), ByDigest(key)}) {
    const Json described = Description(path);
    if (!described.is_null() && described.at("key") == key) return path;
  }
  return std::nullopt;
}

ListPage<ListedObject> FolderPlace::List(const std::string& prefix, const std::string& from) {
  const base::MutexLock lock(mutex_);
  const fs::path described = folder_ / "described";
  if (from.empty()) listing_ = fs::exists(described) ? fs::recursive_directory_iterator(described) : fs::end(listing_);
  ListPage<ListedObject> page;
  for (; listing_ != fs::end(listing_); ++listing_) {
    if (page.lines.size() == kPage) {
      page.next = "more";
      return page;
    }
    const std::string path = fs::relative(listing_->path(), described).string();
    if (!path.ends_with(kDescription)) continue;
    const CarriedObject object = ObjectOf(Description(path.substr(0, path.size() - kDescription.size())));
    if (object.key.starts_with(prefix)) page.lines.push_back({object.key, object.size_bytes, object.etag, {}});
  }
  return page;
}

std::optional<CarriedObject> FolderPlace::Find(const std::string& key) {
  const auto path = PathOf(key);
  if (!path) return std::nullopt;
  CarriedObject object = ObjectOf(Description(*path));
  std::error_code missing;
  if (fs::file_size(BytesOf(*path), missing) != object.size_bytes || missing) return std::nullopt;
  return object;
}

PartLayout FolderPlace::LayoutOf(const CarriedObject& object) {
  const auto path = PathOf(object.key);
  if (!path) throw Error(ErrorCode::kNoSuchKey, "it is not described");
  const Json described = Description(*path);
  if (!described.contains("partSizes")) return {{object.size_bytes}, false};
  return {described.at("partSizes").get<std::vector<std::uint64_t>>(), true};
}

std::unique_ptr<base::ByteSource> FolderPlace::Open(const CarriedObject& object) {
  const auto path = PathOf(object.key);
  if (!path) throw Error(ErrorCode::kNoSuchKey, "it is not described");
  return std::make_unique<base::FileSource>(BytesOf(*path));
}

// Two keys of which one is a folder of the other cannot both be paths: the later one lies under its digest.
std::string FolderPlace::MakePath(const std::string& key) {
  const base::MutexLock lock(mutex_);
  if (const auto path = PathOf(key)) return *path;
  std::string path = IsPath(key) ? key : ByDigest(key);
  try {
    base::MakePrivateDirectory(BytesOf(path).parent_path());
    if (IsTaken(path, key)) path = ByDigest(key);
  } catch (const Error&) {
    path = ByDigest(key);
  }
  base::MakePrivateDirectory(BytesOf(path).parent_path());
  base::MakePrivateDirectory(DescriptionOf(path).parent_path());
  // Taken from here on.
  if (!fs::exists(DescriptionOf(path)) && !fs::exists(MarkOf(path))) base::KeepFile(MarkOf(path), " " + key);
  return path;
}

void FolderPlace::Keep(const CarriedObject& object, const PartLayout& layout, base::ByteSource& bytes) {
  const std::string path = MakePath(object.key);
  const fs::path arriving = ArrivingOf(path);
  if (base::ReadFile(MarkOf(path)) != MarkText(object)) {
    fs::remove(arriving);
    base::KeepFile(MarkOf(path), MarkText(object));
  }
  const std::uint64_t had = fs::exists(arriving) ? fs::file_size(arriving) : 0;
  Write(arriving, bytes, std::min(had, object.size_bytes));
  if (EtagOnDisk(arriving, layout) != object.etag)
    throw Error(ErrorCode::kDigestMismatch,
                "its bytes do not have the digest " + object.etag + " that was kept of them");
  fs::remove(DescriptionOf(path));  // of what is replaced
  base::MoveIntoPlace(arriving, BytesOf(path));
  base::KeepFile(DescriptionOf(path), base::DumpJson(Describe(object, layout)));
  fs::remove(MarkOf(path));
}

void FolderPlace::DropUnfinished(const CarriedObject& object) {
  for (const std::string& path : {IsPath(object.key) ? object.key : ByDigest(object.key), ByDigest(object.key)}) {
    std::error_code missing;
    if (!IsTaken(path, object.key)) fs::remove(ArrivingOf(path), missing);
  }
}

void FolderPlace::Remove(const std::string& key) {
  for (const std::string& path : {IsPath(key) ? key : ByDigest(key), ByDigest(key)}) {
    if (IsTaken(path, key)) continue;
    std::error_code missing;
    fs::remove(DescriptionOf(path), missing);
    fs::remove(MarkOf(path), missing);
    fs::remove(ArrivingOf(path), missing);
    if (!fs::is_directory(BytesOf(path))) fs::remove(BytesOf(path), missing);
  }
}

}  // namespace clipbox::objectstore
