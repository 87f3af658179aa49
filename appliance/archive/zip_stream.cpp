#include "archive/zip_stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <span>

#include "base/error.h"

namespace clipbox::archive {
namespace {

// Held by every download under way, of which there may be hundreds; where the store is elsewhere a block is also one
// ranged request.
constexpr std::size_t kBlockBytes = std::size_t{256} << 10;

// libarchive takes names for UTF-8, and marks them so, only under a locale that says it. Of this thread, for the scope.
class Utf8Locale {
 public:
  Utf8Locale() : utf8_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (utf8_ == nullptr) base::ThrowErrno("load the locale", "C.UTF-8");
    before_ = ::uselocale(utf8_);
  }
  ~Utf8Locale() {
    ::uselocale(before_);
    ::freelocale(utf8_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t utf8_;
  locale_t before_{};
};

struct FreeEntry {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

using Entry = std::unique_ptr<archive_entry, FreeEntry>;

Entry MakeEntry(const std::string& name, base::Timestamp modified_at, std::uint64_t size_bytes) {
  Entry entry(archive_entry_new());
  if (!entry) throw std::bad_alloc();
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size_bytes));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_mtime(entry.get(), base::ToMillis(modified_at) / 1000, 0);
  return entry;
}

}  // namespace

void ZipStream::Free::operator()(::archive* writer) const { archive_write_free(writer); }

ZipStream::ZipStream(Sink sink) : sink_(std::move(sink)), writer_(archive_write_new()) {
  if (!writer_) throw std::bad_alloc();
  Check(archive_write_set_format_zip(writer_.get()), "begin");
  Check(archive_write_set_format_option(writer_.get(), "zip", "compression", "store"), "begin");
  Check(archive_write_set_bytes_per_block(writer_.get(), 0), "begin");
  const auto take = [](::archive*, void* stream, const void* bytes, std::size_t size) -> la_ssize_t {
    return static_cast<ZipStream*>(stream)->Take(bytes, size);
  };
  Check(archive_write_open(writer_.get(), this, nullptr, take, nullptr), "begin");
}

// A writer that is freed without having been closed closes itself, end of the archive and all: nothing of that goes
// out. (archive_write_fail would keep it from that too, but libarchive 3.6 then forgets some of its memory.)
ZipStream::~ZipStream() {
  abandoned_ = true;
  writer_.reset();
}

long ZipStream::Take(const void* bytes, std::size_t size) noexcept {
  if (thrown_ || abandoned_) return -1;
  try {
    sink_({static_cast<const char*>(bytes), size});
    return static_cast<long>(size);
  } catch (...) {
    thrown_ = std::current_exception();
    return -1;
  }
}

void ZipStream::Check(int result, std::string_view verb) {
  if (thrown_) std::rethrow_exception(thrown_);
  if (result == ARCHIVE_OK) return;
  const char* cause = archive_error_string(writer_.get());
  throw base::Error(base::ErrorCode::kInternal, "cannot " + std::string(verb) + " the zip archive: " +
                                                    (cause != nullptr ? cause : "no cause given"));
}

void ZipStream::Add(const std::string& name, base::Timestamp modified_at, base::ByteSource& bytes) {
  const Utf8Locale utf8;
  const Entry entry = MakeEntry(name, modified_at, bytes.size());
  Check(archive_write_header(writer_.get(), entry.get()), "add a file to");
  CopyBytes(bytes);
  Check(archive_write_finish_entry(writer_.get()), "add a file to");
}

void ZipStream::CopyBytes(base::ByteSource& bytes) {
  const std::uint64_t size = bytes.size();
  block_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(size, kBlockBytes)));
  for (std::uint64_t done = 0; done < size;) {
    const auto part =
        std::span(block_).first(static_cast<std::size_t>(std::min<std::uint64_t>(size - done, block_.size())));
    const std::size_t got = bytes.ReadAt(done, part);
    if (got == 0)
      throw base::Error(base::ErrorCode::kInputOutput, "cannot read " + bytes.name() + ": it ends before its size");
    const la_ssize_t written = archive_write_data(writer_.get(), part.data(), got);
    Check(written == static_cast<la_ssize_t>(got) ? ARCHIVE_OK : ARCHIVE_FATAL, "write");
    done += got;
  }
}

void ZipStream::Finish() {
  const Utf8Locale utf8;
  Check(archive_write_close(writer_.get()), "end");
}

}  // namespace clipbox::archive
