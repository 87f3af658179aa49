#include "cli/client/uploader.h"

#include <atomic>
#include <fstream>
#include <set>

#include "base/error.h"
#include "catch.h"
#include "crypto/md5.h"
#include "standin_server.h"
#include "temp_dir.h"

namespace clipbox::cli {
namespace {

using base::Json;
using test::StandinAnswer;
using test::StandinRequest;

constexpr std::uint64_t kPart = 10;
constexpr const char* kUploadId = "U1";

// A server and its store in one, which answer as they are told. The stand-in serves one connection at a time, so
// nothing is guarded.
class FakeServer {
 public:
  FakeServer() : server_([this](const StandinRequest& request) { return Answer(request); }) {}

  std::string url() const { return server_.Url(); }

  std::map<int, std::string> held;  // the store's parts
  std::map<int, int> puts;          // by part
  std::function<int(int part, int nth)> status_of_put = [](int, int) { return 200; };
  std::function<std::string(int part, const std::string& bytes)> etag_of = [](int, const std::string& bytes) {
    return crypto::Md5Hex(bytes);
  };
  std::function<void()> before_complete = [] {};
  std::string first_complete_code = "";  // a refusal of the first completion
  Json completed_with;                   // the body of the last completion
  int completions = 0;
  int signed_urls = 0;
  std::set<std::string> reported_to;  // the uploads that parts were reported to

 private:
  StandinAnswer Answer(const StandinRequest& request) {
    const std::string& target = request.target;
    const int last = std::atoi(target.c_str() + target.find_last_not_of("0123456789") + 1);
    if (target.starts_with("/put/")) return Put(last, request.body);
    if (target.ends_with("/upload")) return Say(Session());
    if (target.ends_with("/complete")) return Complete(request.body);
    if (target.ends_with("/url")) return Sign(target);
    if (target.find("/upload/parts/") != std::string::npos)
      reported_to.insert(base::ParseJson(request.body).value("uploadId", "none"));
    return Say({{"id", "J"}});
  }
  StandinAnswer Put(int part, const std::string& body) {
    const int status = status_of_put(part, ++puts[part]);
    if (status == 200) held[part] = body;
    return {.status = status, .headers = {"ETag: \"" + etag_of(part, body) + "\""}};
  }
  StandinAnswer Complete(const std::string& body) {
    completed_with = base::ParseJson(body);
    if (completions == 0) before_complete();
    if (++completions == 1 && !first_complete_code.empty()) {
      return Say({{"code", first_complete_code}, {"detail", "a part is missing"}}, 409);
    }
    return Say({{"id", "J"}, {"status", "UPLOADED"}});
  }
  StandinAnswer Sign(const std::string& target) {
    ++signed_urls;
    const std::string parts = target.substr(target.find("/parts/") + 7);
    return Say({{"url", url() + "/put/" + parts.substr(0, parts.find('/'))}});
  }
  Json Session() const {
    Json parts = Json::array();
    for (const auto& [number, bytes] : held)
      parts.push_back({{"partNumber", number}, {"etag", etag_of(number, bytes)}, {"sizeBytes", bytes.size()}});
    return {{"uploadId", kUploadId}, {"partSize", kPart}, {"partCount", 3}, {"parts", parts}};
  }
  static StandinAnswer Say(const Json& json, int status = 200) {
    return {.status = status, .body = base::DumpJson(json)};
  }

