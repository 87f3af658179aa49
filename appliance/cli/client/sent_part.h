// One part of a file as it goes out, with the MD5 of the bytes that were read for it. The store's ETag has to say the
// same, even if the file changes meanwhile. Made by Uploader for each part; read on one thread, as libcurl does.
#pragma once

#include <string>

#include "base/byte_source.h"
#include "base/encoding.h"
#include "crypto/md5.h"

namespace clipbox::cli {

class SentPart : public base::ByteSource {
 public:
  // `file` outlives this. The part begins at byte `from` of it.
  SentPart(base::ByteSource& file, std::uint64_t from) : file_(file), from_(from), next_(from) {}

  std::uint64_t size() const override { return file_.size(); }
  std::string name() const override { return file_.name(); }

  // In order, and from the part's beginning for each try: what is read otherwise is missing in the MD5. Throws: as the
  // file.
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    const std::size_t got = file_.ReadAt(offset, into);
    if (offset == from_) {
      hash_ = crypto::Md5();
      next_ = from_;
    }
    if (offset != next_) return got;
    hash_.Update({reinterpret_cast<const char*>(into.data()), got});
    next_ += got;
    return got;
  }

  // Of what was read since the beginning, in hex. Once for each try.
  std::string Md5() { return base::ToHex(hash_.Finish()); }

 private:
  base::ByteSource& file_;
  const std::uint64_t from_;
  std::uint64_t next_;
  crypto::Md5 hash_;
};

}  // namespace clipbox::cli
