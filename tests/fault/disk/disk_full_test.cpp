#include <sys/socket.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <memory>
#include <thread>

#include "catch.h"
#include "e2e/harness/fake_youtube.h"
#include "e2e/harness/film.h"
#include "e2e/harness/half_sent_part.h"
#include "e2e/harness/loopback.h"
#include "e2e/harness/recipes.h"
#include "e2e/harness/upload.h"
#include "fault/disk/private_mounts.h"
#include "net/url.h"

namespace clipbox::fault {
namespace {

using e2e::Json;

constexpr std::uint64_t kMib = 1ULL << 20;
constexpr std::uint64_t kDiskBytes = 400 * kMib;
constexpr std::uint64_t kKeepFreeBytes = 128 * kMib;
// What parts leave free for the databases (objectstore/embedded/bucket_store.cpp).
constexpr std::uint64_t kReserveBytes = 64 * kMib;
constexpr std::uint64_t kPartBytes = 8 * kMib;
constexpr std::uint64_t kFilmBytes = 6 * kPartBytes;

// A server whose whole disk is a small one, with an upload of six parts under way, one of which is there.
class NearlyFull {
 public:
  NearlyFull()
      : disk_(outside_ / "disk", kDiskBytes),
        film_(e2e::WriteFilm(outside_.path(), e2e::SmallFilm(3))),
        appliance_(Start()),
        client_(e2e::SetUp(*appliance_)),
        upload_(client_, NewJob(), Enlarged()) {
    upload_.Prepare();
    upload_.SendPart(1);
  }

  // Another program's file takes all space but this.
  void LeaveFree(std::uint64_t bytes) {
    std::filesystem::remove(ballast());
    const std::uint64_t free = disk_.FreeBytes();
    REQUIRE(free >= bytes);
    std::ofstream(ballast()).flush();
    std::ofstream file(ballast(), std::ios::binary | std::ios::app);
    const std::string block(kMib, 'x');
    for (std::uint64_t left = free - bytes; left > 0;) {
      const std::uint64_t size = std::min<std::uint64_t>(left, block.size());
      file.write(block.data(), static_cast<std::streamsize>(size)).flush();
      left -= size;
    }
  }
  void FreeAll() { std::filesystem::remove(ballast()); }

  // Of the call, where it is refused; 200 otherwise.
  int StatusOf(const std::function<void()>& call) const {
    try {
      call();
      return 200;
    } catch (const e2e::Refused& refused) {
      return refused.status();
    }
  }

  void BeginAnother() const { e2e::Upload(client_, NewJob(), film_).Prepare(); }

  // The status of the answer to the administrator's password.
  int SignIn() const {
    const e2e::ApiClient stranger = client_.As("");
    return stranger.Call("POST", "/api/v1/session", {{"username", "ada"}, {"password", e2e::kPassword}}).status;
  }
  void Restart() const {
    REQUIRE(appliance_->Stop() == 0);
    appliance_->Start();
  }

  std::string NewJob() const { return e2e::NewJob(client_, e2e::WholeRecipe({"poster"})); }

  std::string UrlOfPart(int number) const {
    return client_.Get("/jobs/" + upload_.job() + "/upload/parts/" + std::to_string(number) + "/url")
        .at("url")
        .get<std::string>();
  }
  std::string BytesOfPart(int number) const { return upload_.BytesOfPart(number, kPartBytes); }

  const SmallDisk& disk() const { return disk_; }
  const e2e::Appliance& appliance() const { return *appliance_; }
  const e2e::ApiClient& client() const { return client_; }
  const e2e::Upload& upload() const { return upload_; }
  const std::filesystem::path& film() const { return film_; }
  std::size_t IncomingFiles() const {
    const std::filesystem::directory_iterator files(appliance_->data_dir() / "objects" / "incoming");
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
  }

 private:
  std::unique_ptr<e2e::Appliance> Start() const {
    ::setenv("TMPDIR", disk_.path().c_str(), 1);
    auto appliance = std::make_unique<e2e::Appliance>(std::vector<std::string>{
        youtube_.Setting(), "data.keep_free=" + std::to_string(kKeepFreeBytes), "storage.part_size=8 MiB"});
    ::unsetenv("TMPDIR");
    return appliance;
  }
  std::filesystem::path Enlarged() const {
    e2e::Enlarge(film_, kFilmBytes);
    return film_;
  }
  std::filesystem::path ballast() const { return disk_.path() / "ballast"; }

