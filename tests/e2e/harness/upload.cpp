#include "e2e/harness/upload.h"

#include <set>

#include "e2e/harness/film.h"

namespace clipbox::e2e {
namespace {

constexpr const char* kVideo = "https://youtu.be/dQw4w9WgXcQ";

}  // namespace

Upload::Upload(const ApiClient& client, std::string job, const std::filesystem::path& file)
    : client_(client), job_(std::move(job)), name_(file.filename().string()), bytes_(ReadBytes(file)) {}

Json Upload::Prepare() const {
  return client_.Post("/jobs/" + job_ + "/upload",
                      {{"fileName", name_}, {"sizeBytes", bytes_.size()}, {"contentType", "video/mp4"}});
}

std::string Upload::BytesOfPart(int number, std::uint64_t part_size) const {
  return bytes_.substr(static_cast<std::size_t>(number - 1) * part_size, part_size);
}

void Upload::SendPart(int number) const {
  const std::uint64_t part_size = client_.Get("/jobs/" + job_ + "/upload").at("partSize").get<std::uint64_t>();
  const std::string path = "/jobs/" + job_ + "/upload/parts/" + std::to_string(number);
  const std::string url = client_.Get(path + "/url").at("url").get<std::string>();
  const std::string part = BytesOfPart(number, part_size);
  const net::HttpResponse put = Fetch(url, "PUT", part);
  if (put.status != 200) throw Refused("PUT " + url, Answer{put.status, nullptr, put});
  client_.Put(path, {{"etag", put.Header("etag")}, {"sizeBytes", part.size()}});
}

std::vector<int> Upload::Missing() const {
  const Json session = client_.Get("/jobs/" + job_ + "/upload");
  std::set<int> there;
  for (const Json& part : session.at("parts")) there.insert(part.at("partNumber").get<int>());
  std::vector<int> missing;
  for (int number = 1; number <= session.at("partCount").get<int>(); ++number) {
    if (!there.contains(number)) missing.push_back(number);
  }
  return missing;
}

Json Upload::Finish() const {
  for (const int number : Missing()) SendPart(number);
  return client_.Post("/jobs/" + job_ + "/upload/complete");
}

Json Upload::Run() const {
  Prepare();
  return Finish();
}

std::string NewJob(const ApiClient& client, const Json& recipe, const Json& more) {
  Json body = {{"url", kVideo}, {"recipe", recipe}};
  body.update(more);
  const std::string job = client.Post("/jobs", body).at("id").get<std::string>();
  client.Post("/jobs/" + job + "/rights", {{"confirmed", true}});
  return job;
}

std::string NewUploadedJob(const ApiClient& client, const std::filesystem::path& film, const Json& recipe,
                           const Json& more) {
  const std::string job = NewJob(client, recipe, more);
  Upload(client, job, film).Run();
  return job;
}

}  // namespace clipbox::e2e
