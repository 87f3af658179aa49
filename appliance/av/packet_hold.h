// Packets that wait in a file until all of a clip's are there, and then come out in order of time. Needed for sound
// whose loudness is known only at its end, and for pictures that may have to be coded again. Used by Output. One
// thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "av/packet.h"
#include "base/files.h"

namespace clipbox::av {

class PacketHold {
 public:
  // The file lies on the disk of `directory`. Throws: Error kInputOutput, kStorageFull.
  explicit PacketHold(const std::filesystem::path& directory) : file_(directory) {}

  // Copies the payload. The packet's times are in `time_base`.
  void Keep(const Packet& packet, int stream, AVRational time_base);
  void Forget(int stream);
  // Of the payloads of one stream, and their number.
  std::uint64_t bytes(int stream) const;
  std::size_t packets(int stream) const;

  // All of them by decoding time.
  void Release(const std::function<void(Packet&, int stream, AVRational time_base)>& sink);

 private:
  struct Entry {
    Packet properties;  // everything but the payload
    int stream = 0;
    AVRational time_base{1, 1};
    std::uint64_t offset = 0;
    int size = 0;
  };

  base::ScratchFile file_;
  std::vector<Entry> entries_;
};

}  // namespace clipbox::av
