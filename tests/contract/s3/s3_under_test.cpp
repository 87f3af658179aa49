#include "contract/s3/s3_under_test.h"

#include <algorithm>
#include <stdexcept>

#include "e2e/harness/deadline.h"

namespace clipbox::objectstore::contract {
namespace {

std::vector<std::string> WithFolder(std::vector<std::string> command, const std::filesystem::path& folder) {
  std::ranges::replace(command, std::string("FOLDER"), (folder / "data").string());
  return command;
}

std::string UrlIn(const std::string& line) {
  const std::string loopback = "127.0.0.1:";
  const std::size_t at = line.find(loopback);
  if (at == std::string::npos) return "";
  return "http://" + line.substr(at, line.find_first_not_of("0123456789", at + loopback.size()) - at);
}

}  // namespace

net::HttpResponse S3UnderTest::Put(const std::string& url, const std::string& bytes) {
  net::HttpRequest request;
  request.url = url;
  request.reach = net::Reach::kConfigured;
  request.method = "PUT";
  request.headers = {"content-type:"};
  request.body = bytes;
  net::HttpResponse response = client_.Send(request, {});
  if (response.status != 200)
    throw std::runtime_error("PUT was answered " + std::to_string(response.status) + ": " + response.body);
  return response;
}

base::UploadPart S3UnderTest::SendPart(const std::string& key, const std::string& upload_id, int part_number,
                                       const std::string& bytes) {
  PresignRequest request{.method = PresignMethod::kPut, .key = key, .upload_id = upload_id, .part_number = part_number};
  std::string etag = Put(store_.Presign(request), bytes).Header("etag");
  std::erase(etag, '"');
  return {part_number, etag, bytes.size()};
}

void S3UnderTest::MakeBucket() { Put(store_.Presign({.method = PresignMethod::kPut, .key = ""}), ""); }

ForeignServer::ForeignServer(std::vector<std::string> command) {
  const std::filesystem::path log = folder_ / "log";
  std::filesystem::create_directory(folder_ / "data");
  process_ = std::make_unique<e2e::ChildProcess>(WithFolder(std::move(command), folder_.path()), log);
  const e2e::Deadline deadline(std::chrono::seconds(30));
  while (const auto line = process_->ReadLine(std::chrono::milliseconds(deadline.LeftMs()))) {
    url_ = UrlIn(*line);
    if (!url_.empty()) return;
  }
  throw std::runtime_error("the server did not start; its log ends with:\n" + e2e::TailOf(log));
}

}  // namespace clipbox::objectstore::contract
