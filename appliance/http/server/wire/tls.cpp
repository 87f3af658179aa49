#include "http/server/wire/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <utility>

#include "base/error.h"

namespace clipbox::http {
namespace {

constexpr std::size_t kReadAheadBytes = 128 << 10;

[[noreturn]] void Refuse(const std::string& setting, const std::string& path) {
  char reason[256] = {};
  ::ERR_error_string_n(::ERR_get_error(), reason, sizeof reason);
  throw base::Error(base::ErrorCode::kConfiguration, "cannot use " + path + " of " + setting + ": " + reason,
                    {.setting = setting});
}

class TlsTransport final : public Transport {
 public:
  TlsTransport(ssl_ctx_st* context, int socket) : ssl_(::SSL_new(context), &::SSL_free) {
    if (!ssl_ || ::SSL_set_fd(ssl_.get(), socket) != 1)
      throw base::Error(base::ErrorCode::kInternal, "cannot start TLS");
    ::SSL_set_accept_state(ssl_.get());
  }

  IoResult Read(std::span<char> into) override {
    std::size_t bytes = 0;
    ::ERR_clear_error();
    const int result = ::SSL_read_ex(ssl_.get(), into.data(), into.size(), &bytes);
    return ResultOf(result, bytes);
  }

  IoResult Write(std::string_view from) override {
    std::size_t bytes = 0;
    ::ERR_clear_error();
    const int result = ::SSL_write_ex(ssl_.get(), from.data(), from.size(), &bytes);
    return ResultOf(result, bytes);
  }

  void CloseWrite() override {
    ::ERR_clear_error();
    if (!is_broken_) ::SSL_shutdown(ssl_.get());
  }

 private:
  IoResult ResultOf(int result, std::size_t bytes) {
    if (result == 1) return {IoStatus::kDone, bytes};
    switch (::SSL_get_error(ssl_.get(), result)) {
      case SSL_ERROR_WANT_READ: return {IoStatus::kWantRead};
      case SSL_ERROR_WANT_WRITE: return {IoStatus::kWantWrite};
      case SSL_ERROR_ZERO_RETURN: return {IoStatus::kClosed};
      default: is_broken_ = true; return {IoStatus::kClosed};
    }
  }

  const std::unique_ptr<SSL, decltype(&::SSL_free)> ssl_;
  bool is_broken_ = false;  // SSL_shutdown must not be called after such an error
};

}  // namespace

TlsContext::TlsContext(std::string certificate, std::string key)
    : certificate_(std::move(certificate)), key_(std::move(key)), context_(Load()) {}

std::shared_ptr<ssl_ctx_st> TlsContext::Load() const {
  std::shared_ptr<ssl_ctx_st> context(::SSL_CTX_new(::TLS_server_method()), &::SSL_CTX_free);
  if (!context) throw base::Error(base::ErrorCode::kInternal, "cannot start TLS");
  ::SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  ::SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // A write that could not go on may be called again from another place in the same bytes.
  ::SSL_CTX_set_mode(context.get(),
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  // Many records in one call to the system, instead of two calls for each of at most 16 KiB. Nobody waits for the
  // socket before a read has found nothing, so that what lies in this buffer is never forgotten.
  ::SSL_CTX_set_read_ahead(context.get(), 1);
  ::SSL_CTX_set_default_read_buffer_len(context.get(), kReadAheadBytes);
  if (::SSL_CTX_use_certificate_chain_file(context.get(), certificate_.c_str()) != 1)
    Refuse("server.tls_cert", certificate_);
  if (::SSL_CTX_use_PrivateKey_file(context.get(), key_.c_str(), SSL_FILETYPE_PEM) != 1) Refuse("server.tls_key", key_);
  return context;
}

void TlsContext::Reload() {
  auto loaded = Load();
  const base::MutexLock lock(mutex_);
  context_ = std::move(loaded);
}

std::unique_ptr<Transport> TlsContext::Accept(int socket) {
  const base::MutexLock lock(mutex_);
  return std::make_unique<TlsTransport>(context_.get(), socket);
}

}  // namespace clipbox::http
