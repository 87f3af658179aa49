#include "objectstore/embedded/embedded_store.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <thread>

#include "base/error.h"
#include "catch.h"
#include "crypto/md5.h"
#include "crypto/sha256.h"
#include "file_text.h"
#include "temp_dir.h"

namespace clipbox::objectstore {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

struct OpenedStore {
  test::TempDir directory;
  base::ManualClock clock;
  EmbeddedStore store{{.directory = directory.path(), .keep_free_bytes = 0}, clock};
  BucketStore& bucket_store = store.bucket_store();

  IncomingFile Received(const std::string& bytes) {
    IncomingFile incoming = bucket_store.Receive({bytes.size(), std::nullopt});
    incoming.Write(bytes);
    return incoming;
  }

  std::size_t CountFiles() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(directory / "objects"))
      count += entry.is_regular_file() ? 1 : 0;
    return count;
  }
};

template <class Call>
ErrorCode CodeOf(const Call& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error.code();
  }
  return ErrorCode::kInternal;
}

}  // namespace

TEST_CASE_METHOD(OpenedStore, "a body that is shorter or longer than announced stores nothing") {
  IncomingFile shorter = bucket_store.Receive({5, std::nullopt});
  shorter.Write("four");
  CHECK(CodeOf([&] { bucket_store.PutObject("key", {}, std::move(shorter)); }) == ErrorCode::kSizeMismatch);
  {
    IncomingFile longer = bucket_store.Receive({3, std::nullopt});
    CHECK(CodeOf([&] { longer.Write("four"); }) == ErrorCode::kSizeMismatch);
  }
  CHECK_FALSE(store.Head("key"));
  CHECK(CountFiles() == 0);
}

TEST_CASE_METHOD(OpenedStore, "a body whose SHA-256 is not the signed one stores nothing") {
  IncomingFile good = bucket_store.Receive({4, crypto::Sha256Hex("body")});
  good.Write("body");
  CHECK(bucket_store.PutObject("good", {}, std::move(good)).etag == crypto::Md5Hex("body"));
  IncomingFile bad = bucket_store.Receive({4, crypto::Sha256Hex("b0dy")});
  bad.Write("body");
  CHECK(CodeOf([&] { bucket_store.PutObject("bad", {}, std::move(bad)); }) == ErrorCode::kDigestMismatch);
  CHECK_FALSE(store.Head("bad"));
}

TEST_CASE_METHOD(OpenedStore, "a body that is given up half-way leaves no file") {
  {
    IncomingFile incoming = bucket_store.Receive({100, std::nullopt});
    incoming.Write("half");
    CHECK(CountFiles() == 1);
  }
  CHECK(CountFiles() == 0);
}

TEST_CASE_METHOD(OpenedStore, "a part for an upload that was aborted meanwhile is refused and leaves no file") {
  const std::string upload = store.CreateMultipart("key", {});
  IncomingFile incoming = Received("late");
  store.AbortMultipart("key", upload);
  CHECK(CodeOf([&] { bucket_store.PutPart("key", upload, 1, std::move(incoming)); }) == ErrorCode::kNoSuchUpload);
  CHECK(CountFiles() == 0);
}

TEST_CASE_METHOD(OpenedStore, "an upload's id with another key finds nothing") {
  const std::string upload = store.CreateMultipart("key", {});
  CHECK(CodeOf([&] { bucket_store.RequireUpload("other", upload); }) == ErrorCode::kNoSuchUpload);
  CHECK(CodeOf([&] { bucket_store.PutPart("other", upload, 1, Received("x")); }) == ErrorCode::kNoSuchUpload);
  CHECK(CodeOf([&] { store.ListParts("other", upload); }) == ErrorCode::kNoSuchUpload);
  store.AbortMultipart("other", upload);
  CHECK_NOTHROW(bucket_store.RequireUpload("key", upload));
}

TEST_CASE_METHOD(OpenedStore,
                 "replaced parts, replaced objects, unchosen parts, aborted and deleted ones leave no files") {
  const std::string upload = store.CreateMultipart("key", {});
  bucket_store.PutPart("key", upload, 1, Received("old"));
  const base::UploadPart one = bucket_store.PutPart("key", upload, 1, Received("new"));
  bucket_store.PutPart("key", upload, 2, Received("unchosen"));
  CHECK(CountFiles() == 2);
  store.CompleteMultipart("key", upload, {one});
  CHECK(CountFiles() == 1);
  CHECK(test::ReadAll(*store.Open("key")) == "new");
  bucket_store.PutObject("key", {}, Received("put over it"));
  CHECK(CountFiles() == 1);
  const std::string aborted = store.CreateMultipart("key", {});
  bucket_store.PutPart("key", aborted, 1, Received("x"));
  store.AbortMultipart("key", aborted);
  CHECK(CountFiles() == 1);
  store.Delete("key");
  CHECK(CountFiles() == 0);
}

