// The bytes of one part or object while they arrive: written to a file as they come, hashed beside it, never held in
// memory whole. Made by BucketStore::Receive, filled by one thread, then given back to the store, which keeps it. One
// that is not given back leaves no trace.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/unique_fd.h"
#include "crypto/digest.h"
#include "objectstore/embedded/files/early_flush.h"
#include "objectstore/embedded/files/md5_queue.h"
#include "objectstore/embedded/files/space_promise.h"
#include "objectstore/object_checksum.h"

namespace clipbox::objectstore {

// What the sender said of the body; each is checked before anything is kept.
struct ExpectedBody {
  std::optional<std::uint64_t> size_bytes;
  std::optional<std::string> sha256;  // lower-case hex
};

// What works beside the threads that receive bodies. Owned by the store.
struct IncomingThreads {
  Md5Queue hashing;
  EarlyFlush flushing;
};

class IncomingFile {
 public:
  // Makes the file at `path`. `threads` outlive it. Throws: Error kInputOutput, kStorageFull.
  IncomingFile(std::filesystem::path path, ExpectedBody expected, IncomingThreads& threads, SpacePromise space);
  ~IncomingFile();
  IncomingFile(IncomingFile&& other) noexcept;
  IncomingFile& operator=(IncomingFile&&) = delete;

  // Where the next bytes may be put, a byte at least. Written from there, they are not copied.
  std::span<std::byte> Room();

  // Some may reach the file only with later ones, or in Finish. Throws: Error kSizeMismatch once more came than was
  // said; kStorageFull, kInputOutput.
  void Write(std::string_view bytes);

  // Checks what was expected. To be called after the last Write; a second time it does nothing.
  // Throws: Error kSizeMismatch, kDigestMismatch, kStorageFull, kInputOutput.
  void Finish();

  // Puts `tail` behind the bytes (file_tail.h). Requires: Finish() has returned. Once. Throws: Error kInputOutput,
  // kStorageFull.
  void Seal(std::string_view tail);
  // Brings all to the disk, and ends the writing; wherever the file lies by then. Throws: Error kInputOutput,
  // kStorageFull.
  void Sync();

  // Of its bytes, as whoever received them reckoned it; kept with the object or part.
  const std::optional<ObjectChecksum>& checksum() const { return checksum_; }
  void SetChecksum(std::optional<ObjectChecksum> checksum) { checksum_ = std::move(checksum); }

  // Space on the disk for what is still to come.
  SpacePromise& space() { return space_; }

  const std::filesystem::path& path() const { return path_; }
  // Whoever moved the file has it from then on.
  void HasMovedTo(std::filesystem::path place) {
    path_ = std::move(place);
    is_ours_ = false;
  }
  std::uint64_t size_bytes() const { return size_bytes_; }
  // MD5 in hex: the part's ETag. Requires: Finish() has returned.
  const std::string& md5() const { return md5_; }

 private:
  void Drain();
  void BeginFlush();

  std::filesystem::path path_;
  bool is_ours_ = true;  // to be removed with this; false after a move
  ExpectedBody expected_;
  SpacePromise space_;
  base::UniqueFd fd_;
  std::uint64_t size_bytes_ = 0;
  std::uint64_t written_bytes_ = 0;  // in the file
  std::uint64_t flushed_bytes_ = 0;  // on their way to the disk
  EarlyFlush* flushing_;
  EarlyFlush::File flushed_file_;  // null before its first flush
  Md5Queue::Buffer buffer_;        // what came behind those, null before the first byte
  std::size_t capacity_ = 0;       // of the buffer
  std::byte end_{};                // room where no more is expected
  std::unique_ptr<Md5Queue::Stream> md5_stream_;
  std::optional<crypto::Digest> sha256_digest_;  // only where a hash is expected
  std::string md5_;
  std::optional<ObjectChecksum> checksum_;
};

}  // namespace clipbox::objectstore
