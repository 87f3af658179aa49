// The part of cpp-httplib that we use, behind a guard (server.h says why): it binds, accepts and frames answers. It
// never sees a byte that a client sent: it is handed one constant request, which the pre-routing hook answers. So no
// regular expression, no decoding and no body parser of its runs. One per server; Accept on one thread, Answer on any.
#pragma once

#include <httplib.h>

#include <functional>
#include <string>

#include "base/unique_fd.h"
#include "http/server/exchange.h"

namespace clipbox::http {

class Guard final : public httplib::Server {
 public:
  // `adopt` takes over each accepted socket, on the accepting thread.
  explicit Guard(std::function<void(base::UniqueFd socket)> adopt);

  // Binds and returns the port. Throws: Error kConfiguration.
  int Bind(const std::string& host, int port);
  // Accepts until StopAccepting is called, before or during it.
  void Accept();
  void StopAccepting();

  // Writes the exchange's response. False when it did not go out whole. Requires: no other exchange on this thread.
  bool Answer(Exchange& exchange);

 private:
  bool process_and_close_socket(socket_t socket) override;

  const std::function<void(base::UniqueFd)> adopt_;
};

}  // namespace clipbox::http
