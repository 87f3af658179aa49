#include "objectstore/embedded/files/folder_flush.h"

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

#include "catch.h"

using clipbox::objectstore::FolderFlush;

TEST_CASE("those who ask while a folder is flushed share the next flush, and none counts on one that began before") {
  constexpr int kOthers = 5;
  std::atomic<int> calls = 0, asking = 0;
  std::latch may_end(1);
  FolderFlush flush([&](const auto&) {
    if (++calls == 1) may_end.wait();
  });
  std::vector<std::jthread> threads;
  threads.emplace_back([&] { flush("ab"); });
  while (calls == 0) std::this_thread::yield();
  for (int i = 0; i < kOthers; ++i) {
    threads.emplace_back([&] {
      ++asking;
      flush("ab");
    });
  }
  while (asking < kOthers) std::this_thread::yield();
  flush("another folder");
  CHECK(calls == 2);
  may_end.count_down();
  threads.clear();
  // Who had not yet come so far when it ended may need one more.
  CHECK(calls >= 3);
  CHECK(calls < 2 + kOthers);
}

TEST_CASE("a flush that fails is told to each who waited for it, and the next one is tried") {
  std::atomic<int> calls = 0;
  FolderFlush flush([&](const auto&) {
    if (++calls == 1) throw std::runtime_error("the disk is gone");
  });
  CHECK_THROWS_AS(flush("ab"), std::runtime_error);
  CHECK_NOTHROW(flush("ab"));
  CHECK(calls == 2);
}

TEST_CASE("many who flush many folders at once all come back") {
  std::atomic<int> calls = 0;
  FolderFlush flush([&](const auto&) { ++calls; });
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&flush, i] {
        for (int j = 0; j < 1000; ++j) flush(std::to_string((i + j) % 3));
      });
    }
  }
  CHECK(calls > 0);
  CHECK(calls <= 8000);
}
