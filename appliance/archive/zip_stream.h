// Writes a zip archive block by block into a sink while its files are read. Nothing is held but one block, and nothing
// is copied to the disk. Stored, not compressed, for the files are media; Zip64 where sizes ask for it. The only place
// that knows libarchive. Used by http for downloads; one stream belongs to one thread.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/clock.h"

struct archive;

namespace clipbox::archive {

class ZipStream {
 public:
  // Takes the bytes of the archive in order. What it throws comes out of the call that wrote, as it was thrown.
  using Sink = std::function<void(std::string_view bytes)>;

  explicit ZipStream(Sink sink);
  // Without Finish the archive stays without its end, so that nobody takes a part of it for the whole.
  ~ZipStream();
  ZipStream(const ZipStream&) = delete;
  ZipStream& operator=(const ZipStream&) = delete;

  // Adds a file. `name` is UTF-8 with '/' between folders. After an exception nothing more can be added.
  // Throws: what the source and the sink throw; Error kInputOutput when the source ends early, kInternal when
  // libarchive refuses.
  void Add(const std::string& name, base::Timestamp modified_at, base::ByteSource& bytes);

  // Writes the directory of the archive. Requires: no call threw.
  void Finish();

 private:
  struct Free {
    void operator()(::archive* writer) const;
  };

  void Check(int result, std::string_view verb);
  void CopyBytes(base::ByteSource& bytes);
  long Take(const void* bytes, std::size_t size) noexcept;

  const Sink sink_;
  std::exception_ptr thrown_;  // by the sink, on its way through libarchive
  bool abandoned_ = false;     // nothing goes out any more
  std::vector<std::byte> block_;
  std::unique_ptr<::archive, Free> writer_;
};

}  // namespace clipbox::archive
