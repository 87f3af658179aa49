#include "objectstore/embedded/files/md5_queue.h"

#include <atomic>
#include <cstring>
#include <memory>

#include "base/encoding.h"
#include "catch.h"
#include "crypto/md5.h"
#include "crypto/sha256.h"
#include "file_text.h"
#include "objectstore/embedded/files/file_tail.h"
#include "objectstore/embedded/files/incoming_file.h"
#include "temp_dir.h"

using namespace clipbox;
using objectstore::Md5Queue;

namespace {

std::string MessageOf(std::size_t bytes, unsigned seed) {
  std::string message(bytes, '\0');
  for (char& byte : message) byte = static_cast<char>((seed = seed * 1664525 + 1013904223) >> 24);
  return message;
}

// Has the whole buffers hashed; the rest of the message.
std::string_view Feed(Md5Queue::Stream& stream, std::string_view message) {
  for (; message.size() >= Md5Queue::kBufferBytes; message.remove_prefix(Md5Queue::kBufferBytes)) {
    Md5Queue::Buffer buffer = stream.TakeBuffer();
    std::memcpy(buffer.get(), message.data(), Md5Queue::kBufferBytes);
    stream.Hash(std::move(buffer));
  }
  return message;
}

std::string Hash(Md5Queue& queue, const std::string& message) {
  Md5Queue::Stream stream(queue);
  return base::ToHex(stream.Finish(Feed(stream, message)));
}

}  // namespace

TEST_CASE("a body has its MD5 however long it is") {
  Md5Queue queue;
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{64},
                                  std::size_t{131'072}, std::size_t{131'073}, std::size_t{1'000'000}}) {
    const std::string message = MessageOf(bytes, 1);
    CHECK(Hash(queue, message) == crypto::Md5Hex(message));
  }
}

TEST_CASE("a body that comes in pieces, copied or put in place, is in its file as it was sent, with its digests") {
  objectstore::IncomingThreads threads;
  const test::TempDir folder;
  std::atomic<std::uint64_t> promised = 0;
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{5}, std::size_t{131'072}, std::size_t{400'000}}) {
    const std::string message = MessageOf(bytes, 7);
    for (const std::size_t piece : {std::size_t{999}, std::size_t{262'144}}) {
      for (const bool is_known : {true, false}) {
        objectstore::ExpectedBody expected{std::nullopt, crypto::Sha256Hex(message)};
        if (is_known) expected.size_bytes = bytes;
        const auto file = folder / (std::to_string(bytes) + "-" + std::to_string(piece) + (is_known ? "-known" : ""));
        objectstore::IncomingFile incoming(file, expected, threads, {promised, 0});
        for (std::size_t at = 0; at < bytes;) {
          const std::span<std::byte> room = incoming.Room();
          const std::size_t size = std::min({piece, bytes - at, at % 2 == 0 ? room.size() : piece});
          // Every other piece is put in place.
          if (at % 2 == 0) std::memcpy(room.data(), message.data() + at, size);
          const char* from = at % 2 == 0 ? reinterpret_cast<const char*>(room.data()) : message.data() + at;
          incoming.Write({from, size});
          at += size;
        }
        incoming.Finish();
        CHECK(incoming.md5() == crypto::Md5Hex(message));
        incoming.Seal("tail");
        incoming.Sync();
        CHECK(test::ReadText(file) == message + objectstore::Framed("tail"));
      }
    }
  }
}

TEST_CASE("a body is not kept waiting by others that have stopped arriving") {
  Md5Queue queue;
  std::vector<std::unique_ptr<Md5Queue::Stream>> stopped;
  for (unsigned i = 0; i < 5; ++i) {
    stopped.push_back(std::make_unique<Md5Queue::Stream>(queue));
    Feed(*stopped.back(), MessageOf(300'000, i));
  }
  const std::string message = MessageOf(3'000'000, 9);
  CHECK(Hash(queue, message) == crypto::Md5Hex(message));
  CHECK(stopped.front()->Finish({}).size() == 16);
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
        Feed(*given_up, MessageOf(300'000, 99));
        given_up.reset();
        digests[i] = Hash(queue, MessageOf(1'000'000 + i, i));
      });
    }
  }
  for (unsigned i = 0; i < kBodies; ++i) CHECK(digests[i] == crypto::Md5Hex(MessageOf(1'000'000 + i, i)));
}
