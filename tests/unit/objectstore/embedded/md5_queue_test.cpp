#include "objectstore/embedded/files/md5_queue.h"

#include <memory>

#include "base/encoding.h"
#include "catch.h"
#include "crypto/md5.h"

using namespace clipbox;
using objectstore::Md5Queue;

namespace {

std::string MessageOf(std::size_t bytes, unsigned seed) {
  std::string message(bytes, '\0');
  for (char& byte : message) byte = static_cast<char>((seed = seed * 1664525 + 1013904223) >> 24);
  return message;
}

std::string HashInPieces(Md5Queue& queue, const std::string& message, std::size_t piece_bytes) {
  Md5Queue::Stream stream(queue);
  for (std::size_t at = 0; at < message.size(); at += piece_bytes)
    stream.Update(std::string_view(message).substr(at, piece_bytes));
  return base::ToHex(stream.Finish());
}

}  // namespace

TEST_CASE("a body has its MD5 however long it is and in whatever pieces it comes") {
  Md5Queue queue;
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{64},
                                  std::size_t{131'072}, std::size_t{131'073}, std::size_t{1'000'000}}) {
    const std::string message = MessageOf(bytes, 1);
    for (const std::size_t piece : {std::size_t{1'000}, std::size_t{262'144}})
      CHECK(HashInPieces(queue, message, piece) == crypto::Md5Hex(message));
  }
}

TEST_CASE("bodies that arrive together keep apart, and one that is given up disturbs none") {
  Md5Queue queue;
  constexpr unsigned kBodies = 20;
  std::vector<std::string> digests(kBodies);
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < kBodies; ++i) {
      threads.emplace_back([&, i] {
        auto given_up = std::make_unique<Md5Queue::Stream>(queue);
        given_up->Update(MessageOf(300'000, 99));
        given_up.reset();
        digests[i] = HashInPieces(queue, MessageOf(1'000'000 + i, i), 70'000);
      });
    }
  }
  for (unsigned i = 0; i < kBodies; ++i) CHECK(digests[i] == crypto::Md5Hex(MessageOf(1'000'000 + i, i)));
}
