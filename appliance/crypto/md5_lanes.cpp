#include "crypto/md5_lanes.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace clipbox::crypto {
namespace {

static_assert(std::endian::native == std::endian::little, "words of MD5 are little-endian, and are loaded as they lie");

// Everything below is inlined into one function per kind of processor, so that each is compiled for its own. How wide
// registers are handed from function to function does not matter then.
#pragma GCC diagnostic ignored "-Wpsabi"
// Sanitizers do not look into it: Clang 14 takes over half an hour for what they would add to each of the steps.
#define UNCHECKED __attribute__((no_sanitize("address"), no_sanitize("undefined")))
#define INLINED __attribute__((always_inline)) UNCHECKED inline

template <int N>
struct Vector {
  typedef std::uint32_t Type __attribute__((vector_size(N * 4)));
};

template <class V>
INLINED void Rotate(V& value, int by) {
  value = (value << by) | (value >> (32 - by));
}

// The same word of more lanes than a register has. Their steps do not wait for each other.
template <int N, int Count>
struct Chains {
  typename Vector<N>::Type part[Count];
};

// Fetches a number that lies there as often as the widest register has words.
template <class V>
struct Spread {
  static INLINED V Load(const std::uint32_t* words) { return *words; }
};

template <int N, int Count>
struct Spread<Chains<N, Count>> {
  static INLINED Chains<N, Count> Load(const std::uint32_t* words) {
    Chains<N, Count> spread;
    for (auto& part : spread.part) std::memcpy(&part, words, sizeof part);
    return spread;
  }
};

// The constants of RFC 1321 by steps, each as often as the widest register has words. Loaded so they cost nothing; a
// compiler that knows them makes each anew in every block, from a number and by two moves.
constexpr auto kConstants = [] {
  constexpr std::uint32_t kSines[64] = {
      0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
      0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
      0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
      0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
      0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
      0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
      0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
      0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
  struct Table {
    alignas(64) std::uint32_t rows[64][16] = {};
  } table;
  for (int step = 0; step < 64; ++step) {
    for (std::uint32_t& word : table.rows[step]) word = kSines[step];
  }
  return table;
}();

// One step: the word that changes is `a`. It waits only for `b`, which the step before it made. So all that needs no
// `b` is added first. Each of the four functions of RFC 1321 takes `b` last; G is a sum of two that share no bit.
#define STEP(function, step, a, b, c, d, word, by) \
  a += w[word] + Spread<V>::Load(constants[step]); \
  function(a, b, c, d);                            \
  Rotate(a, by);                                   \
  a += b;
#define F(a, x, y, z) a += z ^ (x & (y ^ z))
#define G(a, x, y, z) \
  a += y & ~z;        \
  a += x & z
#define H(a, x, y, z) a += x ^ (y ^ z)
#define I(a, x, y, z) a += y ^ (x | ~z)
#define FOUR(function, step, w0, w1, w2, w3, s0, s1, s2, s3) \
  STEP(function, step, a, b, c, d, w0, s0)                   \
  STEP(function, step + 1, d, a, b, c, w1, s1)               \
  STEP(function, step + 2, c, d, a, b, w2, s2)               \
  STEP(function, step + 3, b, c, d, a, w3, s3)

// `load(i)` fetches the words i to i + 3, just before they are used first: the processor does both at once.
template <class V, class Load>
INLINED void Steps(V& a, V& b, V& c, V& d, const V (&w)[16], const Load& load) {
  const auto* constants = kConstants.rows;
  asm("" : "+r"(constants));  // from here on the compiler does not know where it points
  load(0);
  FOUR(F, 0, 0, 1, 2, 3, 7, 12, 17, 22)
  load(4);
  FOUR(F, 4, 4, 5, 6, 7, 7, 12, 17, 22)
  load(8);
  FOUR(F, 8, 8, 9, 10, 11, 7, 12, 17, 22)
  load(12);
  FOUR(F, 12, 12, 13, 14, 15, 7, 12, 17, 22)
  FOUR(G, 16, 1, 6, 11, 0, 5, 9, 14, 20)
  FOUR(G, 20, 5, 10, 15, 4, 5, 9, 14, 20)
  FOUR(G, 24, 9, 14, 3, 8, 5, 9, 14, 20)
  FOUR(G, 28, 13, 2, 7, 12, 5, 9, 14, 20)
  FOUR(H, 32, 5, 8, 11, 14, 4, 11, 16, 23)
  FOUR(H, 36, 1, 4, 7, 10, 4, 11, 16, 23)
  FOUR(H, 40, 13, 0, 3, 6, 4, 11, 16, 23)
  FOUR(H, 44, 9, 12, 15, 2, 4, 11, 16, 23)
  FOUR(I, 48, 0, 7, 14, 5, 6, 10, 15, 21)
  FOUR(I, 52, 12, 3, 10, 1, 6, 10, 15, 21)
  FOUR(I, 56, 8, 15, 6, 13, 6, 10, 15, 21)
  FOUR(I, 60, 4, 11, 2, 9, 6, 10, 15, 21)
}

#undef FOUR
#undef STEP
#undef F
#undef G
#undef H
#undef I

#define BINARY(sign)                                                                             \
  template <int N, int Count>                                                                    \
  INLINED Chains<N, Count> operator sign(const Chains<N, Count>& x, const Chains<N, Count>& y) { \
    Chains<N, Count> result;                                                                     \
    for (int i = 0; i < Count; ++i) result.part[i] = x.part[i] sign y.part[i];                   \
    return result;                                                                               \
  }                                                                                              \
  template <int N, int Count>                                                                    \
  INLINED Chains<N, Count> operator sign(const Chains<N, Count>& x, std::uint32_t y) {           \
    Chains<N, Count> result;                                                                     \
    for (int i = 0; i < Count; ++i) result.part[i] = x.part[i] sign y;                           \
    return result;                                                                               \
  }
BINARY(+)
BINARY(&)
BINARY(|)
BINARY(^)
BINARY(<<)
BINARY(>>)
#undef BINARY

template <int N, int Count>
INLINED Chains<N, Count> operator~(const Chains<N, Count>& x) {
  return x ^ ~std::uint32_t{0};
}

template <int N, int Count>
INLINED void operator+=(Chains<N, Count>& x, const Chains<N, Count>& y) {
  x = x + y;
}

// Of each four words of two registers the first or the last two, in turns word by word or pair by pair. No word leaves
// its four: what moves words further takes eight times as long on some processors.
template <int N, bool kPairs, std::size_t kFrom, std::size_t... I>
INLINED auto Interleave(const typename Vector<N>::Type& x, const typename Vector<N>::Type& y,
                        std::index_sequence<I...>) {
  return __builtin_shufflevector(x, y,
                                 static_cast<int>(I / 4 * 4 + kFrom + (kPairs ? I % 2 : I % 4 / 2) +
                                                  ((kPairs ? I % 4 / 2 : I % 2) == 0 ? 0 : N))...);
}

// Two halves as one register.
template <int N, std::size_t... I>
INLINED auto Join(const typename Vector<N / 2>::Type& low, const typename Vector<N / 2>::Type& high,
                  std::index_sequence<I...>) {
  return __builtin_shufflevector(low, high, static_cast<int>(I)...);
}

// Four words of N lanes, from `data[0]` and `at` on, each four lanes' beside the next.
template <int N>
INLINED auto LoadRow(const unsigned char* const* data, std::size_t at) {
  if constexpr (N == 4) {
    Vector<4>::Type row;
    std::memcpy(&row, *data + at, sizeof row);
    return row;
  } else {
    return Join<N>(LoadRow<N / 2>(data, at), LoadRow<N / 2>(data + N / 2, at), std::make_index_sequence<N>());
  }
}

// Four words of N lanes: a row of each is read at once and turned. Word by word it takes longer than the steps
// themselves.
template <int N>
INLINED void LoadFour(typename Vector<N>::Type (&words)[4], const unsigned char* const* data, std::size_t at) {
  constexpr auto kAll = std::make_index_sequence<N>();
  const auto row0 = LoadRow<N>(data, at), row1 = LoadRow<N>(data + 1, at);
  const auto row2 = LoadRow<N>(data + 2, at), row3 = LoadRow<N>(data + 3, at);
  const auto low01 = Interleave<N, false, 0>(row0, row1, kAll), low23 = Interleave<N, false, 0>(row2, row3, kAll);
  const auto high01 = Interleave<N, false, 2>(row0, row1, kAll), high23 = Interleave<N, false, 2>(row2, row3, kAll);
  words[0] = Interleave<N, true, 0>(low01, low23, kAll);
  words[1] = Interleave<N, true, 2>(low01, low23, kAll);
  words[2] = Interleave<N, true, 0>(high01, high23, kAll);
  words[3] = Interleave<N, true, 2>(high01, high23, kAll);
}

// The lanes in `Count` registers of N; those that are too few go along as the first one and are thrown away.
template <int N, int Count>
INLINED void RunLanes(std::span<const Md5Lane> lanes, std::size_t blocks) {
  using V = Chains<N, Count>;
  const unsigned char* data[N * Count];
  V state[4];
  for (std::size_t lane = 0; lane < N * Count; ++lane) {
    const Md5Lane& from = lanes[lane < lanes.size() ? lane : 0];
    data[lane] = from.data;
    for (std::size_t i = 0; i < 4; ++i) state[i].part[lane / N][lane % N] = from.state->words[i];
  }
  for (std::size_t block = 0; block < blocks; ++block) {
    V w[16];
    const auto load = [&](std::size_t word) __attribute__((always_inline)) UNCHECKED {
      for (int i = 0; i < Count; ++i) {
        typename Vector<N>::Type words[4];
        LoadFour<N>(words, data + i * N, block * kMd5BlockBytes + word * 4);
        for (std::size_t j = 0; j < 4; ++j) w[word + j].part[i] = words[j];
      }
    };
    V a = state[0], b = state[1], c = state[2], d = state[3];
    Steps(a, b, c, d, w, load);
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
  for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
    for (std::size_t i = 0; i < 4; ++i) lanes[lane].state->words[i] = state[i].part[lane / N][lane % N];
  }
}

// One message alone: the general registers are a little faster.
INLINED void RunOne(const Md5Lane& lane, std::size_t blocks) {
  std::array<std::uint32_t, 4>& state = lane.state->words;
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint32_t w[16];
    std::memcpy(w, lane.data + block * kMd5BlockBytes, sizeof w);
    std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    Steps(a, b, c, d, w, [](std::size_t) UNCHECKED {});
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d};
  }
}

