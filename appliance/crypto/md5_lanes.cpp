#include "crypto/md5_lanes.h"

#include <bit>
#include <cstring>

namespace clipbox::crypto {
namespace {

static_assert(std::endian::native == std::endian::little, "words of MD5 are little-endian, and are loaded as they lie");

// Everything below is inlined into one function per kind of processor, so that each is compiled for its own.
#define INLINED __attribute__((always_inline)) inline

template <int N>
struct Vector {
  typedef std::uint32_t Type __attribute__((vector_size(N * 4)));
};

template <class V>
INLINED void Rotate(V& value, int by) {
  value = (value << by) | (value >> (32 - by));
}

// One step: the word that changes is `a`. It waits only for `b`, which the step before it made. So all that needs no
// `b` is added first. Each of the four functions of RFC 1321 takes `b` last; G is a sum of two that share no bit.
#define STEP(function, a, b, c, d, word, by, constant) \
  a += w[word] + constant;                             \
  function(a, b, c, d);                                \
  Rotate(a, by);                                       \
  a += b;
#define F(a, x, y, z) a += z ^ (x & (y ^ z))
#define G(a, x, y, z) \
  a += y & ~z;        \
  a += x & z
#define H(a, x, y, z) a += x ^ (y ^ z)
#define I(a, x, y, z) a += y ^ (x | ~z)
#define FOUR(function, w0, w1, w2, w3, s0, s1, s2, s3, k0, k1, k2, k3) \
  STEP(function, a, b, c, d, w0, s0, k0)                               \
  STEP(function, d, a, b, c, w1, s1, k1)                               \
  STEP(function, c, d, a, b, w2, s2, k2)                               \
  STEP(function, b, c, d, a, w3, s3, k3)

template <class V>
INLINED void Steps(V& a, V& b, V& c, V& d, const V (&w)[16]) {
  FOUR(F, 0, 1, 2, 3, 7, 12, 17, 22, 0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee)
  FOUR(F, 4, 5, 6, 7, 7, 12, 17, 22, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501)
  FOUR(F, 8, 9, 10, 11, 7, 12, 17, 22, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be)
  FOUR(F, 12, 13, 14, 15, 7, 12, 17, 22, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821)
  FOUR(G, 1, 6, 11, 0, 5, 9, 14, 20, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa)
  FOUR(G, 5, 10, 15, 4, 5, 9, 14, 20, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8)
  FOUR(G, 9, 14, 3, 8, 5, 9, 14, 20, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed)
  FOUR(G, 13, 2, 7, 12, 5, 9, 14, 20, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a)
  FOUR(H, 5, 8, 11, 14, 4, 11, 16, 23, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c)
  FOUR(H, 1, 4, 7, 10, 4, 11, 16, 23, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70)
  FOUR(H, 13, 0, 3, 6, 4, 11, 16, 23, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05)
  FOUR(H, 9, 12, 15, 2, 4, 11, 16, 23, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665)
  FOUR(I, 0, 7, 14, 5, 6, 10, 15, 21, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039)
  FOUR(I, 12, 3, 10, 1, 6, 10, 15, 21, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1)
  FOUR(I, 8, 15, 6, 13, 6, 10, 15, 21, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1)
  FOUR(I, 4, 11, 2, 9, 6, 10, 15, 21, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391)
}

#undef FOUR
#undef STEP
#undef F
#undef G
#undef H
#undef I

// How many lanes are loaded together: as many as a register of AVX2 has, or of all processors.
template <int N>
constexpr std::size_t kGroup = N < 8 ? 4 : 8;

// Rows become columns. Each round swaps squares of half the size, so that log2 of the size rounds do for the whole.
INLINED void Transpose(Vector<4>::Type (&rows)[4]) {
  using V = Vector<4>::Type;
  const V ab_low = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
  const V ab_high = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
  const V cd_low = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
  const V cd_high = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
  rows[0] = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5);
  rows[1] = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7);
  rows[2] = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
  rows[3] = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
}

