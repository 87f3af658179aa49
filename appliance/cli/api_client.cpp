#include "cli/api_client.h"

#include <set>

#include "base/error.h"
#include "base/file_source.h"

namespace clipbox::cli {

using base::Error;
using base::ErrorCode;
using base::Json;

namespace {

// The sentence of a problem+json answer, or its status where it is none.
std::string ProblemText(const net::HttpResponse& response) {
  const Json problem = Json::parse(response.body, nullptr, false);
  if (problem.is_object() && problem.contains("detail")) return problem.value("code", "") + ": " + problem.value("detail", "");
  return "status " + std::to_string(response.status);
}

bool IsSuccess(int status) { return status >= 200 && status < 300; }

std::string ReadPart(base::FileSource& file, std::uint64_t offset, std::uint64_t size) {
  std::string bytes(std::min(size, file.size() - offset), '\0');
  const std::size_t got = file.ReadAt(offset, std::as_writable_bytes(std::span(bytes)));
  if (got != bytes.size()) throw Error(ErrorCode::kInputOutput, "cannot read " + file.name() + ": it became shorter");
  return bytes;
}

}  // namespace

Json ApiClient::Get(const std::string& path) { return Send("GET", path, nullptr); }
Json ApiClient::Post(const std::string& path, const Json& body) { return Send("POST", path, &body); }
Json ApiClient::Put(const std::string& path, const Json& body) { return Send("PUT", path, &body); }

Json ApiClient::Send(const std::string& method, const std::string& path, const Json* body) {
  net::HttpRequest request{.url = server_ + "/api/v1" + path, .reach = net::Reach::kAnywhere, .method = method, .headers = {}, .body = {}};
  request.max_bytes = 16 << 20;
  if (!token_.empty()) request.headers.push_back("Authorization: Bearer " + token_);
  if (body != nullptr) {
    request.headers.push_back("Content-Type: application/json");
    request.body = base::DumpJson(*body);
  }
  const net::HttpResponse response = http_.Send(request, {});
  if (!IsSuccess(response.status)) {
    throw Error(ErrorCode::kInternal, "the server refused " + method + " " + path + ": " + ProblemText(response));
  }
  return response.body.empty() ? Json() : base::ParseJson(response.body);
}

std::string ApiClient::PutPart(const std::string& url, std::string bytes) {
  net::HttpRequest request{.url = url, .reach = net::Reach::kAnywhere, .method = "PUT", .headers = {}, .body = std::move(bytes)};
  request.total_timeout = std::chrono::minutes(10);
  const net::HttpResponse response = http_.Send(request, {});
  if (!IsSuccess(response.status)) throw Error(ErrorCode::kInternal, "the store refused a part with status " + std::to_string(response.status));
  return response.Header("etag");
}

Json ApiClient::Upload(const std::string& job_id, const std::filesystem::path& path, const std::string& content_type,
                       const UploadProgress& progress) {
  base::FileSource file(path);
  const std::string upload = "/jobs/" + job_id + "/upload";
  const Json session = Post(upload, {{"fileName", path.filename().string()}, {"sizeBytes", file.size()}, {"contentType", content_type}});
  const std::uint64_t part_size = session.at("partSize");
  std::uint64_t sent = 0;
  std::set<int> held;
  for (const Json& part : session.at("parts")) {
    held.insert(part.at("partNumber").get<int>());
    sent += part.at("sizeBytes").get<std::uint64_t>();
  }
  for (int number = 1; number <= session.at("partCount").get<int>(); ++number) {
    if (held.contains(number)) continue;
    const std::string part = upload + "/parts/" + std::to_string(number);
    std::string bytes = ReadPart(file, part_size * static_cast<std::uint64_t>(number - 1), part_size);
    const std::uint64_t size = bytes.size();
    const std::string etag = PutPart(Get(part + "/url").at("url"), std::move(bytes));
    Put(part, {{"etag", etag}, {"sizeBytes", size}});
    progress(sent += size, file.size());
  }
  return Post(upload + "/complete", Json::object());
}

}  // namespace clipbox::cli
