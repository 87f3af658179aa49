#include "av/packet_hold.h"

#include <algorithm>

namespace clipbox::av {

void PacketHold::Keep(const Packet& packet, int stream, AVRational time_base) {
  Entry entry;
  Check(av_packet_copy_props(entry.properties.get(), packet.get()), "av_packet_copy_props");
  entry.stream = stream;
  entry.time_base = time_base;
  entry.offset = file_.Append(packet->data, static_cast<std::size_t>(packet->size));
  entry.size = packet->size;
  entries_.push_back(std::move(entry));
}

void PacketHold::Forget(int stream) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.stream == stream; });
  if (entries_.empty()) file_.Clear();
}

std::uint64_t PacketHold::bytes(int stream) const {
  std::uint64_t sum = 0;
  for (const Entry& entry : entries_) sum += entry.stream == stream ? static_cast<std::uint64_t>(entry.size) : 0;
  return sum;
}

std::size_t PacketHold::packets(int stream) const {
  return static_cast<std::size_t>(
      std::count_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.stream == stream; }));
}

void PacketHold::Release(const std::function<void(Packet&, int, AVRational)>& sink) {
  std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& one, const Entry& other) {
    return av_compare_ts(one.properties->dts, one.time_base, other.properties->dts, other.time_base) < 0;
  });
  for (const Entry& entry : entries_) {
    Packet packet;
    Check(av_new_packet(packet.get(), entry.size), "av_new_packet");
    file_.Read(entry.offset, packet->data, static_cast<std::size_t>(entry.size));
    Check(av_packet_copy_props(packet.get(), entry.properties.get()), "av_packet_copy_props");
    sink(packet, entry.stream, entry.time_base);
  }
  entries_.clear();
}

}  // namespace clipbox::av
