// The HTTP server: listens, guards, and lets an Answerer answer. Made by the composition root; knows nothing of what is
// answered. Start and Stop from one thread; ReloadTls from any.
//
// This room stands between clients and cpp-httplib (0.11.4 as Debian 12 has it; 0.18 builds as well).
//
// What cpp-httplib does for us: it binds, it accepts, and it frames answers (status line, headers, length or chunks).
// What it never does here: see a byte that a client sent. It gets one constant request (guard.h), which a hook answers.
//
// What we do ourselves, and why 0.11 is not let near it:
// - Heads (request_head.h). A line or a head without end is buffered without limit there, and 100,000 headers are
//   taken. Here lines, fields, bytes and time are bounded.
// - Framing (request_head.h). Two lengths, or a length beside Transfer-Encoding, are accepted there, so that two
//   servers in a row can read two different requests. Here both are refused, and a body needs a Content-Length.
//   Only the object store takes chunks, whose lines are read as strictly (transfer_chunks.h).
// - Unread bodies (exchange.h). What a handler leaves unread becomes the next request there: requests are smuggled in
//   bodies. Here a short rest is drained, and before a long one the connection is closed.
// - Limits on bodies (exchange.h). payload_max_length does not hold there for chunked or compressed bodies: 306 KB
//   became 300 MiB. Here a handler pulls a body and counts, and none is unpacked.
// - Header values and targets. Values are percent-decoded there, so that a line break can arrive in one. Paths are
//   decoded before they are routed, and `?u=a=b` loses its first half. Signatures need the bytes as they were sent.
//   Here they stay raw, and a header REMOTE_ADDR is believed by nobody.
// - Ranges. A thousand ranges in one header took memory from 0.3 to 3.9 GB there. A range beyond the end is
//   answered with a nonsense length. Here one range may be asked for, and who serves objects answers it
//   (http/s3/range.h).
// - Routes (http/router.h). They are regular expressions there, which a path of 4 KB can drive out of a small stack.
//   Here they are compared segment by segment, and a path has at most 1,024 bytes.
// - Threads (workers.h, poller.h, connections.h). There each connection holds one of eight threads: eight clients that
//   trickle stop the server. Here a connection between requests holds none, and a blocked thread is replaced. One
//   address has only its share of the connections; the one that has waited longest makes room.
// - Pace (wire/pace.h). There a time limit holds for each read alone, so that a trickle never ends. Here each window of
// time
//   must move a least number of bytes.
// - Sockets. The backlog is compiled in as 5 there, TCP_NODELAY is off, and SO_REUSEPORT lets two servers share a port.
//   All three are set right (guard.cpp, wire/sockets.cpp).
// - TLS (wire/tls.h). Its SSLServer cannot be guarded by what it offers to derived classes, nor can it load a
// certificate
//   anew. Here a connection reads and writes through a Transport, plain or TLS, under the same guard.
// - Exceptions. What a handler throws ends there in a header of the answer. Here an Answerer does not throw.
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
