// HTTPS by the server itself: certificate and key, loaded again on request, and a connection's bytes through OpenSSL.
// The guard works on a Transport and does not know the difference. TlsContext is thread-safe; a transport belongs to
// one thread at a time.
#pragma once

#include <memory>
#include <string>

#include "base/mutex.h"
#include "http/server/wire/transport.h"

struct ssl_ctx_st;

namespace clipbox::http {

class TlsContext {
 public:
  // Paths of a PEM chain and its key. Throws: Error kConfiguration, naming which does not load.
  TlsContext(std::string certificate, std::string key);

  // Loads both files anew; connections that are open keep theirs. Throws: as above, and the old pair stays in use.
  void Reload() EXCLUDES(mutex_);

  // Requires: `socket` does not block and outlives the transport. The handshake happens in its first reads.
  std::unique_ptr<Transport> Accept(int socket) EXCLUDES(mutex_);

 private:
  std::shared_ptr<ssl_ctx_st> Load() const;

  const std::string certificate_;
  const std::string key_;

  base::Mutex mutex_;
  std::shared_ptr<ssl_ctx_st> context_ GUARDED_BY(mutex_);
};

}  // namespace clipbox::http