  const test::TempDir outside_;
  const e2e::FakeYouTube youtube_;
  const SmallDisk disk_;
  const std::filesystem::path film_;
  const std::unique_ptr<e2e::Appliance> appliance_;
  const e2e::ApiClient client_;
  const e2e::Upload upload_;
};

// A part whose second half is sent when the test says so.
class SlowPart {
 public:
  SlowPart(const std::string& url, std::string bytes) : bytes_(std::move(bytes)) {
    const auto parsed = net::ParseUrl(url);
    REQUIRE(parsed.has_value());
    socket_ = e2e::ConnectToLoopback(parsed->port);
    e2e::SendAll(socket_.get(), "PUT " + parsed->path + "?" + parsed->query +
                                    " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(parsed->port) +
                                    "\r\nContent-Length: " + std::to_string(bytes_.size()) + "\r\n\r\n");
    e2e::SendAll(socket_.get(), bytes_.substr(0, bytes_.size() / 2));
  }

  // The status of the answer.
  std::string SendRest() {
    try {
      e2e::SendAll(socket_.get(), bytes_.substr(bytes_.size() / 2));
    } catch (const e2e::ConnectionLost&) {
      // It has answered and does not want the rest.
    }
    std::string head(12, '\0');
    const ssize_t got = ::recv(socket_.get(), head.data(), head.size(), MSG_WAITALL);
    return got == 12 ? head.substr(9, 3) : "none";
  }

 private:
  const std::string bytes_;
  base::UniqueFd socket_;
};

}  // namespace

TEST_CASE("below data.keep_free no upload begins, and one under way ends") {
  RequirePrivateMounts(false);
  NearlyFull house;
  house.LeaveFree(kKeepFreeBytes - kMib);
  CHECK(house.StatusOf([&] { house.BeginAnother(); }) == 507);
  CHECK(house.StatusOf([&] { house.upload().Finish(); }) == 200);
}

TEST_CASE("parts that arrive together leave the databases their space, and the upload ends when there is room") {
  RequirePrivateMounts(false);
  NearlyFull house;
  // Room for one part and a half.
  house.LeaveFree(kReserveBytes + kPartBytes * 3 / 2);
  std::vector<int> statuses(7, 0);
  {
    std::vector<std::jthread> senders;
    for (int number = 2; number <= 6; ++number) {
      senders.emplace_back([&, number] {
        statuses[number] = e2e::Fetch(house.UrlOfPart(number), "PUT", house.BytesOfPart(number)).status;
      });
    }
  }
  CHECK(std::count(statuses.begin(), statuses.end(), 200) == 1);
  CHECK(std::count(statuses.begin(), statuses.end(), 507) == 4);
  CHECK(house.disk().FreeBytes() + kMib > kReserveBytes);
  CHECK(house.IncomingFiles() == 0);
  for (int i = 0; i < 20; ++i) CHECK(house.StatusOf([&] { house.NewJob(); }) == 200);

  house.FreeAll();
  CHECK(house.StatusOf([&] { house.upload().Finish(); }) == 200);
}

TEST_CASE("a part that meets a full disk is refused and leaves nothing, and all recovers when space returns") {
  RequirePrivateMounts(false);
  NearlyFull house;
  SlowPart part(house.UrlOfPart(2), house.BytesOfPart(2));
  house.LeaveFree(0);
  CHECK(part.SendRest() == "507");
  CHECK(house.IncomingFiles() == 0);
  house.LeaveFree(0);
  CHECK(house.StatusOf([&] { house.BeginAnother(); }) == 507);
  CHECK(house.client().Call("GET", "/readyz").status == 503);

  house.FreeAll();
  const Json job = house.upload().Finish();
  CHECK(job.at("status") != "FAILED");
  const std::string url =
      house.client().Get("/jobs/" + house.upload().job() + "/source/url").at("url").get<std::string>();
  CHECK(e2e::Fetch(url).body == e2e::ReadBytes(house.film()));
  CHECK(house.StatusOf([&] { house.BeginAnother(); }) == 200);
}

TEST_CASE("on a disk without a byte left a person signs in and deletes, and what that takes is kept again later") {
  RequirePrivateMounts(false);
  NearlyFull house;
  const std::filesystem::path kept = house.appliance().data_dir() / "ballast";
  REQUIRE(std::filesystem::file_size(kept) == 16 * kMib);
  house.upload().Finish();
  house.LeaveFree(0);
  CHECK(house.SignIn() == 200);
  for (int i = 0; i < 50; ++i) CHECK(house.StatusOf([&] { house.NewJob(); }) == 200);
  CHECK_FALSE(std::filesystem::exists(kept));
  CHECK(house.StatusOf([&] { house.client().Delete("/jobs/" + house.upload().job()); }) == 200);
  CHECK(house.appliance().StoredBytes() == 0);

  house.FreeAll();
  house.Restart();
  CHECK(std::filesystem::file_size(kept) == 16 * kMib);
}

}  // namespace clipbox::fault
