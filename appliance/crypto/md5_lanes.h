// MD5 (RFC 1321) of several messages at once, each in a lane of the processor's vector registers. MD5 is slow because
// each of its steps waits for the one before; the lanes wait together. For the embedded store, which hashes the parts
// that arrive at the same time. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clipbox::crypto {

inline constexpr std::size_t kMd5BlockBytes = 64;
inline constexpr std::size_t kMaxMd5Lanes = 16;

struct Md5State {
  std::array<std::uint32_t, 4> words = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
};

struct Md5Lane {
  Md5State* state = nullptr;
  const unsigned char* data = nullptr;
};

// Takes the next `blocks` blocks of each lane's message into its state. Requires: 1 to kMaxMd5Lanes lanes, each state
// once. Measured with AVX2 (EPYC of the first kind, 2.5 GHz): one lane 0.53 GB/s (OpenSSL 0.49), four 1.4, eight 2.1,
// sixteen 2.4 together. With AVX-512, before words were loaded beside the steps: 0.77 (OpenSSL 0.81), 2.8, 4.7, 5.5.
void Md5Blocks(std::span<const Md5Lane> lanes, std::size_t blocks);

// What Md5Blocks does, as this processor can do it: the last one is what it calls. So that a test can try each.
using Md5Runner = void (*)(std::span<const Md5Lane> lanes, std::size_t blocks);
std::vector<Md5Runner> Md5Runners();

// Ends a message whose last bytes (fewer than a block) are `rest`. The digest as raw bytes.
std::string FinishMd5(Md5State state, std::string_view rest, std::uint64_t message_bytes);

}  // namespace clipbox::crypto
