// Random access to the bytes of one immutable object: a local file, an object of a store, a ranged HTTP resource. The
// rooms objectstore and net implement it. Media reads through it and puts its block cache before it
// (media/source/block_cache.h). Implementations are safe to call from several threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>

namespace clipbox::base {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Bytes in the object.
  virtual std::uint64_t size() const = 0;

  // Fills `into` from byte `offset` and returns how many bytes were read: less than asked only where the object ends.
  // Throws: Error (kInputOutput, kStoreUnavailable, kNoSuchKey). A failed read is never reported as the end of the
  // object.
  virtual std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) = 0;

  // What a message calls it (a path or a key; no secret).
  virtual std::string name() const = 0;

  // The entity tag, without quotes, of the version that was opened; empty where nothing tells versions apart.
  virtual std::string etag() const { return {}; }

  // How many reads at once serve a reader that waits for each of them: 1 where the bytes are near.
  virtual int useful_reads() const { return 1; }

  // As ReadAt; a stop ends a wait for bytes that are on their way. Throws besides: kCancelled.
  virtual std::size_t ReadOrStop(std::uint64_t offset, std::span<std::byte> into, const std::stop_token&) {
    return ReadAt(offset, into);
  }

  // Says that these bytes will be read soon. A source that is far away fetches them meanwhile; returns at once.
  virtual void WillRead(std::uint64_t /*offset*/, std::uint64_t /*size*/) {}

  // Says of bytes that were just read that others will read them too, whatever they want of the object. A cache keeps
  // them before all else.
  virtual void OthersWillRead(std::uint64_t /*offset*/, std::uint64_t /*size*/) {}
};

}  // namespace clipbox::base
