#include "crypto/md5_lanes.h"

#include "catch.h"
#include "crypto/md5.h"

using namespace clipbox::crypto;

namespace {

std::string MessageOf(std::size_t bytes, unsigned seed) {
  std::string message(bytes, '\0');
  for (char& byte : message) byte = static_cast<char>((seed = seed * 1664525 + 1013904223) >> 24);
  return message;
}

std::string LaneDigest(const std::string& message, Md5State state, std::size_t blocks) {
  return FinishMd5(state, std::string_view(message).substr(blocks * kMd5BlockBytes), message.size());
}

}  // namespace

TEST_CASE("messages hashed side by side have the digests that each has alone, by every kind of register") {
  const std::vector<Md5Runner> runners = Md5Runners();
  const auto at = GENERATE_COPY(range(std::size_t{0}, runners.size()));
  const Md5Runner run = runners[at];
  INFO("runner " << at);
  for (std::size_t count = 1; count <= kMaxMd5Lanes; ++count) {
    constexpr std::size_t kBlocks = 3;
    std::vector<std::string> messages;
    for (std::size_t i = 0; i < count; ++i)
      messages.push_back(MessageOf(2 * kBlocks * kMd5BlockBytes + i * 7, static_cast<unsigned>(i)));
    std::vector<Md5State> states(count);
    for (const std::size_t from : {std::size_t{0}, kBlocks}) {
      std::vector<Md5Lane> lanes;
      for (std::size_t i = 0; i < count; ++i) {
        lanes.push_back(
            {&states[i], reinterpret_cast<const unsigned char*>(messages[i].data()) + from * kMd5BlockBytes});
      }
      run(lanes, kBlocks);
    }
    for (std::size_t i = 0; i < count; ++i) {
      INFO("lane " << i << " of " << count);
      Md5 alone;
      alone.Update(messages[i]);
      // Their lengths differ, so that the ends lie differently in their blocks.
      std::size_t blocks = 2 * kBlocks;
      for (; (blocks + 1) * kMd5BlockBytes <= messages[i].size(); ++blocks) {
        const Md5Lane lane{&states[i],
                           reinterpret_cast<const unsigned char*>(messages[i].data()) + blocks * kMd5BlockBytes};
        run({&lane, 1}, 1);
      }
      CHECK(LaneDigest(messages[i], states[i], blocks) == alone.Finish());
    }
  }
}

TEST_CASE("an ending of any length is padded as RFC 1321 says") {
  for (std::size_t bytes = 0; bytes < kMd5BlockBytes; ++bytes) {
    const std::string message = MessageOf(bytes, 9);
    Md5 alone;
    alone.Update(message);
    CHECK(FinishMd5({}, message, bytes) == alone.Finish());
  }
}
