// Random access to the bytes of one immutable object: a local file, an object of a store, a ranged HTTP resource.
// objectstore and net implement it, media reads through it. Implementations are safe to call from several threads at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace clipbox::base {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Bytes in the object.
  virtual std::uint64_t size() const = 0;

  // Fills `into` from byte `offset` and returns how many bytes were read: less than asked only where the object ends.
  // Throws: Error (kInputOutput, kStoreUnavailable, kNoSuchKey). A failed read is never reported as the end of the object.
  virtual std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) = 0;

  // What a message calls it (a path or a key; no secret).
  virtual std::string name() const = 0;
};

}  // namespace clipbox::base