  test::StandinServer server_;  // last: it calls into the members above
};

class Sender {
 public:
  Sender() { std::ofstream(file()) << "0123456789abcdefghijKLMN"; }
  std::filesystem::path file() const { return folder_ / "film.mp4"; }
  Json Run(const FakeServer& server) {
    ApiClient api(http_, server.url());
    return Uploader(api, http_, "J", file(), [this](std::uint64_t sent, std::uint64_t) { last_sent = sent; }).Run();
  }
  // What the upload fails with; empty where it does not.
  std::string Refusal(const FakeServer& server) {
    try {
      Run(server);
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  }
  std::uint64_t last_sent = 0;

 private:
  const test::TempDir folder_;
  net::HttpClient http_;
};

const std::map<int, std::string> kWhole = {{1, "0123456789"}, {2, "abcdefghij"}, {3, "KLMN"}};

}  // namespace

TEST_CASE("a file arrives part by part and is completed") {
  FakeServer server;
  Sender sender;
  CHECK(sender.Run(server)["status"] == "UPLOADED");
  CHECK(server.held == kWhole);
  CHECK(server.reported_to == std::set<std::string>{kUploadId});
  CHECK(sender.last_sent == 24);
}

TEST_CASE("a part that the store refuses for the moment is sent again, with a new URL where the old one ran out") {
  FakeServer server;
  const int refusal = GENERATE(400, 403, 429, 500, 503);
  server.status_of_put = [refusal](int part, int nth) { return part == 2 && nth == 1 ? refusal : 200; };
  Sender sender;
  sender.Run(server);
  CHECK(server.held == kWhole);
  CHECK(server.puts[2] == 2);
  CHECK(server.signed_urls == 4);
}

TEST_CASE("a refusal that will not pass ends the upload and says what to do") {
  FakeServer server;
  server.status_of_put = [](int, int) { return 404; };
  Sender sender;
  try {
    sender.Run(server);
    FAIL("it was taken");
  } catch (const base::Error& error) {
    CHECK(std::string(error.what()).find("status 404); call again to go on") != std::string::npos);
  }
  CHECK(server.completions == 0);
}

TEST_CASE("parts that are there are not sent again, those of a wrong size are") {
  FakeServer server;
  server.held = {{1, "0123456789"}, {2, "short"}};
  Sender sender;
  sender.Run(server);
  CHECK(server.held == kWhole);
  CHECK(server.puts == std::map<int, int>{{2, 1}, {3, 1}});
}

TEST_CASE("a file whose finished parts are others is refused before a byte is sent") {
  FakeServer server;
  server.held = {{2, "ABCDEFGHIJ"}};
  Sender sender;
  try {
    sender.Run(server);
    FAIL("it was taken");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kDifferentFile);
  }
  CHECK(server.puts.empty());
}

TEST_CASE("parts that the store lost by the end are sent again") {
  FakeServer server;
  server.first_complete_code = "parts_missing";
  Sender sender;
  CHECK(sender.Run(server)["status"] == "UPLOADED");
  CHECK(server.completions == 2);
}

TEST_CASE("a part that the store acknowledges with another MD5 is sent again, some times") {
  FakeServer server;
  Sender sender;
  SECTION("until it is right") {
    server.etag_of = [&server](int part, const std::string& bytes) {
      return crypto::Md5Hex(part == 2 && server.puts[2] == 1 ? "spoilt" : bytes);
    };
    CHECK(sender.Run(server)["status"] == "UPLOADED");
    CHECK(server.puts[2] == 2);
  }
  SECTION("and then given up") {
    server.etag_of = [](int, const std::string&) { return crypto::Md5Hex("spoilt"); };
    CHECK(sender.Refusal(server).find("other bytes than were sent") != std::string::npos);
    CHECK(server.completions == 0);
  }
}

TEST_CASE("complete names the ETags of all parts, also of those that an earlier try sent") {
  FakeServer server;
  server.held = {{1, "0123456789"}};
  Sender sender;
  sender.Run(server);
  Json parts = Json::array();
  for (const auto& [number, bytes] : kWhole) parts.push_back({{"partNumber", number}, {"etag", crypto::Md5Hex(bytes)}});
  CHECK(server.completed_with == Json{{"parts", parts}});
}

TEST_CASE("a part that somebody else put over ours before the completion is sent again") {
  FakeServer server;
  server.first_complete_code = "parts_missing";
  server.before_complete = [&server] { server.held[2] = "ABCDEFGHIJ"; };
  Sender sender;
  sender.Run(server);
  CHECK(server.held == kWhole);
  CHECK(server.puts == std::map<int, int>{{1, 1}, {2, 2}, {3, 1}});
}

TEST_CASE("where the store's ETags are no MD5, nothing is compared and an earlier try's parts are sent again") {
  FakeServer server;
  server.etag_of = [](int part, const std::string&) { return "opaque-" + std::to_string(part); };
  server.held = {{1, "0123456789"}};
  Sender sender;
  CHECK(sender.Run(server)["status"] == "UPLOADED");
  CHECK(server.puts == std::map<int, int>{{1, 1}, {2, 1}, {3, 1}});
  CHECK(server.completed_with["parts"][2]["etag"] == "opaque-3");
}

TEST_CASE("a file that changes while it is sent is not completed") {
  FakeServer server;
  Sender sender;
  server.status_of_put = [&sender](int part, int) {
    if (part == 3)
      std::filesystem::last_write_time(sender.file(),
                                       std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
    return 200;
  };
  CHECK(sender.Refusal(server).find("changed while it was sent") != std::string::npos);
  CHECK(server.completions == 0);
}

TEST_CASE("the content type follows from the file's ending") {
  CHECK(ContentTypeOf("a/Film.MP4") == "video/mp4");
  CHECK(ContentTypeOf("film.mov") == "video/quicktime");
  CHECK(ContentTypeOf("film").empty());
}

}  // namespace clipbox::cli
