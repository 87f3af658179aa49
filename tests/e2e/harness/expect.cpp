#include "e2e/harness/expect.h"

#include "catch.h"
#include "crypto/sha256.h"
#include "e2e/harness/film.h"
#include "temp_dir.h"

namespace clipbox::e2e {
namespace {

std::string NameOf(const Json& artifact) {
  return base::DumpJson({artifact.at("type"), artifact.at("label"), artifact.at("start"), artifact.at("end")});
}

std::string SignedUrl(const ApiClient& client, const Json& artifact) {
  return client.Get("/artifacts/" + artifact.at("id").get<std::string>() + "/url").at("url").get<std::string>();
}

void CheckClip(const ApiClient& client, const Json& clip, const std::filesystem::path& source) {
  const test::TempDir folder;
  const auto file = folder / "clip.mp4";
  WriteBytes(file, Fetch(SignedUrl(client, clip)).body);
  const double start = clip.at("start").get<double>();
  const double end = clip.at("end").get<double>();
  INFO(base::DumpJson(clip));
  CHECK(CountFrames(file) == CountFramesBetween(source, start, end));
  constexpr double kAudioFrame = 1024.0 / 48000;
  CHECK(SoundSeconds(file) == Approx(end - start).margin(kAudioFrame));
}

}  // namespace

std::string CodeOfRefusal(const ApiClient& client, const std::string& method, const std::string& path,
                          const Json& body) {
  const Answer answer = client.Call(method, "/api/v1" + path, body);
  if (answer.status / 100 == 2) return "";
  INFO(method << " " << path << " " << answer.raw.body);
  REQUIRE(answer.json.is_object());
  CHECK(answer.raw.Header("content-type") == "application/problem+json");
  CHECK(answer.json.at("status") == answer.status);
  CHECK_FALSE(answer.json.at("detail").get<std::string>().empty());
  return answer.json.at("code").get<std::string>();
}

std::multiset<std::string> ArtifactNames(const ApiClient& client, const std::string& job) {
  std::multiset<std::string> names;
  for (const Json& artifact : client.Artifacts(job)) names.insert(NameOf(artifact));
  return names;
}

void CheckArtifacts(const ApiClient& client, const std::string& job) {
  std::set<std::string> seen;
  for (const Json& artifact : client.Artifacts(job)) {
    INFO(base::DumpJson(artifact));
    CHECK(seen.insert(NameOf(artifact)).second);
    const net::HttpResponse fetched = Fetch(SignedUrl(client, artifact));
    CHECK(fetched.status == 200);
    CHECK(fetched.body.size() == artifact.at("sizeBytes").get<std::uint64_t>());
    CHECK(crypto::Sha256Hex(fetched.body) == artifact.at("sha256").get<std::string>());
    CHECK(fetched.Header("content-type") == artifact.at("contentType").get<std::string>());
  }
}

void CheckClips(const ApiClient& client, const std::string& job, const std::filesystem::path& source) {
  for (const Json& artifact : client.Artifacts(job)) {
    if (artifact.at("type") == "clip") CheckClip(client, artifact, source);
  }
}

std::uint64_t BytesOf(const ApiClient& client, const std::string& job) {
  auto bytes = client.Get("/jobs/" + job).at("source").at("sizeBytes").get<std::uint64_t>();
  for (const Json& artifact : client.Artifacts(job)) bytes += artifact.at("sizeBytes").get<std::uint64_t>();
  return bytes;
}

std::vector<std::string> Moves(const ApiClient& client, const std::string& job) {
  std::vector<std::string> moves;
  for (const Json& row : client.Timeline(job)) {
    if (row.at("event") == "status_changed") moves.push_back(row.at("detail").at("to").get<std::string>());
  }
  return moves;
}

int CountEvents(const ApiClient& client, const std::string& job, const std::string& event) {
  int count = 0;
  for (const Json& row : client.Timeline(job)) count += row.at("event") == event ? 1 : 0;
  return count;
}

}  // namespace clipbox::e2e