// `W`: words of the widest register.
template <int W>
INLINED void RunAny(std::span<const Md5Lane> lanes, std::size_t blocks) {
  constexpr int kOfEight = std::min(W, 8);  // words of those that eight lanes go in
  if (lanes.size() == 1) {
    RunOne(lanes.front(), blocks);
  } else if (lanes.size() <= 4) {
    RunLanes<4, 1>(lanes, blocks);
  } else if (lanes.size() <= 8) {
    RunLanes<kOfEight, 8 / kOfEight>(lanes, blocks);
  } else {
    RunLanes<W, 16 / W>(lanes, blocks);
  }
}

UNCHECKED void RunPlain(std::span<const Md5Lane> lanes, std::size_t blocks) { RunAny<4>(lanes, blocks); }

#ifdef __x86_64__
// Wider registers; with AVX-512 also one instruction each for functions and rotations.
__attribute__((target("avx2"))) UNCHECKED void RunAvx2(std::span<const Md5Lane> lanes, std::size_t blocks) {
  RunAny<8>(lanes, blocks);
}

__attribute__((target("avx512f,avx512vl"))) UNCHECKED void RunAvx512(std::span<const Md5Lane> lanes,
                                                                     std::size_t blocks) {
  RunAny<16>(lanes, blocks);
}
#endif

}  // namespace

std::vector<Md5Runner> Md5Runners() {
  std::vector<Md5Runner> runners = {RunPlain};
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) runners.push_back(RunAvx2);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) runners.push_back(RunAvx512);
#endif
  return runners;
}

void Md5Blocks(std::span<const Md5Lane> lanes, std::size_t blocks) {
  static const Md5Runner run = Md5Runners().back();
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
