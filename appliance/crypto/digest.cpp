#include "crypto/digest.h"

#include <openssl/evp.h>

#include "base/error.h"

namespace clipbox::crypto {
namespace {

// Fetched once and kept until the process ends: an implicit fetch per message costs more than hashing a short one.
const EVP_MD* Algorithm(DigestKind kind) {
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  static const EVP_MD* const md5 = EVP_MD_fetch(nullptr, "MD5", nullptr);
  static const EVP_MD* const sha1 = EVP_MD_fetch(nullptr, "SHA1", nullptr);
  switch (kind) {
    case DigestKind::kSha256: return sha256;
    case DigestKind::kMd5: return md5;
    case DigestKind::kSha1: return sha1;
  }
  return sha256;
}

void Require(bool succeeded, const char* call) {
  if (!succeeded)
    throw base::Error(base::ErrorCode::kInternal, std::string("cannot hash: OpenSSL's ") + call + " failed");
}

EVP_MD_CTX* NewContext() {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  if (context == nullptr) throw base::Error(base::ErrorCode::kOutOfMemory, "cannot hash: out of memory");
  return context;
}

}  // namespace

void Digest::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Digest::Digest(DigestKind kind) : kind_(kind), context_(NewContext()) {
  Require(EVP_DigestInit_ex(context_.get(), Algorithm(kind), nullptr) == 1, "EVP_DigestInit_ex");
}

Digest::~Digest() = default;

Digest::Digest(const Digest& other) : kind_(other.kind_), context_(NewContext()) {
  Require(EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()) == 1, "EVP_MD_CTX_copy_ex");
}

Digest& Digest::operator=(const Digest& other) {
  if (this == &other) return *this;
  kind_ = other.kind_;
  if (!context_) context_.reset(NewContext());
  Require(EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()) == 1, "EVP_MD_CTX_copy_ex");
  return *this;
}

void Digest::Update(std::string_view bytes) {
  Require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1, "EVP_DigestUpdate");
}

// Initialised again at once: a digest that lies ready costs nothing, one that was forgotten would hash nothing.
void Digest::FinishInto(unsigned char* into) {
  Require(EVP_DigestFinal_ex(context_.get(), into, nullptr) == 1, "EVP_DigestFinal_ex");
  Require(EVP_DigestInit_ex(context_.get(), Algorithm(kind_), nullptr) == 1, "EVP_DigestInit_ex");
}

std::string Digest::Finish() {
  std::string bytes(static_cast<std::size_t>(EVP_MD_get_size(Algorithm(kind_))), '\0');
  FinishInto(reinterpret_cast<unsigned char*>(bytes.data()));
  return bytes;
}

}  // namespace clipbox::crypto
