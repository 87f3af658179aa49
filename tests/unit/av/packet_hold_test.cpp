#include "av/packet_hold.h"

#include <cstring>
#include <string>
#include <vector>

#include "catch.h"
#include "temp_dir.h"

using namespace clipbox;

namespace {

constexpr AVRational kMillis{1, 1000};
constexpr AVRational kSamples{1, 48'000};
constexpr int kPicture = 0;
constexpr int kSound = 1;

av::Packet NewPacket(const std::string& payload, std::int64_t dts) {
  av::Packet packet;
  av::Check(av_new_packet(packet.get(), static_cast<int>(payload.size())), "av_new_packet");
  std::memcpy(packet->data, payload.data(), payload.size());
  packet->dts = dts;
  packet->pts = dts + 7;
  packet->duration = 40;
  packet->flags = AV_PKT_FLAG_KEY;
  return packet;
}

std::vector<std::string> Released(av::PacketHold& hold) {
  std::vector<std::string> payloads;
  hold.Release([&](av::Packet& packet, int, AVRational) {
    payloads.emplace_back(reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size));
  });
  return payloads;
}

}  // namespace

TEST_CASE("held packets come out in order of time, across streams and their ticks") {
  const test::TempDir dir;
  av::PacketHold hold(dir.path());
  hold.Keep(NewPacket("picture 0", 0), kPicture, kMillis);
  hold.Keep(NewPacket("picture 40", 40), kPicture, kMillis);
  hold.Keep(NewPacket("sound 0", 0), kSound, kSamples);
  hold.Keep(NewPacket("sound 21", 1024), kSound, kSamples);
  hold.Keep(NewPacket("sound 43", 2048), kSound, kSamples);
  CHECK(Released(hold) == std::vector<std::string>{"picture 0", "sound 0", "sound 21", "picture 40", "sound 43"});
  CHECK(Released(hold).empty());
}

TEST_CASE("a held packet keeps what it says of itself") {
  const test::TempDir dir;
  av::PacketHold hold(dir.path());
  hold.Keep(NewPacket("bytes", 5), kSound, kSamples);
  int seen = 0;
  hold.Release([&](av::Packet& packet, int stream, AVRational time_base) {
    ++seen;
    CHECK(stream == kSound);
    CHECK(av_cmp_q(time_base, kSamples) == 0);
    CHECK(packet->dts == 5);
    CHECK(packet->pts == 12);
    CHECK(packet->duration == 40);
    CHECK(packet.is_key());
  });
  CHECK(seen == 1);
}

TEST_CASE("a stream's packets are counted and forgotten without touching the other's") {
  const test::TempDir dir;
  av::PacketHold hold(dir.path());
  hold.Keep(NewPacket("draft", 0), kPicture, kMillis);
  hold.Keep(NewPacket("sound", 0), kSound, kSamples);
  hold.Keep(NewPacket("another draft", 40), kPicture, kMillis);
  CHECK(hold.bytes(kPicture) == 18);
  CHECK(hold.packets(kPicture) == 2);
  hold.Forget(kPicture);
  CHECK(hold.bytes(kPicture) == 0);
  CHECK(hold.packets(kPicture) == 0);
  CHECK(hold.packets(kSound) == 1);
  hold.Keep(NewPacket("final", 0), kPicture, kMillis);
  CHECK(Released(hold) == std::vector<std::string>{"sound", "final"});
}

TEST_CASE("packets of one stream alone may be replaced again and again") {
  const test::TempDir dir;
  av::PacketHold hold(dir.path());
  for (int i = 0; i < 3; ++i) {
    hold.Forget(kSound);
    hold.Keep(NewPacket("try " + std::to_string(i), 0), kSound, kSamples);
  }
  CHECK(Released(hold) == std::vector<std::string>{"try 2"});
}
