// The HTTP server: listens, guards, lets an Answerer answer. Made by the composition root; knows nothing of what the
// routes do. Start and Stop from one thread; ReloadTls from any.
#pragma once

#include <memory>

#include "http/answerer.h"
#include "http/server/settings.h"

namespace clipbox::http {

class Server {
 public:
  // `answerer` outlives this and is not changed any more. Throws: Error kConfiguration.
  Server(const ServerSettings& settings, const Answerer& answerer);
  ~Server();

  // Binds, then serves on threads of its own. Returns the port. Throws: Error kConfiguration. Called once.
  int Start();

  // Accepts nothing more, ends event streams, lets other answers end within pace.drain_time, then breaks them off.
  // Harmless twice.
  void Stop();

  // Reads certificate and key anew. Throws: Error kConfiguration; the old ones stay.
  void ReloadTls();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace clipbox::http