INLINED void Transpose(Vector<8>::Type (&rows)[8]) {
  using V = Vector<8>::Type;
  V pairs[8], fours[8];
  for (int i = 0; i < 8; i += 2) {
    pairs[i] = __builtin_shufflevector(rows[i], rows[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    pairs[i + 1] = __builtin_shufflevector(rows[i], rows[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  for (int i = 0; i < 8; i += 4) {
    for (int j = 0; j < 2; ++j) {
      fours[i + 2 * j] = __builtin_shufflevector(pairs[i + j], pairs[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      fours[i + 2 * j + 1] = __builtin_shufflevector(pairs[i + j], pairs[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
  for (int i = 0; i < 4; ++i) {
    rows[i] = __builtin_shufflevector(fours[i], fours[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    rows[i + 4] = __builtin_shufflevector(fours[i], fours[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

// So many words of as many lanes, from `word` and `group` on: a row of each lane is read at once and turned. Word by
// word it takes longer than the steps themselves.
template <int N>
INLINED void LoadSquare(typename Vector<N>::Type (&w)[16], const unsigned char* const (&data)[N], std::size_t block,
                        std::size_t group, std::size_t word) {
  constexpr std::size_t kSize = kGroup<N>;
  typename Vector<static_cast<int>(kSize)>::Type rows[kSize];
  for (std::size_t lane = 0; lane < kSize; ++lane)
    std::memcpy(&rows[lane], data[group + lane] + block * kMd5BlockBytes + word * 4, sizeof rows[lane]);
  Transpose(rows);
  for (std::size_t i = 0; i < kSize; ++i)
    std::memcpy(reinterpret_cast<std::uint32_t*>(&w[word + i]) + group, &rows[i], sizeof rows[i]);
}

// All of `lanes` in a register of N; those that are too few go along as the first one and are thrown away.
template <int N>
INLINED void RunLanes(std::span<const Md5Lane> lanes, std::size_t blocks) {
  using V = typename Vector<N>::Type;
  const unsigned char* data[N];
  V state[4];
  for (std::size_t lane = 0; lane < N; ++lane) {
    const Md5Lane& from = lanes[lane < lanes.size() ? lane : 0];
    data[lane] = from.data;
    for (int i = 0; i < 4; ++i) state[i][lane] = from.state->words[static_cast<std::size_t>(i)];
  }
  for (std::size_t block = 0; block < blocks; ++block) {
    V w[16];
    for (std::size_t group = 0; group < N; group += kGroup<N>) {
      for (std::size_t word = 0; word < 16; word += kGroup<N>) LoadSquare<N>(w, data, block, group, word);
    }
    V a = state[0], b = state[1], c = state[2], d = state[3];
    Steps(a, b, c, d, w);
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
  for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
    for (int i = 0; i < 4; ++i) lanes[lane].state->words[static_cast<std::size_t>(i)] = state[i][lane];
  }
}

// One message alone: the general registers are a little faster.
INLINED void RunOne(const Md5Lane& lane, std::size_t blocks) {
  std::array<std::uint32_t, 4>& state = lane.state->words;
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint32_t w[16];
    std::memcpy(w, lane.data + block * kMd5BlockBytes, sizeof w);
    std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    Steps(a, b, c, d, w);
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d};
  }
}

INLINED void RunAny(std::span<const Md5Lane> lanes, std::size_t blocks) {
  if (lanes.size() == 1) {
    RunOne(lanes.front(), blocks);
  } else if (lanes.size() <= 4) {
    RunLanes<4>(lanes, blocks);
  } else if (lanes.size() <= 8) {
    RunLanes<8>(lanes, blocks);
  } else {
    RunLanes<16>(lanes, blocks);
  }
}

void RunPlain(std::span<const Md5Lane> lanes, std::size_t blocks) { RunAny(lanes, blocks); }

#ifdef __x86_64__
// Wider registers; with AVX-512 also one instruction each for functions and rotations.
__attribute__((target("avx2"))) void RunAvx2(std::span<const Md5Lane> lanes, std::size_t blocks) {
  RunAny(lanes, blocks);
}

__attribute__((target("avx512f,avx512vl"))) void RunAvx512(std::span<const Md5Lane> lanes, std::size_t blocks) {
  RunAny(lanes, blocks);
}
#endif

using Runner = void (*)(std::span<const Md5Lane>, std::size_t);

Runner BestRunner() {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) return RunAvx512;
  if (__builtin_cpu_supports("avx2")) return RunAvx2;
#endif
  return RunPlain;
}

}  // namespace

void Md5Blocks(std::span<const Md5Lane> lanes, std::size_t blocks) {
  static const Runner run = BestRunner();
  run(lanes, blocks);
}

std::string FinishMd5(Md5State state, std::string_view rest, std::uint64_t message_bytes) {
  std::string tail(rest);
  tail += '\x80';
  while (tail.size() % kMd5BlockBytes != kMd5BlockBytes - 8) tail += '\0';
  const std::uint64_t bits = message_bytes * 8;
  tail.append(reinterpret_cast<const char*>(&bits), 8);
  const Md5Lane lane{&state, reinterpret_cast<const unsigned char*>(tail.data())};
  Md5Blocks({&lane, 1}, tail.size() / kMd5BlockBytes);
  return {reinterpret_cast<const char*>(state.words.data()), 16};
}

}  // namespace clipbox::crypto
