#include "base/id.h"

#include <sys/random.h>

#include <array>
#include <mutex>

#include "base/encoding.h"
#include "base/error.h"

namespace clipbox::base {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kTimeDigits = 10;
constexpr std::size_t kRandomDigits = 16;

using Digits = std::array<unsigned char, kRandomDigits>;

void FillRandom(void* into, std::size_t size) {
  if (::getrandom(into, size, 0) != static_cast<ssize_t>(size)) ThrowErrno("read", "random bytes from the kernel");
}

// Adds one in base 32, so that ids of one millisecond keep their order.
void Increment(Digits& digits) {
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    if (++*digit < 32) return;
    *digit = 0;
  }
}

Digits NextRandom(std::int64_t millis) {
  static std::mutex mutex;
  static std::int64_t last_millis = -1;
  static Digits last{};
  const std::lock_guard lock(mutex);
  if (millis == last_millis) {
    Increment(last);
    return last;
  }
  FillRandom(last.data(), last.size());
  for (auto& digit : last) digit &= 31;
  last_millis = millis;
  return last;
}

}  // namespace

std::string NewIdText(Timestamp now) {
  std::int64_t millis = ToMillis(now);
  std::string text(kTimeDigits + kRandomDigits, '0');
  const Digits random = NextRandom(millis);
  for (std::size_t i = 0; i < kRandomDigits; ++i) text[kTimeDigits + i] = kAlphabet[random[i]];
  for (std::size_t i = kTimeDigits; i-- > 0; millis >>= 5) text[i] = kAlphabet[static_cast<std::size_t>(millis & 31)];
  return text;
}

std::string RandomHex(std::size_t bytes) {
  std::string raw(bytes, '\0');
  FillRandom(raw.data(), raw.size());
  return ToHex(raw);
}

}  // namespace clipbox::base