TEST_CASE_METHOD(OpenedStore, "completing copies nothing: the object is read from the very files of its parts") {
  const std::string upload = store.CreateMultipart("key", {});
  std::vector<base::UploadPart> parts;
  for (int i = 1; i <= 20; ++i)
    parts.push_back(bucket_store.PutPart("key", upload, i, Received("part " + std::to_string(i) + ";")));
  std::set<ino_t> before, after;
  const auto inodes = [&](std::set<ino_t>& into) {
    for (const auto& entry : fs::recursive_directory_iterator(directory / "objects")) {
      struct stat status {};
      if (entry.is_regular_file() && ::stat(entry.path().c_str(), &status) == 0) into.insert(status.st_ino);
    }
  };
  inodes(before);
  store.CompleteMultipart("key", upload, parts);
  inodes(after);
  CHECK(before == after);
  const std::string all = test::ReadAll(*store.Open("key"));
  CHECK(all.substr(0, 14) == "part 1;part 2;");
  CHECK(all.size() == 9 * 7 + 11 * 8);
}

TEST_CASE_METHOD(OpenedStore, "an object tells which bytes of which file its own are") {
  const std::string upload = store.CreateMultipart("key", {});
  const std::vector<base::UploadPart> sent = {bucket_store.PutPart("key", upload, 1, Received("first")),
                                              bucket_store.PutPart("key", upload, 2, Received("second"))};
  store.CompleteMultipart("key", upload, sent);
  const auto opened = bucket_store.OpenWithInfo("key");
  const auto bytes_at = [&](std::uint64_t offset) {
    const base::FileBytes bytes = opened.bytes->Locate(offset);
    std::string text(static_cast<std::size_t>(bytes.size), '\0');
    CHECK(::pread(bytes.file->get(), text.data(), text.size(), static_cast<off_t>(bytes.offset)) ==
          static_cast<ssize_t>(text.size()));
    return text;
  };
  CHECK(bytes_at(0) == "first");
  CHECK(bytes_at(4) == "t");
  CHECK(bytes_at(5) == "second");
  CHECK(bytes_at(7) == "cond");
  fs::remove_all(directory / "objects");
  CHECK(CodeOf([&] { opened.bytes->Locate(7); }) == ErrorCode::kInputOutput);
}

TEST_CASE_METHOD(OpenedStore, "whoever reads an object goes on reading it while it is replaced") {
  bucket_store.PutObject("key", {}, Received("first"));
  const auto reader = store.Open("key");
  bucket_store.PutObject("key", {}, Received("other"));
  CHECK(test::ReadAll(*reader) == "first");
  CHECK(test::ReadAll(*store.Open("key")) == "other");
}

TEST_CASE_METHOD(OpenedStore,
                 "an object of many parts that is replaced or deleted while it is read is read to its end, and then "
                 "leaves no files") {
  const auto put = [&](char letter) {
    const std::string upload = store.CreateMultipart("key", {});
    std::vector<base::UploadPart> parts;
    for (int i = 1; i <= 20; ++i)
      parts.push_back(bucket_store.PutPart("key", upload, i, Received(std::string(1, letter))));
    store.CompleteMultipart("key", upload, parts);
  };
  put('a');
  auto first = store.Open("key");
  auto again = store.Open("key");
  put('b');
  auto second = store.Open("key");
  store.Delete("key");
  CHECK_FALSE(store.Head("key"));
  CHECK(test::ReadAll(*first) == std::string(20, 'a'));
  first.reset();
  CHECK(test::ReadAll(*again) == std::string(20, 'a'));
  CHECK(test::ReadAll(*second) == std::string(20, 'b'));
  again.reset();
  CHECK(CountFiles() == 20);
  second.reset();
  CHECK(CountFiles() == 0);
}

