#include "archive/zip_stream.h"

#include <algorithm>
#include <cstring>
#include <fstream>

#include "base/error.h"
#include "catch.h"
#include "run_program.h"
#include "temp_dir.h"

using namespace clipbox;

namespace {

constexpr base::Timestamp kMade{std::chrono::milliseconds(1767323045000)};

class TextSource final : public base::ByteSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::uint64_t size() const override { return text_.size(); }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    const std::size_t size = std::min(into.size(), text_.size() - static_cast<std::size_t>(offset));
    std::memcpy(into.data(), text_.data() + offset, size);
    return size;
  }
  std::string name() const override { return "a text"; }

 private:
  const std::string text_;
};

// So many bytes of nothing; counts what was asked for, and can break off.
class LongSource final : public base::ByteSource {
 public:
  explicit LongSource(std::uint64_t size, std::uint64_t breaks_at = ~0ULL) : size_(size), breaks_at_(breaks_at) {}
  std::uint64_t size() const override { return size_; }
  std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> into) override {
    if (offset >= breaks_at_) throw base::Error(base::ErrorCode::kStoreUnavailable, "The store is away.");
    largest_read = std::max(largest_read, into.size());
    bytes_read += into.size();
    return static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - offset));
  }
  std::string name() const override { return "a long source"; }

  std::size_t largest_read = 0;
  std::uint64_t bytes_read = 0;

 private:
  const std::uint64_t size_;
  const std::uint64_t breaks_at_;
};

clipbox::archive::ZipStream::Sink Into(std::ofstream& file) {
  return [&file](std::string_view bytes) { file.write(bytes.data(), static_cast<std::streamsize>(bytes.size())); };
}

test::Outcome Python(const std::string& script, const std::string& path) {
  return test::RunProgram("/usr/bin/python3", {"-c", script, path});
}

constexpr const char* kListNames = R"(
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist(): print(i.filename, i.file_size, i.compress_type, i.date_time[0], i.flag_bits & 0x800)
)";

}  // namespace

TEST_CASE("an archive is whole for unzip and for Python, with names of any script") {
  const test::TempDir dir;
  const std::string path = dir / "a.zip";
  {
    std::ofstream file(path, std::ios::binary);
    clipbox::archive::ZipStream zip(Into(file));
    TextSource text("some bytes");
    TextSource empty("");
    zip.Add("A film/intro.mp4", kMade, text);
    zip.Add("Фильм 🎬/日本.mp4", kMade, text);
    zip.Add("A film/empty", kMade, empty);
    zip.Finish();
  }
  CHECK(test::RunProgram("/usr/bin/unzip", {"-t", path}).exit_code == 0);
  const test::Outcome listed = Python(kListNames, path);
  INFO(listed.err);
  CHECK(listed.out == "A film/intro.mp4 10 0 2026 0\nФильм 🎬/日本.mp4 10 0 2026 2048\nA film/empty 0 0 2026 0\n");
}

TEST_CASE("an archive without its end is refused by whoever opens it") {
  const test::TempDir dir;
  const std::string path = dir / "a.zip";
  {
    std::ofstream file(path, std::ios::binary);
    clipbox::archive::ZipStream zip(Into(file));
    TextSource text("some bytes");
    zip.Add("a", kMade, text);
  }
  CHECK(test::RunProgram("/usr/bin/unzip", {"-t", path}).exit_code != 0);
  CHECK(Python(kListNames, path).exit_code != 0);
}

TEST_CASE("a source that breaks off ends the archive: the error comes out, and nothing more goes in") {
  std::string written;
  clipbox::archive::ZipStream zip([&](std::string_view bytes) { written += bytes; });
  LongSource source(64 << 20, 16 << 20);
  try {
    zip.Add("a", kMade, source);
    FAIL("nothing was thrown");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kStoreUnavailable);
  }
  CHECK(written.size() < (17U << 20));
  CHECK(written.find("PK\x05\x06") == std::string::npos);
}

TEST_CASE("what the sink throws comes out as it was thrown, and the source is read no further") {
  struct ClientGone {};
  std::uint64_t taken = 0;
  LongSource source(1ULL << 40);
  {
    clipbox::archive::ZipStream zip([&](std::string_view bytes) {
      taken += bytes.size();
      if (taken > (32U << 20)) throw ClientGone();
    });
    CHECK_THROWS_AS(zip.Add("a", kMade, source), ClientGone);
  }
  CHECK(source.bytes_read <= (40U << 20));
}

TEST_CASE("beyond 4 GiB the archive is Zip64, and no more than a block is held") {
  constexpr std::uint64_t kSize = (4ULL << 30) + 12345;
  std::uint64_t total = 0;
  std::string tail;
  LongSource source(kSize);
  clipbox::archive::ZipStream zip([&](std::string_view bytes) {
    total += bytes.size();
    tail.append(bytes.size() > 4096 ? bytes.substr(bytes.size() - 4096) : bytes);
    if (tail.size() > (1U << 20)) tail.erase(0, tail.size() - 4096);
  });
  zip.Add("long", kMade, source);
  TextSource text("after it");
  zip.Add("after", kMade, text);
  zip.Finish();
  CHECK(total > kSize);
  CHECK(source.largest_read <= (256U << 10));
  CHECK(tail.find("PK\x06\x06") != std::string::npos);  // the Zip64 end of central directory, and its locator
  CHECK(tail.find("PK\x06\x07") != std::string::npos);
}
