#include "crypto/hmac.h"

#include "base/encoding.h"
#include "crypto/sha256.h"

namespace clipbox::crypto {
namespace {

constexpr std::size_t kBlockBytes = 64;

// The state after one block of the key, zero-padded and combined with `pad` (RFC 2104, section 2).
Digest KeyedState(std::string_view key, char pad) {
  std::string block(kBlockBytes, '\0');
  if (key.size() > kBlockBytes) {
    Sha256 shortened;
    shortened.Update(key);
    block.replace(0, 32, shortened.Finish());
  } else {
    block.replace(0, key.size(), key);
  }
  for (char& byte : block) byte = static_cast<char>(byte ^ pad);
  Sha256 state;
  state.Update(block);
  return state;
}

std::string_view View(const std::array<unsigned char, 32>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

// The pads are RFC 2104's ipad and opad.
HmacSha256::HmacSha256(std::string_view key) : inner_(KeyedState(key, 0x36)), outer_(KeyedState(key, 0x5c)) {}

// Works on copies, so that one key serves all threads without a lock.
std::array<unsigned char, 32> HmacSha256::Sign(std::string_view message) const {
  std::array<unsigned char, 32> mac;
  Digest work(inner_);
  work.Update(message);
  work.FinishInto(mac.data());
  work = outer_;
  work.Update(View(mac));
  work.FinishInto(mac.data());
  return mac;
}

std::string HmacSha256::SignHex(std::string_view message) const { return base::ToHex(View(Sign(message))); }

std::string HmacSha256Of(std::string_view key, std::string_view message) {
  return std::string(View(HmacSha256(key).Sign(message)));
}

}  // namespace clipbox::crypto
