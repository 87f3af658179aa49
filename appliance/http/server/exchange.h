// One request and its answer on a connection. It makes the Request, asks the answerer, reads the body, streams the
// answer, and knows whether the connection can go on. Lives on the stack of the thread that holds the connection.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "http/answerer.h"
#include "http/body_reader.h"
#include "http/request.h"
#include "http/response.h"
#include "http/server/connection.h"
#include "http/server/host_policy.h"
#include "http/server/poller.h"
#include "http/server/request_head.h"
#include "http/server/security_headers.h"
#include "http/server/transfer_chunks.h"

namespace clipbox::http {

class Exchange final : private BodyReader {
 public:
  // A piece of the body that lies in a file. httplib is given as many bytes in its place, and only counts them.
  struct SentFile {
    int file;
    std::uint64_t offset;  // of what is sent next
  };

  // What all exchanges of a server share.
  struct Context {
    const Answerer& answerer;
    const SecurityHeaders& security;
    Poller& poller;
    Workers& workers;
    const std::atomic<bool>& stopping;
  };

  Exchange(Connection& connection, const Context& context, const PaceLimits& pace);

  // Each fills response(); called once.
  void Answer(RequestHead head, const Framing& framing, const Addressing& addressing);
  // An answer to what never became a request; `head`: what there is of it. The connection ends after it; `linger`: more
  // may be on its way.
  void Refuse(const base::Error& error, std::string_view head, bool linger = true);

  Connection& connection() { return connection_; }
  Response& response() { return response_; }
  bool is_head() const { return request_.method == "HEAD"; }
  bool may_be_chunked() const { return minor_version_ == 1; }
  bool keep_alive() const { return keep_alive_; }

  // Runs the response's streamed body into `sink`, which says whether the bytes went out. False when the body is not
  // whole.
  bool WriteStream(const std::function<bool(std::string_view)>& sink);

  // Gives the connection `bytes` of the answer, or as many of the file in whose place they are. Throws: as
  // Connection::Send.
  void Send(std::string_view bytes);

  // After the answer was given to the connection (`written`: wholly): sends it, and takes the rest of the body out of
  // the way. True when the connection can carry another request.
  bool Finish(bool written);

 private:
  std::size_t Read(std::span<std::byte> into) override;

  // Nothing of the body is left to read: what comes next is another request.
  bool BodyEnded() const { return chunks_ ? chunks_->ended() : remaining_ == 0; }
  void ReadToData();
  void DecideKeepAlive(const Framing& framing);
  void DrainBody();

  Connection& connection_;
  const Context& context_;
  Pace pace_;

  Request request_;
  Response response_;
  std::optional<SentFile> sent_file_;
  int minor_version_ = 1;
  std::uint64_t remaining_ = 0;           // bytes of the body, or of its chunk
  std::optional<TransferChunks> chunks_;  // where the body is framed so
  bool continue_awaited_ = false;
  bool keep_alive_ = false;
};

}  // namespace clipbox::http
