// A client of raw bytes on 127.0.0.1: sends what no well-behaved client would. Waits are on the socket, with a limit
// that fails the test. One thread.
#pragma once

#include <string>
#include <string_view>

#include "base/unique_fd.h"

namespace clipbox::test {

class RawClient {
 public:
  explicit RawClient(int port, std::string_view from_address = "127.0.0.1");

  // False when the other end takes no more.
  bool Send(std::string_view bytes);
  void FinishSending();

  // One answer: its head and a body by Content-Length; `has_body` false for HEAD. Empty when the connection ended
  // first.
  std::string Answer(bool has_body = true);
  // Reads until `mark` was read, and gives everything up to it. Throws when the connection ends before.
  std::string ReadUntil(std::string_view mark);
  // Everything until the other end closes.
  std::string ReadAll();
  // Takes all that has come in and says whether the other end has closed; waits for one of the two.
  bool WaitForClose();

  int socket() const { return socket_.get(); }

 private:
  bool Fill();

  base::UniqueFd socket_;
  std::string received_;
};

int StatusOf(std::string_view answer);
// The value of a header, or an empty text.
std::string HeaderOf(std::string_view answer, std::string_view name);
std::string BodyOf(std::string_view answer);

}  // namespace clipbox::test