TEST_CASE_METHOD(OpenedStore, "parts sent by several threads at once all arrive") {
  constexpr int kThreads = 4, kParts = 8;
  const std::string upload = store.CreateMultipart("key", {});
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kParts; ++i)
          bucket_store.PutPart("key", upload, t * kParts + i + 1, Received(std::string(1, static_cast<char>('a' + t))));
      });
    }
  }
  const auto parts = store.ListParts("key", upload);
  REQUIRE(parts.size() == kThreads * kParts);
  store.CompleteMultipart("key", upload, parts);
  CHECK(test::ReadAll(*store.Open("key")) ==
        std::string(8, 'a') + std::string(8, 'b') + std::string(8, 'c') + std::string(8, 'd'));
}

TEST_CASE_METHOD(OpenedStore, "readers always find a whole object while two writers replace it") {
  bucket_store.PutObject("key", {}, Received(std::string(1000, 'x')));
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (const char letter : {'x', 'y'}) {
      threads.emplace_back([this, letter] {
        for (int i = 0; i < 25; ++i) bucket_store.PutObject("key", {}, Received(std::string(1000, letter)));
      });
    }
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const std::string bytes = test::ReadAll(*store.Open("key"));
        if (bytes != std::string(1000, bytes.front())) ++wrong;
      }
    });
  }
  CHECK(wrong == 0);
  CHECK(CountFiles() == 1);
}

TEST_CASE_METHOD(OpenedStore, "a part of 64 MiB passes through without being held in memory") {
  const std::string block(256 * 1024, 'm');
  const auto peak_kib = [] {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  const std::string upload = store.CreateMultipart("key", {});
  const long before = peak_kib();
  IncomingFile incoming = bucket_store.Receive({64 << 20, std::nullopt});
  for (int i = 0; i < 256; ++i) incoming.Write(block);
  CHECK(bucket_store.PutPart("key", upload, 1, std::move(incoming)).size_bytes == 64 << 20);
  // What waits to be hashed is half a MiB; a sanitizer keeps several bytes for each of them.
  CHECK(peak_kib() - before < 8192);
}

TEST_CASE_METHOD(OpenedStore, "files and directories are their owner's alone") {
  bucket_store.PutObject("key", {}, Received("x"));
  for (const auto& entry : fs::recursive_directory_iterator(directory.path())) {
    const auto open_to_others = fs::perms::group_all | fs::perms::others_all;
    INFO(entry.path());
    CHECK((entry.status().permissions() & open_to_others) == fs::perms::none);
  }
}

TEST_CASE("below data.keep_free no upload begins, and says what to do; parts of open ones go on", "[space]") {
  test::TempDir directory;
  base::ManualClock clock;
  EmbeddedStore store({.directory = directory.path(), .keep_free_bytes = std::uint64_t{1} << 62}, clock);
  CHECK(CodeOf([&] { store.CreateMultipart("key", {}); }) == ErrorCode::kInsufficientStorage);
  CHECK_NOTHROW(store.bucket_store().Receive({1, std::nullopt}));
  CHECK(CodeOf([&] {
          store.bucket_store().Receive({std::uint64_t{1} << 62, std::nullopt});
        }) == ErrorCode::kInsufficientStorage);
}

TEST_CASE_METHOD(OpenedStore, "what is presigned is verified, for its own method, key, part and time alone") {
  PresignRequest request{.method = PresignMethod::kPut,
                         .key = "clipbox/a b.mp4",
                         .expires = std::chrono::seconds(60),
                         .upload_id = "u",
                         .part_number = 2,
                         .origin = "http://box:8080"};
  const std::string url = store.Presign(request);
  crypto::ReceivedRequest received{"PUT", url.substr(std::string("http://box:8080").size()), {}, {"box:8080"}};
  CHECK(received.target.rfind("/clipbox/clipbox/a%20b.mp4?", 0) == 0);
  CHECK(bucket_store.Verify(received).verdict == crypto::SigV4Verdict::kValid);
  clock.Advance(std::chrono::seconds(61));
  CHECK(bucket_store.Verify(received).verdict == crypto::SigV4Verdict::kExpired);
  clock.Advance(std::chrono::seconds(-61));
  received.method = "GET";
  CHECK(bucket_store.Verify(received).verdict == crypto::SigV4Verdict::kMismatch);
}

TEST_CASE_METHOD(OpenedStore, "a check of a store whose directory is gone says that it does not work") {
  CHECK_NOTHROW(store.Check());
  fs::remove_all(directory / "objects");
  CHECK(CodeOf([&] { store.Check(); }) == ErrorCode::kStoreUnavailable);
}

}  // namespace clipbox::objectstore
